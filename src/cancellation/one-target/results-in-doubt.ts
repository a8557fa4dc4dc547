import { type EndStage, isAtRest, isGoingOn, isWithoutUpdate, type RollbackOrigin } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { endResolutionMilliseconds } from './record-of-ours.ts';
import { isOlderThan, isSuccessor } from './relation.ts';
import type { TargetRun } from './run.ts';
import { idOf } from './same-deployment.ts';

/** The deployment that a reading shows has ended, before a request in doubt or after it. */
export function resultOfEnded(
  run: TargetRun,
  reading: Reading,
  record: DeploymentRecord | undefined,
  mayBeSuccessor: boolean,
): TargetResult {
  const time = timeOfEnd(run, record);
  if (time === 'before') return resultOfOldEnd(run, reading, record);
  // What had failed may be another one than the one that is read.
  const isTold = record !== undefined && (record.stage !== 'stuck' || reading.stage !== 'rolled-back');
  if (isTold) run.seen.markFailedResources(record);
  const rollback = run.rollback.of(reading);
  // A stack that the reading shows stuck may be repaired by then.
  const stage =
    reading.stage === 'stuck' && record !== undefined && isAtRest(record.stage)
      ? endStageOf(record, record)
      : endStageOf({ ...reading, rollbackBy: rollback?.rollbackBy ?? reading.rollbackBy }, record);
  const isAfterRequest = time === 'after' && !mayBeSuccessor;
  if (stage !== undefined) return run.result(stage, { kind: 'ended', stage, successor: undefined, isAfterRequest });
  if (isWithoutUpdate(reading.stage)) {
    return run.result('nothing-to-cancel', { kind: 'no-deployment', status: reading.status });
  }
  const by = record?.rollbackBy ?? rollback?.rollbackBy;
  return resultOfRollback(run, by, record?.rollbackCause ?? rollback?.message);
}

/** No cancellation has begun its rollback. */
function resultOfRollback(run: TargetRun, by: RollbackOrigin | undefined, cause: string | undefined): TargetResult {
  const reason = { kind: 'rolled-back-by-others', by: by === 'user' ? undefined : by, cause } as const;
  return run.result('nothing-to-cancel', reason);
}

/** It had ended before the request left, as its state or its record says. */
export function resultOfOldEnd(
  run: TargetRun,
  { stage, status }: Pick<Reading, 'stage' | 'status'>,
  record: DeploymentRecord | undefined,
): TargetResult {
  if (record !== undefined) run.seen.markFailedResources(record);
  const endedAt = record?.endedAtEpoch === undefined ? undefined : new Date(record.endedAtEpoch).toISOString();
  return stage === 'stuck'
    ? run.result('nothing-to-cancel', { kind: 'stuck', status })
    : run.result('nothing-to-cancel', { kind: 'already-ended', status, endedAt });
}

/**
 * Another deployment has taken the place of the one that a request in doubt was meant for.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 * @param denial why the records can't be read, if they can't
 */
export function resultOfSuperseded(
  run: TargetRun,
  reading: Reading,
  record: DeploymentRecord | undefined,
  readAt: number,
  denial: Failure | undefined,
): TargetResult {
  const another = reading.deploymentId;
  const isOlder = record !== undefined && isOlderThan(reading, record);
  const isNewer = (run.records.of(another)?.begunAtEpoch ?? 0) > (record?.begunAtEpoch ?? Number.POSITIVE_INFINITY);
  const successor = (isSuccessor(run, reading, readAt) && !isOlder) || isNewer ? another : undefined;
  const followed = run.deploymentId;
  const stage = record === undefined ? undefined : endStageOf(record, record);
  if (record?.stage === 'rolled-back' && stage === undefined) {
    run.seeRecord(record);
    return resultOfRollback(run, record.rollbackBy, record.rollbackCause);
  }
  if (record === undefined || stage === undefined) {
    return supersededResult(run, another, 'end-unknown', denial);
  }
  run.followed.follow(idOf(run, { reading, readAt }, record, run.records.all));
  run.seeRecord(record);
  const time = timeOfEnd(run, record);
  const isCancelling = run.readings.isCancelling(reading);
  const isSuccessorCancelled = successor !== undefined && (isCancelling || reading.stage === 'cancelled');
  if (time !== 'before' && (stage === 'cancelled' || !isSuccessorCancelled)) {
    return run.result(stage, { kind: 'ended', stage, successor, isAfterRequest: time === 'after' });
  }
  // What is read is the one before.
  if (another !== undefined && successor === undefined && !isGoingOn(reading.stage)) {
    return resultOfOldEnd(run, record, record);
  }
  // The request came too late for the followed one: it met its successor, or never arrived.
  const isUntouched = reading.stage === 'in-progress' && !run.readings.isAnotherCancelling(followed);
  if (isUntouched && another === undefined) return resultOfOldEnd(run, record, record);
  if (isUntouched && followed !== undefined) {
    const reason = { kind: 'another-deployment', wanted: followed, current: another, isInProgress: true } as const;
    return run.result('nothing-to-cancel', reason);
  }
  return supersededResult(run, another, 'request-hit-successor');
}

/** Whether the deployment ended before or after the first request in doubt left; undefined if it can't be known. */
export function timeOfEnd(run: TargetRun, record: DeploymentRecord | undefined): 'before' | 'after' | undefined {
  const { inDoubtSince } = run.request;
  if (record?.endedAtEpoch === undefined || inDoubtSince === undefined) return undefined;
  const { earliest, latest } = run.traffic.awsTime.at(inDoubtSince);
  if (record.endedAtEpoch + endResolutionMilliseconds < earliest) return 'before';
  return record.endedAtEpoch >= latest ? 'after' : undefined;
}

/** The end as an outcome; undefined if no cancellation began its rollback, or the state says no end. */
export function endStageOf(
  { stage, ...reading }: Pick<Reading, 'stage'> & Partial<Pick<Reading, 'rollbackBy'>>,
  record: DeploymentRecord | undefined,
): EndStage | undefined {
  switch (stage) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'deleted':
      return stage;
    case 'cleaning-up':
      return 'succeeded';
    case 'stuck':
      return 'failed';
    case 'rolled-back':
      return (record?.rollbackBy ?? reading.rollbackBy) === 'user' ? 'cancelled' : undefined;
    case 'at-rest':
    case 'other-rollback':
      return record === undefined ? undefined : endStageOf(record, undefined);
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'absent':
    case 'other-operation':
    case 'unknown':
      return undefined;
  }
}
