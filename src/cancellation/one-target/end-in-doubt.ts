import { isGoingOn, isOpenCleanup, isWithoutUpdate } from '../model/deployment.ts';
import { ownFailure } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { failedResult, interruptedResult, supersededResult } from './broken-off.ts';
import { areComplete } from './complete-records.ts';
import { completed, knownBeginnings } from './dating.ts';
import type { AskEnd } from './decision.ts';
import { establishRecord } from './follow-record.ts';
import { judgeRecord } from './judgement.ts';
import { finish, type NextOrAgain } from './next.ts';
import type { ReadingShown, RecordsRead } from './readings.ts';
import { recordOfOurs } from './record-of-ours.ts';
import { recordsInDoubt } from './records-in-doubt.ts';
import { isSuccessor, orderOf, successorOf } from './relation.ts';
import { endStageOf, resultOfEnded, resultOfSuperseded, timeOfEnd } from './results-in-doubt.ts';
import type { TargetRun } from './run.ts';
import { idOf, isAboutOther, isOfAnother, isOfAnotherTime, isSameDeployment, recordShown } from './same-deployment.ts';

/** What is asked, and when. */
interface Ask extends AskEnd {
  /** Whether the deployment that was read may have been begun after the request. */
  readonly mayBeSuccessor: boolean;
  /** When the read was sent, in milliseconds of the clock. */
  readonly readAt: number;
  /** Whether there is no time to read again. */
  readonly isLast: boolean;
}

const again = { kind: 'again' } as const;

/**
 * A cancel request of unknown fate went out, and the deployment that it was meant for has ended, or another one has taken
 * its place. If a record carries this step's token, the request was carried out on that deployment. Else the deployment's own record
 * says how it ended and when: before the request there was nothing to cancel; after it, the request may have been the cause.
 *
 * If the time can't be learned, the deployment's end is the outcome, and the reason says so: a failed deployment is rather
 * reported once too often.
 */
export async function endInDoubt(run: TargetRun, asRead: Reading, ask: Ask): Promise<NextOrAgain> {
  run.followed.follow(run.plan.deploymentId);
  const isLagging = !ask.isLast && run.isLagging(ask.readAt);
  // What has said nothing about this state says nothing new until the time is over.
  const state = `${asRead.deploymentId ?? ''} ${asRead.status ?? ''}`;
  if (isLagging && run.doubt.askedAbout === state) return again;
  run.doubt.askedAbout = state;
  const read = await recordsInDoubt(run, ask.isSuperseded ? undefined : asRead.deploymentId);
  if (run.traffic.signal.aborted) return finish(interruptedResult(run));
  const reading = completed(run, asRead);
  const hit = read.records?.find(({ isCancelledByStep }) => isCancelledByStep);
  if (hit !== undefined) return aboutHit(run, reading, hit, read.records ?? [], ask.readAt);
  const record = recordInDoubt(run, reading, ask, read);
  if (record !== undefined && isOpenCleanup(record.stage, reading.nestedIn) && !ask.isSuperseded) {
    const readId = isSameDeployment(record, reading, read.records ?? []) ? reading.deploymentId : undefined;
    run.followed.follow(record.deploymentId ?? readId);
    run.markJoined(ask.readAt, reading);
    return { kind: 'wait' };
  }
  // A reading that lags shows the deployment before the one that the request met.
  const shown = { reading, readAt: ask.readAt };
  const isRead = record !== undefined && !isAboutOther(run, shown, record, read.records ?? []);
  const isElsewhere =
    record !== undefined && !isRead && !mayHaveEndedSo(run, record, shown, read.records ?? [], ask.isLast);
  if (ask.isSuperseded || isElsewhere) return aboutSuperseded(run, reading, record, ask, read);
  // A stack that a reading shows stuck may be repaired by then.
  const isRepaired = reading.stage === 'stuck' && record?.stage !== 'stuck';
  const isOpen = record === undefined || isRepaired || isGoingOn(record.stage) || timeOfEnd(run, record) !== 'after';
  // A repair goes on, which the next reading will show.
  const isRepair = isRead || record?.rollbackBy === 'repair';
  const isBeingRepaired = isRepaired && record !== undefined && isRepair && isGoingOn(record.stage);
  const isLast = ask.isLast || read.isTimeOver;
  if ((isLagging && isOpen) || (isBeingRepaired && !isLast)) return again;
  // Perhaps the request in doubt began the rollback, or the state is another deployment's: there was no time to learn it.
  const isUnnamed = reading.deploymentId === undefined && run.plan.deploymentId !== undefined;
  const isUnclear = record === undefined && (isUnnamed || reading.stage === 'rolled-back');
  // The request may have met a later one that a reading which lags doesn't show.
  const { begunAtEpoch = Number.POSITIVE_INFINITY } = reading;
  const isNewerKnown = knownBeginnings(run).some((each) => each > begunAtEpoch);
  const isLater =
    isNewerKnown || timeOfEnd(run, record) === 'before' || (record !== undefined && isGoingOn(record.stage));
  const isOld = run.plan.deploymentId === undefined && run.isLagging(ask.readAt) && isLater;
  if (isLast && (isUnclear || isOld || isBeingRepaired)) {
    return finish(failedResult(run, ownFailure('out-of-time', 'read-end')));
  }
  run.followed.follow(record?.deploymentId ?? reading.deploymentId);
  run.see(reading);
  const { otherwise } = ask;
  return finish(
    otherwise === undefined
      ? resultOfEnded(run, reading, record, ask.mayBeSuccessor)
      : run.result(otherwise.outcome, otherwise.reason, otherwise.failure),
  );
}

