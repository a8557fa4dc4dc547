import type { Outcome } from '../../src/cancellation/model/outcome.ts';
import type { TargetKind } from '../../src/cancellation/model/plan.ts';
import type { Reason } from '../../src/cancellation/model/reason.ts';
import type { RequestState, TargetResult } from '../../src/cancellation/model/result.ts';
import type { ReportFacts } from '../../src/report/facts.ts';
import {
  denied,
  deploymentId,
  facts,
  failedResources,
  failureOf,
  firstPipeline,
  guardAfter,
  otherId,
  resultOf,
  rootId,
  seen,
  stackFacts,
  stackId,
} from './sample.ts';

/** One result as the cancellation can make it. */
export interface Case {
  readonly title: string;
  readonly result: TargetResult;
  readonly facts: ReportFacts;
}

type Row = readonly [
  title: string,
  kind: TargetKind,
  outcome: Outcome,
  reason: Reason,
  requestState: RequestState,
  parts?: Partial<TargetResult>,
  facts?: Partial<ReportFacts>,
];

const ended = { kind: 'ended', successor: undefined, isAfterRequest: true } as const;
const cause = 'The following resource(s) failed to update: [Queue].';
const unseen = { lastSeen: undefined, detail: undefined, deploymentId: undefined };
const throttledRead = {
  failure: failureOf('throttled', { call: 'read-state', name: 'ThrottlingException', message: 'Rate exceeded' }),
};
const lost = failureOf('connection-lost', { name: 'ECONNRESET', message: 'socket hang up', requestId: undefined });
const own = failureOf('unidentified', { call: 'read-state', name: '', message: '', requestId: undefined });
const outOfTime = { ...own, kind: 'out-of-time', call: 'cancel' } as const;
const inProgress = { lastSeen: seen('in-progress', 'IN_PROGRESS') };
const updating = { lastSeen: seen('in-progress', 'UPDATE_IN_PROGRESS') };
const rolledBack = { lastSeen: seen('rolled-back', 'UPDATE_ROLLBACK_COMPLETE') };
const rollingBack = { lastSeen: seen('rolling-back', 'UPDATE_ROLLBACK_IN_PROGRESS') };
const stuck = { lastSeen: seen('stuck', 'UPDATE_ROLLBACK_FAILED') };
const teapot = { failure: failureOf('unexpected', { name: 'TeapotException' }) };
const cleaningUp = seen('cleaning-up', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const leftovers = 'Update successful. One or more resources could not be deleted.';
const firstDeployment = { ...inProgress, detail: { kind: 'pipeline', pipeline: firstPipeline } } as const;
const noWait = { waitMilliseconds: 0 };
const dryRun = { dryRun: true };
const withId = { hasDeploymentId: true };
const saw = (...state: Parameters<typeof seen>) => ({ lastSeen: seen(...state) });

// The reasons that several rows have.
const cancelled = { ...ended, stage: 'cancelled' } as const;
const succeeded = { ...ended, stage: 'succeeded' } as const;
const failed = { ...ended, stage: 'failed' } as const;
const timedOut = { kind: 'timed-out', isRollback: false } as const;
const failedCall = { kind: 'failed-call' } as const;
const interrupted = { kind: 'interrupted' } as const;
const beingDeleted = { kind: 'deleted', what: 'being-deleted' } as const;
const wouldCancel = { kind: 'in-progress', nestedIn: undefined } as const;
const alreadyEnded = (status: string | undefined, endedAt?: string) =>
  ({ kind: 'already-ended', status, endedAt }) as const;
const noDeployment = (status: string | undefined) => ({ kind: 'no-deployment', status }) as const;
const rolledBackBy = (by: 'itself' | 'repair' | 'parent' | undefined, why: string | undefined) =>
  ({ kind: 'rolled-back-by-others', by, cause: why }) as const;
const another = (current: string | undefined) =>
  ({ kind: 'another-deployment', wanted: deploymentId, current, isInProgress: true }) as const;
const superseded = (successor: string | undefined) =>
  ({ kind: 'superseded', successor, followed: deploymentId, why: 'end-unknown' }) as const;

const rows: readonly Row[] = [
  ['cancelled', 'service', 'cancelled', cancelled, 'accepted'],
  ['cancelled, joined', 'service', 'cancelled', cancelled, 'refused', { waitedMilliseconds: 0 }],
  ['cancelled, successor', 'service', 'cancelled', { ...cancelled, successor: otherId }, 'accepted'],
  ['cancelled, perhaps before', 'service', 'cancelled', { ...cancelled, isAfterRequest: false }, 'in-doubt'],
  ['cancelled, no id', 'service', 'cancelled', cancelled, 'accepted', unseen],
  ['cancelled', 'stack', 'cancelled', cancelled, 'accepted'],
  ['succeeded', 'service', 'succeeded', succeeded, 'accepted'],
  ['succeeded', 'stack', 'succeeded', succeeded, 'accepted'],
  ['succeeded, not at rest', 'stack', 'succeeded', succeeded, 'accepted', { lastSeen: cleaningUp, isAtRest: false }],
  [
    'succeeded, not at rest, no status',
    'stack',
    'succeeded',
    succeeded,
    'accepted',
    { ...saw('cleaning-up', undefined), isAtRest: false },
  ],
  [
    'cancelled, leftovers',
    'stack',
    'cancelled',
    cancelled,
    'accepted',
    { ...saw('rolled-back', 'UPDATE_ROLLBACK_COMPLETE', { message: leftovers }), hasLeftovers: true },
  ],
  [
    'failed',
    'service',
    'failed',
    failed,
    'accepted',
    saw('failed', 'FAILED', { message: 'Stack AWSProton-x failed to roll back' }),
  ],
  ['failed, no status', 'service', 'failed', failed, 'accepted', saw('failed', undefined)],
  ['failed', 'stack', 'failed', failed, 'accepted', saw('stuck', 'UPDATE_ROLLBACK_FAILED', { message: cause })],
  [
    'failed, what failed',
    'stack',
    'failed',
    failed,
    'accepted',
    { ...saw('stuck', 'UPDATE_ROLLBACK_FAILED', { message: cause }), failedResources },
  ],
  ['failed, nested', 'stack', 'failed', failed, 'accepted', { ...stuck, nestedIn: rootId }],
  ['failed without a rollback', 'stack', 'failed', failed, 'in-doubt', saw('stuck', 'UPDATE_FAILED')],
  [
    'failed without a rollback, what failed',
    'stack',
    'failed',
    failed,
    'accepted',
    { ...saw('stuck', 'UPDATE_FAILED', { message: cause }), failedResources: failedResources.slice(1) },
  ],
  ['already ended', 'service', 'nothing-to-cancel', alreadyEnded('SUCCEEDED'), 'refused'],
  ['already ended at', 'service', 'nothing-to-cancel', alreadyEnded('FAILED', '2026-10-01T03:12:07.000Z'), 'in-doubt'],
  ['already ended, no status', 'service', 'nothing-to-cancel', alreadyEnded(undefined), 'refused', unseen],
  ['already ended', 'stack', 'nothing-to-cancel', alreadyEnded('UPDATE_COMPLETE'), 'refused'],
  ['no pipeline', 'service', 'nothing-to-cancel', noDeployment(undefined), 'refused', unseen],
  [
    'nothing started after the guard step',
    'stack',
    'nothing-to-cancel',
    { kind: 'nothing-began', status: 'UPDATE_COMPLETE', isInProgress: false },
    'nothing-sent',
  ],
  [
    'an update from before goes on',
    'stack',
    'nothing-to-cancel',
    { kind: 'nothing-began', status: 'UPDATE_IN_PROGRESS', isInProgress: true },
    'nothing-sent',
  ],
  ['at rest', 'stack', 'nothing-to-cancel', noDeployment('CREATE_COMPLETE'), 'refused'],
  ['at rest, no status', 'stack', 'nothing-to-cancel', noDeployment(undefined), 'refused', unseen],
  [
    'already cancelling',
    'service',
    'nothing-to-cancel',
    { kind: 'already-cancelling', status: 'CANCELLING' },
    'nothing-sent',
    saw('cancelling', 'CANCELLING'),
    dryRun,
  ],
  [
    'already rolling back',
    'stack',
    'nothing-to-cancel',
    { kind: 'already-cancelling', status: undefined },
    'nothing-sent',
    saw('rolling-back', undefined),
    dryRun,
  ],
  ['stuck', 'stack', 'nothing-to-cancel', { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' }, 'refused', stuck],
  [
    'stuck without a rollback',
    'stack',
    'nothing-to-cancel',
    { kind: 'stuck', status: 'UPDATE_FAILED' },
    'refused',
    saw('stuck', 'UPDATE_FAILED'),
  ],
  [
    'stuck, nested',
    'stack',
    'nothing-to-cancel',
    { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' },
    'refused',
    { ...stuck, nestedIn: rootId },
  ],
  ['rolled back by itself', 'stack', 'nothing-to-cancel', rolledBackBy('itself', cause), 'refused', rolledBack],
  [
    'rolled back by itself, no cause',
    'stack',
    'nothing-to-cancel',
    rolledBackBy('itself', undefined),
    'refused',
    rolledBack,
  ],
  [
    'rolled back by itself, what failed',
    'stack',
    'nothing-to-cancel',
    rolledBackBy('itself', cause),
    'refused',
    { ...rolledBack, failedResources },
  ],
  ['rolled back by a repair', 'stack', 'nothing-to-cancel', rolledBackBy('repair', cause), 'refused', rolledBack],
  [
    'rolled back by its parent',
    'stack',
    'nothing-to-cancel',
    rolledBackBy('parent', 'Initiated by parent'),
    'refused',
    { ...rolledBack, nestedIn: rootId },
  ],
  [
    'rolled back by its parent, no root',
    'stack',
    'nothing-to-cancel',
    rolledBackBy('parent', undefined),
    'refused',
    rolledBack,
  ],
  [
    'rolled back, nobody knows why',
    'stack',
    'nothing-to-cancel',
    rolledBackBy(undefined, undefined),
    'refused',
    rolledBack,
  ],
  [
    'cleaning up',
    'stack',
    'nothing-to-cancel',
    alreadyEnded('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
    'refused',
    { lastSeen: cleaningUp, isAtRest: false },
  ],
  [
    'cleaning up, then at rest',
    'stack',
    'nothing-to-cancel',
    alreadyEnded('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
    'refused',
    { ...saw('succeeded', 'UPDATE_COMPLETE'), isAtRest: true },
  ],
  [
    'a creation rolling back',
    'stack',
    'nothing-to-cancel',
    noDeployment('ROLLBACK_IN_PROGRESS'),
    'refused',
    { ...saw('other-rollback', 'ROLLBACK_IN_PROGRESS'), isAtRest: false },
  ],
  [
    'another in progress',
    'service',
    'nothing-to-cancel',
    another(otherId),
    'nothing-sent',
    { lastSeen: undefined, deploymentId: undefined },
    withId,
  ],
  ['another in progress, after a request in doubt', 'stack', 'nothing-to-cancel', another(otherId), 'in-doubt'],
  ['another in progress, no id', 'service', 'nothing-to-cancel', another(undefined), 'nothing-sent', unseen, withId],
  ['another in progress', 'stack', 'nothing-to-cancel', another(otherId), 'nothing-sent', unseen, withId],
  ['another, ended', 'service', 'nothing-to-cancel', { ...another(otherId), isInProgress: false }, 'nothing-sent'],
  ['being deleted', 'service', 'deleted', beingDeleted, 'accepted'],
  ['deletion failed', 'service', 'deleted', beingDeleted, 'accepted', saw('deleted', 'DELETE_FAILED')],
  ['service being deleted', 'service', 'deleted', beingDeleted, 'refused', unseen],
  ['service being deleted, while its pipeline is deployed', 'service', 'deleted', beingDeleted, 'refused', inProgress],
  ['deletion failed', 'stack', 'deleted', beingDeleted, 'refused', saw('deleted', 'DELETE_FAILED')],
  [
    'ended by a deletion',
    'stack',
    'deleted',
    { ...ended, stage: 'deleted' },
    'in-doubt',
    saw('deleted', 'DELETE_COMPLETE'),
  ],
  ['pipeline gone', 'service', 'deleted', { kind: 'deleted', what: 'pipeline-gone' }, 'accepted'],
  ['deleted', 'stack', 'deleted', beingDeleted, 'refused', saw('deleted', 'DELETE_COMPLETE')],
  ['gone', 'stack', 'deleted', { kind: 'deleted', what: 'target-gone' }, 'accepted'],
  ['not found', 'service', 'not-found', { kind: 'not-found' }, 'refused'],
  ['not found, yet seen', 'service', 'not-found', { kind: 'not-found' }, 'refused', saw('succeeded', 'SUCCEEDED')],
  ['not found', 'stack', 'not-found', { kind: 'not-found' }, 'refused', {}, { region: undefined }],
  ['superseded', 'service', 'superseded', superseded(otherId), 'accepted'],
  [
    'superseded, no ids',
    'service',
    'superseded',
    { ...superseded(undefined), followed: undefined },
    'accepted',
    throttledRead,
  ],
  [
    'superseded, denied to read the end',
    'stack',
    'superseded',
    superseded(otherId),
    'accepted',
    { failure: failureOf('access-denied', { call: 'read-end', name: 'AccessDenied' }) },
  ],
  ['hit the successor', 'service', 'superseded', { ...superseded(otherId), why: 'request-hit-successor' }, 'accepted'],
  [
    'hit the successor, no id',
    'stack',
    'superseded',
    { ...superseded(undefined), why: 'request-hit-successor' },
    'accepted',
  ],
  ['timed out', 'service', 'timed-out', timedOut, 'accepted'],
  [
    'timed out, old state',
    'service',
    'timed-out',
    timedOut,
    'accepted',
    { ...saw('cancelling', 'CANCELLING'), endedAtMilliseconds: 282_100 },
  ],
  [
    'timed out, read again after the deadline',
    'stack',
    'timed-out',
    timedOut,
    'accepted',
    {
      ...saw('rolling-back', 'UPDATE_ROLLBACK_IN_PROGRESS', { atMilliseconds: 1_795_000 }),
      endedAtMilliseconds: 1_820_000,
    },
  ],
  [
    'timed out, last read failed',
    'service',
    'timed-out',
    timedOut,
    'accepted',
    { ...throttledRead, endedAtMilliseconds: 282_100 },
  ],
  ['timed out, never read', 'stack', 'timed-out', timedOut, 'accepted', { ...unseen, ...throttledRead }],
  ['timed out, no status', 'service', 'timed-out', timedOut, 'accepted', saw('cancelling', undefined)],
  ['timed out in progress', 'service', 'timed-out', timedOut, 'accepted', inProgress],
  ['timed out in a rollback', 'stack', 'timed-out', { ...timedOut, isRollback: true }, 'refused', rollingBack],
  ['rollback, no wait', 'stack', 'timed-out', { ...timedOut, isRollback: true }, 'refused', rollingBack, noWait],
  ['rollback, in doubt', 'stack', 'timed-out', { ...timedOut, isRollback: true }, 'in-doubt', rollingBack],
  ['waiting for a rollback', 'stack', 'timed-out', { kind: 'waiting', isRollback: true }, 'refused', rollingBack],
  [
    'waiting for a nested stack',
    'stack',
    'timed-out',
    { kind: 'waiting', isRollback: false },
    'refused',
    { lastSeen: cleaningUp, nestedIn: rootId },
  ],
  [
    'timed out, nested and cleaning up',
    'stack',
    'timed-out',
    timedOut,
    'refused',
    { lastSeen: cleaningUp, nestedIn: rootId },
  ],
  ['requested', 'service', 'requested', { kind: 'accepted' }, 'accepted', {}, noWait],
  ['requested, early', 'service', 'requested', { kind: 'accepted' }, 'accepted'],
  ['joined', 'service', 'requested', { kind: 'joined' }, 'refused', {}, noWait],
  ['requested', 'stack', 'requested', { kind: 'accepted' }, 'accepted', {}, noWait],
  ['would cancel', 'service', 'would-cancel', wouldCancel, 'nothing-sent', {}, dryRun],
  ['would cancel', 'stack', 'would-cancel', wouldCancel, 'nothing-sent', {}, dryRun],
  [
    'would cancel, nested',
    'stack',
    'would-cancel',
    { kind: 'in-progress', nestedIn: rootId },
    'nothing-sent',
    { nestedIn: rootId },
    dryRun,
  ],
  [
    'would cancel, in the guard',
    'stack',
    'would-cancel',
    wouldCancel,
    'nothing-sent',
    {},
    { ...dryRun, guard: guardAfter },
  ],
  ['interrupted before', 'service', 'interrupted', interrupted, 'nothing-sent', unseen],
  ['interrupted in a dry run', 'stack', 'interrupted', interrupted, 'nothing-sent', unseen, dryRun],
  ['interrupted after a refusal', 'service', 'interrupted', interrupted, 'refused', unseen],
  ['interrupted in doubt', 'service', 'interrupted', interrupted, 'in-doubt', unseen],
  ['interrupted while cancelling', 'service', 'interrupted', interrupted, 'accepted'],
  ['interrupted while joined', 'service', 'interrupted', interrupted, 'nothing-sent'],
  ['interrupted after acceptance', 'stack', 'interrupted', interrupted, 'accepted', unseen],
  ['interrupted after the end', 'service', 'interrupted', interrupted, 'in-doubt', saw('cancelled', 'CANCELLED')],
  ['interrupted in a rollback', 'stack', 'interrupted', interrupted, 'refused', rollingBack],
  ['interrupted while it goes on', 'service', 'interrupted', interrupted, 'nothing-sent', inProgress],
  ['pending', 'service', 'interrupted', { kind: 'pending' }, 'in-doubt', unseen],
  ['denied', 'service', 'error', failedCall, 'refused'],
  ['denied to read', 'service', 'error', failedCall, 'in-doubt', { failure: { ...denied, call: 'read-state' } }],
  [
    'denied to read, in a dry run',
    'stack',
    'error',
    failedCall,
    'nothing-sent',
    { failure: failureOf('access-denied', { call: 'read-state', name: 'AccessDenied' }) },
    dryRun,
  ],
  [
    'denied to read the end',
    'stack',
    'error',
    failedCall,
    'accepted',
    {
      failure: failureOf('access-denied', { call: 'read-end', name: 'AccessDenied' }),
      ...saw('cancelling', 'UPDATE_ROLLBACK_IN_PROGRESS'),
    },
  ],
  ['connection lost', 'service', 'error', failedCall, 'in-doubt', { failure: lost }],
  ['out of time', 'service', 'error', failedCall, 'nothing-sent', { failure: outOfTime }],
  ['unknown error, refused', 'service', 'error', failedCall, 'refused', teapot],
  ['unknown error, in doubt', 'service', 'error', failedCall, 'in-doubt', teapot],
  ['error after the end', 'service', 'error', failedCall, 'in-doubt', saw('cancelled', 'CANCELLED')],
  [
    'accepted, then unreadable',
    'service',
    'error',
    failedCall,
    'accepted',
    { ...throttledRead, ...saw('cancelling', 'CANCELLING') },
  ],
  ['accepted, never read', 'stack', 'error', failedCall, 'accepted', throttledRead],
  [
    'refused, in progress',
    'service',
    'error',
    { kind: 'refused-in-progress', status: 'IN_PROGRESS' },
    'refused',
    { ...inProgress, failure: failureOf('conflict', { name: 'ConflictException' }) },
  ],
  [
    'refused, in progress',
    'stack',
    'error',
    { kind: 'refused-in-progress', status: 'UPDATE_IN_PROGRESS' },
    'refused',
    { ...updating, failure: failureOf('validation', { name: 'ValidationError' }) },
  ],
  [
    'unknown status',
    'service',
    'error',
    { kind: 'unknown-status', status: 'PONDERING' },
    'nothing-sent',
    { ...saw('unknown', 'PONDERING'), failure: own },
  ],
  [
    'no status',
    'service',
    'error',
    { kind: 'unknown-status', status: undefined },
    'refused',
    { failure: failureOf('conflict', { name: 'ConflictException' }) },
  ],
  [
    'unidentified',
    'service',
    'error',
    { kind: 'unidentified', wanted: deploymentId },
    'nothing-sent',
    { ...inProgress, failure: own },
  ],
  [
    'unknown id',
    'stack',
    'error',
    { kind: 'id-unknown' },
    'refused',
    {
      failure: failureOf('not-found', {
        call: 'read-state',
        name: 'ValidationError',
        message: `Stack with id ${stackId} does not exist`,
      }),
    },
  ],
  ['first deployment', 'service', 'not-cancellable', { kind: 'first-deployment' }, 'refused', firstDeployment],
  [
    'first deployment, dry run',
    'service',
    'not-cancellable',
    { kind: 'first-deployment' },
    'nothing-sent',
    firstDeployment,
    dryRun,
  ],
  [
    'creation',
    'stack',
    'not-cancellable',
    { kind: 'other-operation', status: 'CREATE_IN_PROGRESS' },
    'refused',
    saw('other-operation', 'CREATE_IN_PROGRESS'),
  ],
  [
    'import',
    'stack',
    'not-cancellable',
    { kind: 'other-operation', status: 'IMPORT_IN_PROGRESS' },
    'refused',
    saw('other-operation', 'IMPORT_IN_PROGRESS'),
  ],
  [
    'other operation, no status',
    'stack',
    'not-cancellable',
    { kind: 'other-operation', status: undefined },
    'nothing-sent',
    { lastSeen: undefined },
  ],
  [
    'nested',
    'stack',
    'not-cancellable',
    { kind: 'nested', root: rootId },
    'refused',
    { ...updating, nestedIn: rootId },
  ],
];

/** One row a reason, requestState and kind of target that the words differ by. */
export const cases: readonly Case[] = rows.map(
  ([title, kind, outcome, reason, requestState, parts = {}, more = {}]) => ({
    title: `${kind}: ${title}`,
    result: resultOf(outcome, { reason, requestState, ...parts }, kind),
    facts: { ...(kind === 'service' ? facts : stackFacts), ...more },
  }),
);
