import { isAtRest, isBeingUndone, isGoingOn, isOpenCleanup } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import type { DeploymentRecord } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { areComplete, areEnough } from './complete-records.ts';
import { followRecord, noteBeginning, noteOthers, type Told } from './follow-record.ts';
import { judgeRecord } from './judgement.ts';
import { finish } from './next.ts';
import { again, answerWithoutRecord, type Question, resultOf, type Step } from './question.ts';
import type { RecordsRead } from './readings.ts';
import { isEndedBeforeRequest, mayHaveBeenMet, recordOfOurs, wasMetForCertain } from './record-of-ours.ts';
import { isBegunAfterAnswer, isInProgressStill, isOlderThan, isSuccessor, orderOf, successorOf } from './relation.ts';
import { resultOfOldEnd } from './results-in-doubt.ts';
import type { TargetRun } from './run.ts';
import {
  idOf,
  isAboutOther,
  isOfAnother,
  isReadAsAnother,
  recordShown,
  refreshed,
  withoutOther,
} from './same-deployment.ts';

/**
 * What the records say to a question.
 *
 * @param askedAt when they were asked for, in milliseconds of the clock
 * @param isLast whether they count as complete although they may lag
 */
export function answerOf(
  run: TargetRun,
  question: Question,
  asRead: readonly DeploymentRecord[],
  askedAt: number,
  isLast = false,
): Step {
  const known = refreshed(run, asRead, question, askedAt);
  // The records lag as the states do.
  const isPassing = !isLast && !areComplete(run, known, askedAt, question);
  // What was begun later the reading doesn't show.
  const { latest } = run.traffic.awsTime.at(askedAt);
  const records = known.filter((each) => each.isCancelledByStep || (each.begunAtEpoch ?? latest) <= latest);
  if (!isPassing) noteBeginning(run, question, records, askedAt);
  const record = recordOfOurs(run, withoutOther(run, question, records), !isPassing);
  if (record === undefined) {
    const old = isPassing ? undefined : recordOfOldEnd(run, records, question);
    if (old !== undefined) return finish(resultOfOldEnd(run, old, old));
    noteOthers(run, records, question);
    return isPassing ? again(run, question) : answerWithoutRecord(run, question);
  }
  const isMet = run.request.acceptance !== undefined && (!isPassing || wasMetForCertain(run, record, records));
  const isCertain = record.isCancelledByStep || isMet;
  if (isCertain && isOfAnother(run, record, records)) {
    const successor = record.deploymentId ?? laterId(run, question);
    // Who has begun a rollback that only the reading shows, nobody knows.
    const isHit = record.isCancelledByStep || asRead.includes(record);
    return finish(supersededResult(run, successor, isHit ? 'request-hit-successor' : 'end-unknown'));
  }
  if (record.isCancelledByStep && isReadAsAnother(run, question, record, records)) {
    if (run.isLagging(question.readAt)) return again(run, question);
    return finish(supersededResult(run, question.reading.deploymentId, 'request-hit-successor'));
  }
  const told = { question, records, record, isOther: isAboutOther(run, question, record, records) };
  if (!isPassing) run.followed.confirm();
  followRecord(run, told);
  const isOpen = isOpenCleanup(record.stage, question.reading.nestedIn);
  if (isOpen || !isEndedBeforeRequest(run, record)) return judged(run, told, isPassing);
  // What was joined has repaired it since.
  const isRepaired = (isPassing || run.isRollbackJoined) && told.isOther && record.stage === 'stuck';
  if (!isRepaired) return aboutOldEnd(run, told, isPassing);
  noteOthers(run, records, question);
  return again(run, question);
}

/**
 * What is left to say when no record can be read any more: what the last ones say, else what the reading says.
 *
 * @param failure why none can be read
 */
export function answerOfLast(
  run: TargetRun,
  question: Question,
  last: Pick<RecordsRead, 'records' | 'askedAt'> | undefined,
  failure: Failure | undefined,
): Step {
  if (last === undefined) return answerWithoutRecord(run, question, failure);
  const { askedAt } = last;
  const records = refreshed(run, last.records, question, askedAt);
  const isEnough = areComplete(run, records, askedAt, question) || areEnough(run, records, question);
  const step = isEnough ? answerOf(run, question, last.records, askedAt, true) : undefined;
  // A recent end outweighs a record that was read before.
  const isRecent = !run.isLagging(question.readAt) && question.readAt > askedAt;
  const isOutdated = isRecent && !isGoingOn(question.reading.stage);
  if (step?.kind === 'result' || (step?.isGoingOn === true && !isOutdated)) return step;
  const shown = recordShown(records, question.reading);
  if (shown !== undefined) run.seen.markFailedResources(shown);
  // The request may have met the next one.
  const isFollowed = shown !== undefined && shown !== records[0] && records.some(({ stage }) => isGoingOn(stage));
  if (isFollowed && question.kind === 'is-it-so') return { kind: 'read' };
  return answerWithoutRecord(run, question, failure);
}