/** Whether a recent reading may show the end of a deployment that its record, which lags, says to go on, or to be stuck before its repair. */
function mayHaveEndedSo(
  run: TargetRun,
  record: DeploymentRecord,
  { reading, readAt }: ReadingShown,
  records: readonly DeploymentRecord[],
  isLast: boolean,
): boolean {
  const isNamed = record.deploymentId !== undefined && reading.deploymentId !== undefined;
  const isDated = record.begunAtEpoch !== undefined && reading.begunAtEpoch !== undefined;
  const mayGoOn = isGoingOn(record.stage) || record.stage === 'stuck';
  const newest = records.slice(0, records.indexOf(record) + 1);
  const isOpen = !isNamed && !isDated && mayGoOn && recordShown(newest, reading) === undefined;
  // A state without an update is the one before it, unless the stack was imported since.
  const isLastWord = isLast && !isWithoutUpdate(reading.stage);
  return isOpen && !isGoingOn(reading.stage) && (isLastWord || !run.isLagging(readAt));
}

/** The token proves that the request was carried out, and on which deployment. */
function aboutHit(
  run: TargetRun,
  reading: Reading,
  hit: DeploymentRecord,
  records: readonly DeploymentRecord[],
  readAt: number,
): NextOrAgain {
  if (isOfAnother(run, hit, records)) {
    return finish(supersededResult(run, hit.deploymentId, 'request-hit-successor'));
  }
  const isOther = isAboutOther(run, { reading, readAt }, hit, records);
  const successor = isOther ? successorOf(run, hit, records, { reading, readAt }) : undefined;
  establishRecord(run, hit, records);
  const id = idOf(run, { reading, readAt }, hit, records);
  if (hit.deploymentId === undefined && id !== undefined) run.followed.establish(id, reading.begunAtEpoch);
  run.request.markCarriedOut(run.traffic.clock.now());
  if (!isOther) run.see(reading);
  run.seeRecord(hit);
  const judgement = judgeRecord('accepted', hit, successor);
  return judgement.kind === 'end' ? finish(run.result(judgement.outcome, judgement.reason)) : { kind: 'wait' };
}

/** The record of the deployment that the request was meant for, or of the one that is read. */
function recordInDoubt(
  run: TargetRun,
  reading: Reading,
  { successor, isSuperseded, readAt }: Ask,
  { records = [], askedAt = readAt }: Partial<RecordsRead>,
): DeploymentRecord | undefined {
  // Updates don't overlap: one that goes on beside a newer one is over by now.
  const isCurrent = (each: DeploymentRecord): boolean => each === records[0] || !isGoingOn(each.stage);
  const others = records.filter(isCurrent).filter((each) => {
    const isSuccessor = isSuperseded && each.deploymentId === undefined && isSameDeployment(each, reading, records);
    return !isSuccessor && (each.deploymentId === undefined || each.deploymentId !== successor);
  });
  const ours = run.traffic.service.findsByToken
    ? recordOfOurs(run, others, areComplete(run, records, askedAt, { reading, readAt }))
    : others[0];
  const record = ours ?? (isSuperseded ? undefined : recordShown(others, reading));
  if (record !== undefined && isOfUnknown(run, record, reading, others)) run.followed.forget();
  return record;
}

/** Whether a record, which has no id, isn't about the deployment that is followed for want of anything better. */
function isOfUnknown(
  run: TargetRun,
  record: DeploymentRecord,
  reading: Reading,
  records: readonly DeploymentRecord[],
): boolean {
  if (record.deploymentId !== undefined || run.plan.deploymentId !== undefined) return false;
  const isOther = run.followed.isNamedBy(reading) && !isSameDeployment(record, reading, records);
  return isOther || isOfAnotherTime(run, record, records);
}

/** Another deployment than the one that the request was meant for is read: a later one, or, if the reading lags, an earlier one. */
function aboutSuperseded(
  run: TargetRun,
  reading: Reading,
  record: DeploymentRecord | undefined,
  { readAt, isLast }: Ask,
  { records, denial }: Partial<RecordsRead>,
): NextOrAgain {
  const isLater = isSuccessor(run, reading, readAt);
  const isUnfinished = record !== undefined && isOpenCleanup(record.stage, reading.nestedIn);
  const isEnd = record?.stage === 'rolled-back' || (record !== undefined && endStageOf(record, record) !== undefined);
  const isEnded = isEnd && !isUnfinished;
  if (isLast && !isLater && (!isEnded || orderOf(run, reading) === 'earlier')) {
    return finish(failedResult(run, ownFailure('out-of-time', 'read-state')));
  }
  const time = timeOfEnd(run, record);
  const isOver = isEnded && (time === 'after' || (time === 'before' && isLater));
  const mayBeSaid = records !== undefined || !isLater;
  // A record that goes on, although a later deployment has begun, lags.
  run.doubt.supersededSince ??= run.traffic.clock.now();
  const isRecordOld =
    isLater && record !== undefined && !isEnded && readAt - run.doubt.supersededSince < lagMilliseconds;
  // The followed one was shown a moment ago, so an earlier one is read, perhaps.
  const shownSince = run.readings.shownSince(run.deploymentId) ?? Number.NEGATIVE_INFINITY;
  const isOld = !isLater && readAt - shownSince < lagMilliseconds;
  const isLagging = !isLast && (run.isLagging(readAt) || isRecordOld || isOld);
  if (isLagging && mayBeSaid && !isOver) return again;
  return finish(resultOfSuperseded(run, reading, isUnfinished ? undefined : record, readAt, denial));
}
