import type { Detail, FailedResource, Pipeline, Stack, Stage } from '../../src/cancellation/model/deployment.ts';
import type { Failure, FailureKind } from '../../src/cancellation/model/failure.ts';
import { defaultFailOn, type Outcome } from '../../src/cancellation/model/outcome.ts';
import type { TargetKind } from '../../src/cancellation/model/plan.ts';
import type { Reason } from '../../src/cancellation/model/reason.ts';
import type { LastSeen, RequestState, StateChange, TargetResult } from '../../src/cancellation/model/result.ts';
import type { GuardFacts, ReportFacts } from '../../src/report/facts.ts';

export const deploymentId = '11111111-2222-4333-8444-555555555555';
export const otherId = '22222222-3333-4444-8555-666666666666';
export const lastSuccessId = '99999999-8888-4777-8666-555555555555';
export const requestId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
/** The root of the stack, where that is nested. */
export const rootId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/9f8e7d6c-0000-1111-2222-333344445555';
export const stackId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/web/0a1b2c3d-0000-1111-2222-333344445555';

/** A step on services in eu-west-1, with the inputs' defaults. */
export const facts: ReportFacts = {
  targetKind: 'service',
  endpoint: undefined,
  ignoredProfile: undefined,
  region: 'eu-west-1',
  failOn: new Set(defaultFailOn),
  dryRun: false,
  hasDeploymentId: false,
  hasSummary: true,
  waitMilliseconds: 1_800_000,
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  startedAt: new Date('2026-09-30T03:12:07.500Z'),
};

/** The same step on stacks. */
export const stackFacts: ReportFacts = { ...facts, targetKind: 'stack' };

/** Where the guard stands at the end of a job that failed. */
export const guardAfter: GuardFacts = { moment: 'after', isJobCancelled: false, hasLostKeys: false, targets: [] };

export const pipeline: Pipeline = {
  arn: 'arn:aws:proton:eu-west-1:123456789012:service/checkout/pipeline',
  createdAt: '2026-01-02T03:04:05.000Z',
  deploymentStatus: 'CANCELLED',
  deploymentStatusMessage: 'User initiated cancellation.',
  lastAttemptedDeploymentId: deploymentId,
  lastDeploymentAttemptedAt: '2026-09-30T03:10:00.000Z',
  lastDeploymentSucceededAt: '2026-09-29T14:02:11.000Z',
  lastSucceededDeploymentId: lastSuccessId,
  templateName: 'fargate-service',
  templateMajorVersion: '2',
  templateMinorVersion: '13',
};

/** The pipeline of a service of which no deployment has ever succeeded. Proton gives a time and a template all the same. */
export const firstPipeline: Pipeline = {
  ...pipeline,
  deploymentStatus: 'IN_PROGRESS',
  lastDeploymentSucceededAt: pipeline.createdAt,
  lastSucceededDeploymentId: undefined,
};

export const stack: Stack = {
  stackId,
  stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
  stackStatusReason: 'User Initiated',
  creationTime: '2026-01-02T03:04:05.000Z',
  lastUpdatedTime: '2026-09-30T03:10:00.000Z',
};

/** A failure of the given kind, with everything that AWS may say with it; the parts that matter to a test can be given. */
export function failureOf(kind: FailureKind, parts: Partial<Failure> = {}): Failure {
  return {
    kind,
    call: 'cancel',
    name: 'SomeException',
    message: 'Something is wrong.',
    requestId,
    region: 'eu-west-1',
    host: 'proton.eu-west-1.amazonaws.com',
    isAwsEndpoint: true,
    isEndOfService: false,
    deniedResource: undefined,
    ...parts,
  };
}

export const denied: Failure = failureOf('access-denied', {
  name: 'AccessDeniedException',
  message: 'User is not authorized.',
  deniedResource: 'arn:aws:proton:eu-west-1:123456789012:service/checkout',
});

/** A result as the cancellation makes it for the outcome; the parts that matter to a test can be given. */
export function resultOf(
  outcome: Outcome,
  parts: Partial<TargetResult> = {},
  kind: TargetKind = 'service',
): TargetResult {
  const hasState = outcome !== 'not-found' && outcome !== 'error';
  const [stage, status] = lastStateFor(outcome, kind);
  const name = kind === 'service' ? 'checkout' : 'web';
  return {
    target: { name, reference: name },
    outcome,
    reason: reasonFor(outcome, kind),
    deploymentId: hasState ? deploymentId : undefined,
    requestState: standingFor(outcome),
    lastSeen: hasState ? seen(stage, status, { message: messageFor(kind) }) : undefined,
    waitedMilliseconds: 42_000,
    endedAtMilliseconds: 42_100,
    detail: hasState ? detailFor(kind, status) : undefined,
    nestedIn: undefined,
    hasLeftovers: false,
    failedResources: [],
    isAtRest: undefined,
    spec: kind === 'service' ? 'proton: ServiceSpec # secret' : undefined,
    failure: outcome === 'error' ? denied : undefined,
    timeline: timelineFor(outcome, kind),
    ...parts,
  };
}