/** A reading that lags had shown the cancellation or rollback that was joined. Another one may be going on by now, or was hit. */
function aboutOldEnd(run: TargetRun, { question, records, record, isOther }: Told, isPassing: boolean): Step {
  const { reading, readAt } = question;
  const isInDoubt = run.request.state === 'in-doubt';
  const isUnguarded = run.plan.deploymentId === undefined;
  if (isOther && reading.stage === 'cancelled' && isInDoubt) {
    return finish(supersededResult(run, reading.deploymentId, 'request-hit-successor'));
  }
  if (isOther && !isOlderThan(reading, record) && isUnguarded) {
    run.followed.take(reading);
    run.see(reading);
  }
  // What goes on is what the request met, or was refused for.
  const mayBeMet = (each: DeploymentRecord): boolean =>
    !isAtRest(each.stage) && !isOfAnother(run, each, records) && mayHaveBeenMet(run, each);
  if (records.some((each) => each !== record && mayBeMet(each))) return { ...again(run, question), isGoingOn: true };
  // Nor does a rollback that is over, or another one at rest, as a state shows which lags, say that the request hasn't met a later one.
  const isOver = isOther ? !isGoingOn(reading.stage) : reading.stage === 'rolled-back';
  if (isInDoubt && isUnguarded && isOver && run.isLagging(readAt)) return again(run, question);
  // AWS may have refused the request for what goes on, as a nested stack can't be cancelled.
  const mayBeMeant = isInDoubt || reading.nestedIn !== undefined;
  const isOpen = (isPassing || isUnguarded) && mayBeMeant;
  const mayBeHit = isOpen && isGoingOn(reading.stage) && !isBegunAfterAnswer(run, reading);
  if (!isOther || !(isBeingUndone(reading.stage) || mayBeHit)) return finish(resultOfOldEnd(run, record, record));
  run.markJoined(readAt, reading);
  return { kind: 'read' };
}

function judged(run: TargetRun, told: Told, isPassing: boolean): Step {
  const { question, records, record, isOther } = told;
  const { reading } = question;
  const successor = isOther ? successorOf(run, record, records, question) : undefined;
  const judgement = judgeRecord(run.request.state, record, successor);
  if (judgement.kind !== 'end' || isOpenCleanup(record.stage, reading.nestedIn)) {
    const followedId = idOf(run, question, record, records);
    if (isPassing && run.deploymentId === undefined) run.followed.followForNow(followedId);
    else run.followed.follow(followedId);
    // A record lags that goes on where the reading shows the end.
    if (isOther || isGoingOn(reading.stage)) run.seeRecord(record);
    else run.rollback.markRecord(record);
    if (!isOther) run.see(reading);
    return { ...again(run, question), isGoingOn: true };
  }
  if (mayHaveHitAnother(run, told)) {
    if (isPassing) return again(run, question);
    if (isHitInPlace(run, told)) return finish(supersededResult(run, reading.deploymentId, 'request-hit-successor'));
  }
  run.followed.follow(idOf(run, question, record, records));
  run.followed.establish(record.deploymentId, record.begunAtEpoch);
  if (!isOther) run.see(reading);
  run.seeRecord(record);
  return resultOf(run, judgement);
}

/**
 * AWS took the request while something was in progress: if that wasn't the deployment of this record, which has ended, but its
 * successor, the successor's record will say so.
 */
function mayHaveHitAnother(run: TargetRun, { records, record }: Told): boolean {
  const isByStep = run.traffic.service.findsByToken ? record.isCancelledByStep : record.stage === 'cancelled';
  const isOpen = run.request.state === 'accepted' && !run.followed.isHitCertain && !isByStep;
  const isTimed = run.plan.deploymentId !== undefined || record.endedAtEpoch !== undefined;
  return isOpen && isTimed && !wasMetForCertain(run, record, records);
}

/** Whether the reading shows which one the request has hit in place of the one that the guard names: a later one that has no record. */
function isHitInPlace(run: TargetRun, { question, records, isOther }: Told): boolean {
  const { reading, readAt } = question;
  const { deploymentId: wanted } = run.plan;
  if (wanted === undefined || !isOther || recordShown(records, reading) !== undefined) return false;
  if (reading.rollbackBy === 'itself' || isInProgressStill(run, reading, readAt)) return false;
  const order = orderOf(run, reading);
  const isRecent = order === undefined && !run.isLagging(readAt);
  const isNamed = reading.deploymentId !== undefined && (order === 'later' || isRecent);
  const isUnwanted = isNamed ? reading.deploymentId !== wanted : order === 'later';
  return isUnwanted && !isBegunAfterAnswer(run, reading);
}

/** The id of a reading, if it is that of a later deployment than the followed one. */
function laterId(run: TargetRun, { reading, readAt }: Question): string | undefined {
  const { deploymentId } = reading;
  return deploymentId !== run.deploymentId && isSuccessor(run, reading, readAt) ? deploymentId : undefined;
}

/** The record of a deployment that was joined, and was over before the request: the one that is read again, or followed. */
function recordOfOldEnd(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  { kind, reading }: Question,
): DeploymentRecord | undefined {
  const isShown = kind === 'is-it-so' || kind === 'who-rolled-back';
  const record = isShown ? recordShown(records, reading) : undefined;
  return record !== undefined && isEndedBeforeRequest(run, record) ? record : undefined;
}
