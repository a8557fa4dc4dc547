import type { Pipeline } from '../../src/cancellation/model/deployment.ts';
import { defaultFailOn, type Outcome } from '../../src/cancellation/model/outcome.ts';
import { reasonForEnd } from '../../src/cancellation/model/reason.ts';
import type { ServiceResult, StateChange } from '../../src/cancellation/model/result.ts';
import type { Failure } from '../../src/cancellation/ports.ts';
import type { ReportFacts } from '../../src/report/facts.ts';

export const deploymentId = '11111111-2222-4333-8444-555555555555';
export const lastSuccessId = '99999999-8888-4777-8666-555555555555';
export const requestId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

export const facts: ReportFacts = {
  endpoint: undefined,
  region: 'eu-west-1',
  failOn: new Set(defaultFailOn),
  dryRun: false,
  waitMilliseconds: 1_800_000,
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  startedAt: new Date('2026-09-30T03:12:07.500Z'),
};

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

export const denied: Failure = {
  kind: 'access-denied',
  operation: 'CancelServicePipelineDeployment',
  name: 'AccessDeniedException',
  message: 'User is not authorized.',
  remedy: 'Allow the role proton:CancelServicePipelineDeployment.',
  requestId,
};

/** A result as the cancellation makes it for the outcome; the parts that matter to a test can be given. */
export function resultOf(outcome: Outcome, parts: Partial<ServiceResult> = {}): ServiceResult {
  return {
    serviceName: 'checkout',
    outcome,
    reason: reasonFor(outcome),
    deploymentId: outcome === 'not-found' || outcome === 'error' ? undefined : deploymentId,
    waitedMilliseconds: 42_000,
    pipeline: outcome === 'not-found' || outcome === 'error' ? undefined : pipelineFor(outcome),
    spec: 'proton: ServiceSpec # secret',
    failure: outcome === 'error' ? denied : undefined,
    inDoubt: false,
    timeline: timelineFor(outcome),
    ...parts,
  };
}

/** As many services as asked for, each with its own name, in the given outcomes by turns. */
export function servicesOf(
  count: number,
  outcomes: readonly [Outcome, ...Outcome[]],
  parts: Partial<ServiceResult> = {},
): readonly ServiceResult[] {
  return Array.from({ length: count }, (_, index) =>
    resultOf(outcomes[index % outcomes.length] ?? outcomes[0], { serviceName: `service-${index}`, ...parts }),
  );
}

/** The usual reason: one that says more than the outcome is for a test to give. */
function reasonFor(outcome: Outcome): string {
  return outcome === 'cancelled' || outcome === 'succeeded' || outcome === 'failed'
    ? reasonForEnd(outcome, deploymentId)
    : `A reason for ${outcome}.`;
}

function pipelineFor(outcome: Outcome): Pipeline {
  return { ...pipeline, deploymentStatus: lastStatusFor(outcome) };
}

function timelineFor(outcome: Outcome): readonly StateChange[] {
  const requested = { state: 'REQUESTED', atMilliseconds: 100 };
  if (outcome === 'would-cancel') return [{ state: 'IN_PROGRESS', atMilliseconds: 100 }];
  if (outcome === 'not-found' || outcome === 'error') return [requested];
  const cancelling = { state: 'CANCELLING', atMilliseconds: 300 };
  const last = lastStatusFor(outcome);
  return last === 'CANCELLING'
    ? [requested, cancelling]
    : [requested, cancelling, { state: last, atMilliseconds: 42_100 }];
}

function lastStatusFor(outcome: Outcome): string {
  switch (outcome) {
    case 'cancelled':
      return 'CANCELLED';
    case 'succeeded':
    case 'nothing-to-cancel':
      return 'SUCCEEDED';
    case 'failed':
      return 'FAILED';
    case 'deleted':
      return 'DELETE_COMPLETE';
    case 'would-cancel':
      return 'IN_PROGRESS';
    case 'superseded':
    case 'timed-out':
    case 'requested':
    case 'interrupted':
    case 'not-found':
    case 'error':
      return 'CANCELLING';
  }
}