/** Resources that failed, as the events of a stack name them, the first one first. */
export const failedResources: readonly FailedResource[] = [
  {
    logicalId: 'Service',
    resourceType: 'AWS::ECS::Service',
    status: 'UPDATE_FAILED',
    reason: 'Service did not stabilize.',
  },
  { logicalId: 'Queue', resourceType: undefined, status: 'CREATE_FAILED', reason: undefined },
];

/** A state as it was last read. */
export function seen(stage: Stage, status: string | undefined, parts: Partial<LastSeen> = {}): LastSeen {
  return { stage, status, message: undefined, atMilliseconds: 42_100, ...parts };
}

/** A target with the given name. */
export function targetNamed(name: string): Pick<TargetResult, 'target'> {
  return { target: { name, reference: name } };
}

/** As many targets as asked for, each with its own name, in the given outcomes by turns. */
export function targetsOf(
  count: number,
  outcomes: readonly [Outcome, ...Outcome[]],
  parts: Partial<TargetResult> = {},
  kind: TargetKind = 'service',
): readonly TargetResult[] {
  return Array.from({ length: count }, (_, index) =>
    resultOf(outcomes[index % outcomes.length] ?? outcomes[0], { ...targetNamed(`${kind}-${index}`), ...parts }, kind),
  );
}

/** The usual reason of an outcome. */
export function reasonFor(outcome: Outcome, kind: TargetKind = 'service'): Reason {
  switch (outcome) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return { kind: 'ended', stage: outcome, successor: undefined, isAfterRequest: true };
    case 'nothing-to-cancel':
      return { kind: 'already-ended', status: 'SUCCEEDED', endedAt: undefined };
    case 'deleted':
      return { kind: 'deleted', what: 'being-deleted' };
    case 'not-found':
      return { kind: 'not-found' };
    case 'not-cancellable':
      return kind === 'service'
        ? { kind: 'first-deployment' }
        : { kind: 'other-operation', status: 'CREATE_IN_PROGRESS' };
    case 'superseded':
      return { kind: 'superseded', successor: otherId, followed: deploymentId, why: 'end-unknown' };
    case 'timed-out':
      return { kind: 'timed-out', isRollback: false };
    case 'requested':
      return { kind: 'accepted' };
    case 'would-cancel':
      return { kind: 'in-progress', nestedIn: undefined };
    case 'interrupted':
      return { kind: 'interrupted' };
    case 'error':
      return { kind: 'failed-call' };
  }
}

function standingFor(outcome: Outcome): RequestState {
  switch (outcome) {
    case 'would-cancel':
      return 'nothing-sent';
    case 'nothing-to-cancel':
    case 'not-found':
    case 'not-cancellable':
    case 'error':
      return 'refused';
    default:
      return 'accepted';
  }
}

function messageFor(kind: TargetKind): string | undefined {
  return kind === 'service' ? pipeline.deploymentStatusMessage : stack.stackStatusReason;
}

function detailFor(kind: TargetKind, status: string): Detail {
  return kind === 'service'
    ? { kind: 'pipeline', pipeline: { ...pipeline, deploymentStatus: status } }
    : { kind: 'stack', stack: { ...stack, stackStatus: status } };
}

function timelineFor(outcome: Outcome, kind: TargetKind): readonly StateChange[] {
  const requested: StateChange = { stage: 'requested', status: undefined, atMilliseconds: 100 };
  const [stage, status] = lastStateFor(outcome, kind);
  if (outcome === 'would-cancel') return [{ stage, status, atMilliseconds: 100 }];
  if (outcome === 'not-found' || outcome === 'error') return [requested];
  if (outcome === 'not-cancellable') return [requested, { stage, status, atMilliseconds: 300 }];
  const [, cancelling] = lastStateFor('requested', kind);
  const begun: StateChange = { stage: 'cancelling', status: cancelling, atMilliseconds: 300 };
  return stage === 'cancelling' ? [requested, begun] : [requested, begun, { stage, status, atMilliseconds: 42_100 }];
}

function lastStateFor(outcome: Outcome, kind: TargetKind): readonly [Stage, status: string] {
  const isService = kind === 'service';
  switch (outcome) {
    case 'cancelled':
      return ['cancelled', isService ? 'CANCELLED' : 'UPDATE_ROLLBACK_COMPLETE'];
    case 'succeeded':
    case 'nothing-to-cancel':
      return ['succeeded', isService ? 'SUCCEEDED' : 'UPDATE_COMPLETE'];
    case 'failed':
      return ['failed', isService ? 'FAILED' : 'UPDATE_ROLLBACK_FAILED'];
    case 'deleted':
      return ['deleted', 'DELETE_IN_PROGRESS'];
    case 'would-cancel':
      return ['in-progress', isService ? 'IN_PROGRESS' : 'UPDATE_IN_PROGRESS'];
    case 'not-cancellable':
      return isService ? ['in-progress', 'IN_PROGRESS'] : ['other-operation', 'CREATE_IN_PROGRESS'];
    case 'superseded':
    case 'timed-out':
    case 'requested':
    case 'interrupted':
    case 'not-found':
    case 'error':
      return ['cancelling', isService ? 'CANCELLING' : 'UPDATE_ROLLBACK_IN_PROGRESS'];
  }
}
