import { type EndStage, isGoingOn, type RollbackOrigin } from '../model/deployment.ts';
import { ownFailure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { failedResult, interruptedResult, supersededResult } from './broken-off.ts';
import { pauseBeforeRetry, readRecords } from './calls.ts';
import type { Decision } from './decision.ts';
import { judgeRecord } from './judgement.ts';
import { finish, type NextOrAgain } from './next.ts';
import {
  endResolutionMilliseconds,
  establishRecord,
  isOfAnother,
  isOfAnotherTime,
  recordOfOurs,
} from './record-of-ours.ts';
import { isSameDeployment, isSuccessor, successorOf } from './relation.ts';
import type { RecordsRead, TargetRun } from './run.ts';

/** What is asked. */
type AskEnd = Extract<Decision, { readonly kind: 'ask-end' }> & {
  /** Whether the deployment that was read may have been begun after the request. */
  readonly mayBeSuccessor: boolean;
  /** The deployment that the request was meant for, as an earlier look or the guard names it. */
  readonly followedId: string | undefined;
  /** When the read was sent, in milliseconds of the clock. */
  readonly readAt: number;
  /** Whether there is no time to read again. */
  readonly isLast: boolean;
};

/**
 * A cancel request of unknown fate went out, and the deployment that it was meant for has ended, or another one has taken
 * its place. If a record carries this step's token, the request was carried out on that deployment. Else the deployment's own record
 * says how it ended and when: before the request there was nothing to cancel; after it, the request may have been the cause.
 *
 * If the time can't be learned, the deployment's end is the outcome, and the reason says so: a failed deployment is rather
 * reported once too often.
 */
export async function endInDoubt(run: TargetRun, reading: Reading, ask: AskEnd): Promise<NextOrAgain> {
  run.followed.follow(run.plan.deploymentId);
  const { findsByToken } = run.traffic.service;
  const askedId = run.deploymentId ?? (ask.isSuperseded || findsByToken ? undefined : reading.deploymentId);
  const isLagging = !ask.isLast && run.isLagging(ask.readAt);
  // What has said nothing about this state says nothing new until the time is over.
  const state = `${reading.deploymentId ?? ''} ${reading.status ?? ''}`;
  if (isLagging && run.askedInDoubt === state) return { kind: 'again' };
  run.askedInDoubt = state;
  const answer = askedId === undefined && !findsByToken ? undefined : await recordsInDoubt(run, askedId);
  run.recordsInDoubt = answer ?? run.recordsInDoubt;
  const isAboutAsked = findsByToken || run.recordsInDoubt?.deploymentId === askedId;
  const { records, askedAt } = (isAboutAsked ? run.recordsInDoubt : undefined) ?? {
    records: undefined,
    askedAt: ask.readAt,
  };
  if (run.traffic.signal.aborted) return finish(interruptedResult(run));
  const hit = records?.find(({ isCancelledByStep }) => isCancelledByStep);
  if (hit !== undefined) {
    if (isOfAnother(run, hit, records ?? [])) {
      return finish(supersededResult(run, hit.deploymentId, 'request-hit-successor'));
    }
    const successor = successorOf(run, hit, records ?? [], { reading, readAt: ask.readAt });
    establishRecord(run, hit, records ?? []);
    const isRead = hit.deploymentId === undefined && isSameDeployment(hit, reading, records ?? []);
    if (isRead) run.followed.establish(reading.deploymentId, reading.begunAtEpoch);
    return aboutCarriedOut(run, reading, hit, successor);
  }
  const others = (records ?? []).filter(
    ({ deploymentId }) => deploymentId === undefined || deploymentId !== ask.successor,
  );
  const shown = others.find(
    (each) =>
      isSameDeployment(each, reading, others) || (reading.deploymentId === undefined && each.status === reading.status),
  );
  const ours = findsByToken ? recordOfOurs(run, others, askedAt) : others[0];
  const record = ours ?? (ask.isSuperseded ? undefined : shown);
  if (record !== undefined && isOfUnknown(run, record, reading, others)) run.followed.forget();
  const isElsewhere = record?.deploymentId !== undefined && !isAboutSame(record, reading);
  // The root of a nested stack may still roll it back.
  if (record?.stage === 'cleaning-up' && reading.nestedIn !== undefined && !ask.isSuperseded) {
    run.followed.follow(run.deploymentId ?? record.deploymentId ?? reading.deploymentId);
    run.markJoined(ask.readAt, reading);
    return { kind: 'wait' };
  }
  // A reading that lags shows the deployment before the one that the request met.
  if (ask.isSuperseded || isElsewhere) {
    // There was no time to read again, and it may be an older one.
    const isUnsure = record === undefined || isOlder(run, reading);
    if (isUnsure && ask.isLast && !isSuccessor(run, reading, ask.readAt)) {
      return finish(failedResult(run, ownFailure('out-of-time', 'read-state')));
    }
    const isEnded =
      record !== undefined && (record.stage === 'rolled-back' || endStageOf(record, record) !== undefined);
    const time = timeOfEnd(run, record);
    const isOver = isEnded && (time === 'after' || (time === 'before' && isSuccessor(run, reading, ask.readAt)));
    const mayBeSaid = records !== undefined || !isSuccessor(run, reading, ask.readAt);
    return isLagging && mayBeSaid && !isOver
      ? { kind: 'again' }
      : finish(resultOfSuperseded(run, reading, record, ask));
  }
  const isOpen = record === undefined || isGoingOn(record.stage) || timeOfEnd(run, record) !== 'after';
  if (isLagging && isOpen) return { kind: 'again' };
  run.followed.follow(run.deploymentId ?? record?.deploymentId ?? reading.deploymentId);
  run.see(reading);
  if (ask.otherwise !== undefined) {
    return finish(run.result(ask.otherwise.outcome, ask.otherwise.reason, ask.otherwise.failure));
  }
  return finish(resultOfEnded(run, reading, record, ask));
}

/** Whether a record, which has no id, isn't about the deployment that is followed for want of anything better. */
function isOfUnknown(
  run: TargetRun,
  record: DeploymentRecord,
  reading: Reading,
  records: readonly DeploymentRecord[],
): boolean {
  if (record.deploymentId !== undefined || run.plan.deploymentId !== undefined) return false;
  const isReadingFollowed = reading.deploymentId !== undefined && reading.deploymentId === run.deploymentId;
  const isOther = isReadingFollowed && !isSameDeployment(record, reading, records);
  return isOther || isOfAnotherTime(run, record, records);
}

/** Whether a reading, which lags, shows a deployment that was begun before the followed one. */
function isOlder({ followed }: TargetRun, { begunAtEpoch }: Reading): boolean {
  return begunAtEpoch !== undefined && followed.begunAtEpoch !== undefined && begunAtEpoch < followed.begunAtEpoch;
}

/** Whether a reading may be about the deployment of a record: a reading without an id is about the one whose state it shows. */
function isAboutSame(record: DeploymentRecord, { deploymentId, status }: Reading): boolean {
  return deploymentId === undefined ? record.status === status : record.deploymentId === deploymentId;
}

async function recordsInDoubt(run: TargetRun, deploymentId: string | undefined): Promise<RecordsRead | undefined> {
  for (;;) {
    const attempted = await readRecords(run, 'urgent', deploymentId);
    if (attempted === undefined) return undefined;
    const { answer, startedAt, sentAt } = attempted;
    const askedAt = sentAt ?? startedAt;
    if (answer.ok) return { records: answer.value, askedAt, deploymentId };
    // A record that lags doesn't know yet of a deployment that has just begun.
    if (answer.failure.kind === 'not-found' && run.isLagging(askedAt)) return { records: [], askedAt, deploymentId };
    if (!(await pauseBeforeRetry(run, answer.failure, startedAt))) return undefined;
  }
}

/** The token proves that the request was carried out, and on which deployment. */
function aboutCarriedOut(
  run: TargetRun,
  reading: Reading,
  hit: DeploymentRecord,
  successor: string | undefined,
): NextOrAgain {
  run.request.markCarriedOut(run.traffic.clock.now());
  if (reading.deploymentId === undefined || reading.deploymentId === hit.deploymentId) run.see(reading);
  run.seeRecord(hit);
  const judgement = judgeRecord('accepted', hit, successor);
  return judgement.kind === 'end' ? finish(run.result(judgement.outcome, judgement.reason)) : { kind: 'wait' };
}

function resultOfEnded(
  run: TargetRun,
  reading: Reading,
  record: DeploymentRecord | undefined,
  { mayBeSuccessor }: AskEnd,
): TargetResult {
  const time = timeOfEnd(run, record);
  if (time === 'before') return resultOfOldEnd(run, reading, record);
  if (record !== undefined) run.noteFailedResources(record);
  const rollback = run.rollbackOf(reading);
  const stage = endStageOf({ ...reading, rollbackBy: reading.rollbackBy ?? rollback?.rollbackBy }, record);
  const isAfterRequest = time === 'after' && !mayBeSuccessor;
  if (stage !== undefined) return run.result(stage, { kind: 'ended', stage, successor: undefined, isAfterRequest });
  if (reading.stage === 'at-rest' || reading.stage === 'other-rollback') {
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

/** It had ended before the request left. */
function resultOfOldEnd(
  run: TargetRun,
  { stage, status }: Reading,
  record: DeploymentRecord | undefined,
): TargetResult {
  const endedAt = record?.endedAtEpoch === undefined ? undefined : new Date(record.endedAtEpoch).toISOString();
  return stage === 'stuck'
    ? run.result('nothing-to-cancel', { kind: 'stuck', status })
    : run.result('nothing-to-cancel', { kind: 'already-ended', status, endedAt });
}

function resultOfSuperseded(
  run: TargetRun,
  reading: Reading,
  record: DeploymentRecord | undefined,
  { readAt }: AskEnd,
): TargetResult {
  const another = reading.deploymentId;
  const successor = isSuccessor(run, reading, readAt) ? another : undefined;
  const followed = run.deploymentId;
  const stage = record === undefined ? undefined : endStageOf(record, record);
  if (record?.stage === 'rolled-back' && stage === undefined) {
    run.seeRecord(record);
    return resultOfRollback(run, record.rollbackBy, record.rollbackCause);
  }
  if (record === undefined || stage === undefined) {
    return supersededResult(run, another, 'end-unknown');
  }
  run.seeRecord(record);
  const time = timeOfEnd(run, record);
  const isSuccessorCancelled =
    successor !== undefined && (reading.stage === 'cancelling' || reading.stage === 'cancelled');
  if (time !== 'before' && (stage === 'cancelled' || !isSuccessorCancelled)) {
    return run.result(stage, { kind: 'ended', stage, successor, isAfterRequest: time === 'after' });
  }
  // The request came too late for the followed one: it met its successor, or never arrived.
  if (reading.stage === 'in-progress' && followed !== undefined) {
    const reason = { kind: 'another-deployment', wanted: followed, current: another, isInProgress: true } as const;
    return run.result('nothing-to-cancel', reason);
  }
  return supersededResult(run, another, 'request-hit-successor');
}

/** Whether the deployment ended before or after the first request in doubt left; undefined if it can't be known. */
function timeOfEnd(run: TargetRun, record: DeploymentRecord | undefined): 'before' | 'after' | undefined {
  const { inDoubtSince } = run.request;
  if (record?.endedAtEpoch === undefined || inDoubtSince === undefined) return undefined;
  const { earliest, latest } = run.traffic.awsTime.at(inDoubtSince);
  if (record.endedAtEpoch + endResolutionMilliseconds < earliest) return 'before';
  return record.endedAtEpoch >= latest ? 'after' : undefined;
}

/** The end as an outcome; undefined if no cancellation began its rollback, or the state says no end. */
function endStageOf(
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
      if (record?.stage === 'cancelled') return 'cancelled';
      return record === undefined && reading.rollbackBy === 'user' ? 'cancelled' : undefined;
    case 'at-rest':
    case 'other-rollback':
      return record === undefined || record.stage === 'at-rest' ? undefined : endStageOf(record, undefined);
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'absent':
    case 'other-operation':
    case 'unknown':
      return undefined;
  }
}
