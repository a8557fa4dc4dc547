import type { EndStage, Stage } from '../src/cancellation/model/deployment.ts';
import type { Failure } from '../src/cancellation/model/failure.ts';
import type { Outcome } from '../src/cancellation/model/outcome.ts';
import type { Reason } from '../src/cancellation/model/reason.ts';
import type { StateChange, TargetResult } from '../src/cancellation/model/result.ts';

const statuses: Readonly<Record<'service' | 'stack', Partial<Record<Stage, string>>>> = {
  service: {
    'in-progress': 'IN_PROGRESS',
    cancelling: 'CANCELLING',
    cancelled: 'CANCELLED',
    succeeded: 'SUCCEEDED',
    failed: 'FAILED',
  },
  stack: {
    'in-progress': 'UPDATE_IN_PROGRESS',
    cancelling: 'UPDATE_ROLLBACK_IN_PROGRESS',
    cancelled: 'UPDATE_ROLLBACK_COMPLETE',
    succeeded: 'UPDATE_COMPLETE',
    failed: 'UPDATE_ROLLBACK_FAILED',
  },
};

/** The result of a service. `index` makes its times, ids and versions differ from those of the others. */
export function serviceAt(index: number, name: string, outcome: Outcome): TargetResult {
  const result = resultAt(index, name, outcome, 'service');
  if (result.lastSeen === undefined) return result;
  const pipeline = {
    deploymentStatus: result.lastSeen.status,
    deploymentStatusMessage: result.lastSeen.message,
    lastDeploymentSucceededAt: `2026-09-${String(10 + (index % 19))}T14:02:11.000Z`,
    templateName: 'fargate-service',
    templateMajorVersion: '2',
    templateMinorVersion: String(index % 14),
  };
  return { ...result, detail: { kind: 'pipeline', pipeline } };
}

/** The result of a stack, likewise. */
export function stackAt(index: number, name: string, outcome: Outcome): TargetResult {
  const result = resultAt(index, name, outcome, 'stack');
  const stackId = `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/${idAt(index)}`;
  return { ...result, detail: { kind: 'stack', stack: { stackId, stackStatus: result.lastSeen?.status } } };
}

function resultAt(index: number, name: string, outcome: Outcome, kind: 'service' | 'stack'): TargetResult {
  const begun = 120 + index * 40;
  const waitedMilliseconds = outcome === 'timed-out' ? 1_800_000 : 20_000 + ((index * 7_919) % 400_000);
  const timeline = timelineOf(outcome, begun, begun + waitedMilliseconds, statuses[kind]);
  const last = timeline.at(-1);
  const hasWait = outcome !== 'error' && outcome !== 'nothing-to-cancel';
  return {
    target: { name, reference: name },
    outcome,
    reason: reasonOf(outcome, statuses[kind].succeeded),
    deploymentId: hasWait ? idAt(index) : undefined,
    requestState: hasWait ? 'accepted' : 'refused',
    lastSeen:
      last === undefined || last.stage === 'requested'
        ? undefined
        : { stage: last.stage, status: last.status, message: messageOf(outcome), atMilliseconds: last.atMilliseconds },
    waitedMilliseconds: hasWait ? waitedMilliseconds : 0,
    endedAtMilliseconds: hasWait ? begun + waitedMilliseconds : begun + 300,
    detail: undefined,
    spec: undefined,
    failure: outcome === 'error' ? denied(kind, name) : undefined,
    timeline,
  };
}

function timelineOf(
  outcome: Outcome,
  begun: number,
  ended: number,
  status: Partial<Record<Stage, string>>,
): readonly StateChange[] {
  const change = (stage: Stage, atMilliseconds: number): StateChange => ({
    stage,
    status: status[stage],
    atMilliseconds,
  });
  const requested: StateChange = { stage: 'requested', status: undefined, atMilliseconds: begun };
  switch (outcome) {
    case 'cancelled':
    case 'failed':
      return [requested, change('cancelling', begun + 400), change(outcome, ended)];
    case 'succeeded':
      return [requested, change('in-progress', begun + 400), change('succeeded', ended)];
    case 'nothing-to-cancel':
      return [requested, change('succeeded', begun + 300)];
    case 'timed-out':
      return [requested, change('cancelling', begun + 400)];
    default:
      return [requested];
  }
}

function reasonOf(outcome: Outcome, lastStatus: string | undefined): Reason {
  switch (outcome) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return { kind: 'ended', stage: outcome satisfies EndStage, successor: undefined, isAfterRequest: true };
    case 'nothing-to-cancel':
      return { kind: 'already-ended', status: lastStatus, endedAt: undefined };
    case 'timed-out':
      return { kind: 'timed-out', isRollback: false };
    default:
      return { kind: 'failed-call' };
  }
}

function messageOf(outcome: Outcome): string | undefined {
  switch (outcome) {
    case 'cancelled':
      return 'User Initiated';
    case 'failed':
      return 'The following resource(s) failed to update: [Listener|Blue, `TaskDefinition`].';
    default:
      return undefined;
  }
}

function denied(kind: 'service' | 'stack', name: string): Failure {
  const [api, operation] =
    kind === 'service' ? ['proton', 'CancelServicePipelineDeployment'] : ['cloudformation', 'CancelUpdateStack'];
  const resource = kind === 'service' ? `service/${name}` : `stack/${name}/*`;
  const deniedResource = `arn:aws:${api}:eu-west-1:123456789012:${resource}`;
  return {
    kind: 'access-denied',
    call: 'cancel',
    name: kind === 'service' ? 'AccessDeniedException' : 'AccessDenied',
    message: `User: arn:aws:sts::123456789012:assumed-role/deploy/run is not authorized to perform: ${api}:${operation} on resource: ${deniedResource}`,
    requestId: '5f1c1d0e-7c55-4a0b-9d3e-2f6a8f3b9c11',
    region: 'eu-west-1',
    host: `${api}.eu-west-1.amazonaws.com`,
    isAwsEndpoint: true,
    isEndOfService: false,
    deniedResource,
  };
}

function idAt(index: number): string {
  return `${(0x1f3a5c7e + index * 0x01010101).toString(16).padStart(8, '0')}-2222-4333-8444-555555555555`;
}
