import type { FailedResource, RollbackOrigin, Stage } from '../cancellation/model/deployment.ts';
import type { DeploymentRecord, RecordQuestion } from '../cancellation/ports.ts';
import { isBeginning, type StackEvent, type Update, updatesIn } from './events.ts';
import { isConsequence, rollbackOrigin } from './rollback.ts';
import { stageOf } from './stages.ts';

/** The reports name the resource that failed first, and up to two more. */
const mostFailedResources = 3;

/**
 * Whether the events reach back far enough to answer a question: to the beginning of the update that it names, and of the
 * operation that was going on at its time.
 *
 * @param events newest first
 */
export function isAnsweredBy(events: readonly StackEvent[], { deploymentId, sinceEpoch }: RecordQuestion): boolean {
  const updates = updatesIn(events);
  const isNamed = deploymentId === undefined || updates.some(({ operationId }) => operationId === deploymentId);
  const hasIds = updates.some(({ operationId }) => operationId !== undefined);
  if (sinceEpoch === undefined) return updates.length > 0 && (isNamed || !hasIds);
  const reachesBack = events.some((event) => isBeginning(event) && (event.atEpoch ?? 0) <= sinceEpoch);
  return reachesBack && (isNamed || !hasIds);
}

/** What the events say of each update, both newest first. `token`: the one that this step's cancel requests carry. */
export function recordsIn(events: readonly StackEvent[], token: string): readonly DeploymentRecord[] {
  return updatesIn(events).map((update) => recordOf(update, token));
}

function recordOf(update: Update, token: string): DeploymentRecord {
  const own = update.events.filter(({ resource }) => resource === undefined);
  const last = own.at(-1);
  const stage = stageOf(last?.status);
  const rollback = own.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
  const failure = own.find(({ status }) => status === 'UPDATE_FAILED');
  const rollbackBy = rollback && originOf(rollback, failure !== undefined, token);
  const isRollback = stage === 'rolling-back' || stage === 'rolled-back';
  return {
    stage: isRollback && rollbackBy === 'user' ? byUser(stage) : stage,
    status: last?.status,
    message: last?.reason,
    deploymentId: update.operationId,
    begunAtEpoch: own[0]?.atEpoch,
    endedAtEpoch: endedAt(own, stage),
    rollbackBegunAtEpoch: rollback?.atEpoch,
    statesTold: own.length,
    isCancelledByStep: rollback?.token === token,
    rollbackBy,
    rollbackCause: isRollback && rollbackBy !== 'user' ? (failure ?? rollback)?.reason : undefined,
    failedResources: failedIn(update),
  };
}

/** Who began the first rollback of an update. A later event of this status continues a rollback that failed. */
function originOf(
  { reason, token: carried }: StackEvent,
  isAfterFailure: boolean,
  token: string,
): RollbackOrigin | undefined {
  const origin = carried === token ? 'user' : rollbackOrigin(reason);
  return origin === 'user' && isAfterFailure ? 'repair' : origin;
}

function byUser(stage: 'rolling-back' | 'rolled-back'): Stage {
  return stage === 'rolling-back' ? 'cancelling' : 'cancelled';
}

/** The cleanup after a success no longer belongs to the update: its first event counts. Of failures, a repair may have come between. */
function endedAt(own: readonly StackEvent[], stage: Stage): number | undefined {
  const ends: readonly Stage[] = ['rolled-back', 'cleaning-up', 'succeeded', 'stuck', 'deleted'];
  if (!ends.includes(stage)) return undefined;
  const isSuccess = stage === 'succeeded';
  const isEnd = ({ status }: StackEvent): boolean =>
    stageOf(status) === stage || (isSuccess && stageOf(status) === 'cleaning-up');
  return (stage === 'stuck' ? own.findLast(isEnd) : own.find(isEnd))?.atEpoch;
}

function failedIn({ events }: Update): readonly FailedResource[] {
  const failed = new Map<string, FailedResource>();
  for (const { resource, status, reason } of events) {
    if (resource === undefined || !status.endsWith('_FAILED') || isConsequence(reason)) continue;
    if (!failed.has(resource.logicalId)) failed.set(resource.logicalId, { ...resource, status, reason });
  }
  return [...failed.values()].slice(0, mostFailedResources);
}
