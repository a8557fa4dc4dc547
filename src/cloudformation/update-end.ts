import type { Stage } from '../cancellation/model/deployment.ts';
import type { EndQuestion, EndReading } from '../cancellation/ports.ts';
import { type StackEvent, type Update, updatesIn } from './events.ts';
import { isUserInitiated, stageOf } from './stages.ts';

/**
 * Finds the update that a question is about: the one with the id that was asked for; else the one whose rollback carries
 * this step's token; else the latest one, unless it has another id.
 *
 * @param events the stack's own, newest first
 * @returns undefined if it is not among these events
 */
export function findUpdate(events: readonly StackEvent[], { deploymentId, token }: EndQuestion): Update | undefined {
  const updates = updatesIn(events);
  const named = updates.find(({ operationId }) => operationId !== undefined && operationId === deploymentId);
  if (named !== undefined) return named;
  const [latest] = updates;
  const isOpen = (update: Update | undefined): boolean =>
    update !== undefined && (deploymentId === undefined || update.operationId === undefined);
  const cancelled = updates.find((update) => isOpen(update) && rollbackOf(update)?.token === token);
  return cancelled ?? (isOpen(latest) ? latest : undefined);
}

/** How an update stands or ended, by its events. */
export function endOf(update: Update, token: string): EndReading {
  const last = update.events.at(-1);
  const stage = stageOf(last?.status);
  const rollback = rollbackOf(update);
  const failure = update.events.find(({ status }) => status === 'UPDATE_FAILED');
  const isByUser = failure === undefined && (isUserInitiated(rollback?.reason) || rollback?.token === token);
  const isRollback = stage === 'rolling-back' || stage === 'rolled-back';
  return {
    stage: isRollback && isByUser ? byUser(stage) : stage,
    status: last?.status,
    message: last?.reason,
    deploymentId: update.operationId,
    endedAtEpoch: endedAt(update, stage),
    rollbackCause: isRollback && !isByUser ? (failure ?? rollback)?.reason : undefined,
  };
}

/** The event that began the rollback of an update. A later one of this status continues a rollback that failed. */
function rollbackOf({ events }: Update): StackEvent | undefined {
  return events.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
}

function byUser(stage: 'rolling-back' | 'rolled-back'): Stage {
  return stage === 'rolling-back' ? 'cancelling' : 'cancelled';
}

/** The cleanup after a success no longer belongs to the update: the first event of the last stage counts. */
function endedAt({ events }: Update, stage: Stage): number | undefined {
  const isEnd = ['rolled-back', 'succeeded', 'stuck', 'deleted'].includes(stage);
  return isEnd ? events.find(({ status }) => stageOf(status) === stage)?.atEpoch : undefined;
}
