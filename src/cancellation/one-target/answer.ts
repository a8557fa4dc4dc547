import { isGoingOn } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { judgeRecord } from './judgement.ts';
import { finish } from './next.ts';
import { again, answerWithoutRecord, type Question, resultOf, type Step } from './question.ts';
import {
  areComplete,
  establishRecord,
  isEndedBeforeRequest,
  recordOfOurs,
  wasMetForCertain,
} from './record-of-ours.ts';
import { isBegunAfterAnswer, isSuccessor, successorOf } from './relation.ts';
import { resultOfOldEnd } from './results-in-doubt.ts';
import type { TargetRun } from './run.ts';
import { isOfAnother, isOfAnotherTime, isSameDeployment } from './same-deployment.ts';

/** The record of the deployment whose end counts, beside the reading that has raised the question. */
interface Told {
  /** With that reading. */
  readonly question: Question;
  /** Newest first. */
  readonly records: readonly DeploymentRecord[];
  readonly record: DeploymentRecord;
  /** Whether the reading is about another deployment than the record. */
  readonly isOther: boolean;
}

/**
 * What the records say to a question.
 *
 * @param askedAt when they were asked for, in milliseconds of the clock
 */
export function answerOf(
  run: TargetRun,
  question: Question,
  asRead: readonly DeploymentRecord[],
  askedAt: number,
  isLast = false,
): Step {
  const records = refreshed(asRead, question, askedAt);
  // The records lag as the states do.
  const isPassing = !isLast && !areComplete(run, records, askedAt, question);
  const record = recordOfOurs(run, withoutOther(run, question, records), !isPassing);
  if (record === undefined) {
    const old = isPassing ? undefined : recordOfOldEnd(run, records, question);
    if (old !== undefined) return finish(resultOfOldEnd(run, old, old));
    noteOthers(run, records, question);
    return isPassing ? again(run, question) : answerWithoutRecord(run, question);
  }
  const isCertain = record.isCancelledByStep || (!isPassing && run.request.acceptance !== undefined);
  if (isCertain && isOfAnother(run, record, records)) {
    const successor = record.deploymentId ?? laterId(run, question);
    return finish(supersededResult(run, successor, 'request-hit-successor'));
  }
  if (record.isCancelledByStep && isReadAsAnother(run, question, record, records)) {
    if (run.isLagging(question.readAt)) return again(run, question);
    return finish(supersededResult(run, question.reading.deploymentId, 'request-hit-successor'));
  }
  const told = { question, records, record, isOther: isAboutOther(run, question, record, records) };
  if (!isPassing) run.followed.confirm();
  followRecord(run, told);
  return isEndedBeforeRequest(run, record) ? aboutOldEnd(run, told) : judged(run, told, isPassing);
}

/** A reading that lags had shown the cancellation or rollback that was joined. Another one may be going on by now. */
function aboutOldEnd(run: TargetRun, { question: { reading, readAt }, record, isOther }: Told): Step {
  if (!isOther || (reading.stage !== 'cancelling' && reading.stage !== 'rolling-back')) {
    return finish(resultOfOldEnd(run, record, record));
  }
  run.followed.take(reading);
  run.markJoined(readAt, reading);
  return { kind: 'read' };
}

/** The records but for that of the deployment that is read, where it is certain that it isn't the one whose end counts. */
function withoutOther(
  run: TargetRun,
  { reading }: Question,
  records: readonly DeploymentRecord[],
): readonly DeploymentRecord[] {
  const isCertain = run.request.acceptance === undefined ? run.isJoined : run.followed.isHitCertain;
  const isOther = reading.deploymentId !== undefined && reading.deploymentId !== run.deploymentId;
  if (!isCertain || !isOther || run.deploymentId === undefined) return records;
  return records.filter((each) => each.isCancelledByStep || !isSameDeployment(each, reading, records));
}

/** Whether a reading gives the deployment of a record without an id another id than that of the one which the guard names. */
function isReadAsAnother(
  run: TargetRun,
  { reading }: Question,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const { deploymentId: wanted } = run.plan;
  if (wanted === undefined || record.deploymentId !== undefined || record !== records[0]) return false;
  const isAnother = reading.deploymentId !== undefined && reading.deploymentId !== wanted;
  return isAnother && isSameDeployment(record, reading, records);
}

/** The records, with the newest one as a later reading shows its deployment. */
function refreshed(
  records: readonly DeploymentRecord[],
  { reading, readAt }: Question,
  askedAt: number,
): readonly DeploymentRecord[] {
  const [newest, ...others] = records;
  const isLater = newest !== undefined && readAt > askedAt && isGoingOn(newest.stage);
  if (!isLater || !isSameDeployment(newest, reading, records)) return records;
  const { stage, status, message } = reading;
  return [{ ...newest, stage, status, message }, ...others];
}

/** The record of a deployment that was joined, and was over before the request: the one that is read again, or followed. */
function recordOfOldEnd(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  { kind, reading }: Question,
): DeploymentRecord | undefined {
  const named = records.find(({ deploymentId }) => deploymentId !== undefined && deploymentId === run.deploymentId);
  const shown = records.find((each) => isSameDeployment(each, reading, records));
  const record = kind === 'is-it-so' ? shown : run.traffic.service.findsByToken ? named : undefined;
  return record !== undefined && isEndedBeforeRequest(run, record) ? record : undefined;
}

/** Takes in what records say that aren't about the deployment whose end counts. */
function noteOthers(run: TargetRun, records: readonly DeploymentRecord[], { reading }: Question): void {
  const shown = records.find((each) => isSameDeployment(each, reading, records));
  const isNamed = shown?.deploymentId !== undefined && shown.deploymentId === reading.deploymentId;
  // The reading says "User Initiated" of a repair as well.
  const isRepair = shown?.rollbackBy === 'repair' && run.rollback.of(reading)?.rollbackBy === 'user';
  if (isNamed || isRepair) run.rollback.markRecord({ ...shown, deploymentId: reading.deploymentId });
  // A reading that lagged has shown it: it was over by then.
  const followed = records.find(({ deploymentId }) => deploymentId === run.deploymentId);
  if (followed?.deploymentId !== undefined && isEndedBeforeRequest(run, followed)) run.followed.forget();
}

function judged(run: TargetRun, told: Told, isPassing: boolean): Step {
  const { question, records, record, isOther } = told;
  const { reading } = question;
  const isNewer = question.kind === 'how-it-ended' || question.kind === 'which-one';
  const successor = isNewer && isOther ? successorOf(run, record, records, question) : undefined;
  const judgement = judgeRecord(run.request.state, record, successor);
  const isOpenCleanup = record.stage === 'cleaning-up' && reading.nestedIn !== undefined;
  if (judgement.kind !== 'end' || isOpenCleanup) {
    run.followed.follow(record.deploymentId ?? (isOther ? undefined : reading.deploymentId));
    // A record lags that goes on where the reading shows the end.
    if (isOther || isGoingOn(reading.stage)) run.seeRecord(record);
    else run.rollback.markRecord(record);
    if (!isOther) run.see(reading);
    return { ...again(run, question), isGoingOn: true };
  }
  if (mayHaveHitAnother(run, told)) {
    if (isPassing) return again(run, question);
    const isRecorded = records.some(({ deploymentId }) => deploymentId === reading.deploymentId);
    const { deploymentId: wanted } = run.plan;
    const isUnwanted = wanted !== undefined && reading.deploymentId !== wanted;
    const isHit = isUnwanted && isOther && !isRecorded && !isBegunAfterAnswer(run, reading);
    if (isHit) return finish(supersededResult(run, reading.deploymentId, 'request-hit-successor'));
  }
  if (!isOther) run.followed.follow(reading.deploymentId);
  if (run.isIdReliable) run.followed.follow(record.deploymentId);
  else run.followed.establish(record.deploymentId, record.begunAtEpoch);
  if (!isOther) run.see(reading);
  run.seeRecord(record);
  return resultOf(run, judgement);
}

/** Whether a record is about the followed deployment, whose id is known: the request hit it for certain, or it was begun at that time. */
function isOfFollowed(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): boolean {
  const { id, begunAtEpoch, isHitCertain } = run.followed;
  const isDated = record.deploymentId === undefined && record.begunAtEpoch !== undefined && begunAtEpoch !== undefined;
  return id !== undefined && (isHitCertain || (isDated && !isOfAnotherTime(run, record, records)));
}

/** Whether a reading is about another deployment than a record; without an id in the record, one that lags may show the end of the one before. */
function isAboutOther(
  run: TargetRun,
  { reading, readAt }: Question,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const isNamedOther = reading.deploymentId !== undefined && reading.deploymentId !== run.deploymentId;
  if (isNamedOther && isOfFollowed(run, record, records)) return true;
  if (!isSameDeployment(record, reading, records)) return true;
  if (record.deploymentId !== undefined || !run.isLagging(readAt) || isGoingOn(reading.stage)) return false;
  if (record.begunAtEpoch !== undefined && reading.begunAtEpoch !== undefined) return false;
  // It was begun so long ago that no reading is older.
  const oldest = run.traffic.awsTime.at(readAt - lagMilliseconds).earliest;
  if (record.begunAtEpoch !== undefined && record.begunAtEpoch < oldest) return false;
  const earlier = records.slice(records.indexOf(record) + 1);
  return earlier.length === 0 || earlier.some(({ status }) => status === reading.status);
}

/** The record may say that the request has hit another deployment than the one followed so far. */
function followRecord(run: TargetRun, { question: { reading }, records, record, isOther }: Told): void {
  const { followed, plan, request } = run;
  const isReadToo = record.deploymentId === undefined && !isOther && !isGoingOn(record.stage);
  if (record.isCancelledByStep) {
    // An id that was read while reads lag may be that of the deployment before.
    const isUnsure = record.deploymentId === undefined && !run.isIdReliable && followed.begunAtEpoch === undefined;
    if (isUnsure) followed.forget();
    establishRecord(run, record, records);
    if (isReadToo) followed.establish(reading.deploymentId, reading.begunAtEpoch);
    return;
  }
  if (plan.deploymentId !== undefined) return;
  const isReadingFollowed = reading.deploymentId !== undefined && reading.deploymentId === run.deploymentId;
  const isUnsure = isOther && isReadingFollowed && !run.isIdReliable && !isGoingOn(record.stage);
  const isElsewhere =
    record.deploymentId === undefined
      ? isUnsure || isOfAnotherTime(run, record, records)
      : request.state === 'accepted' && record.deploymentId !== run.deploymentId;
  if (isElsewhere) followed.forget();
  if (isReadToo && !run.isIdReliable) followed.take(reading);
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

/** The id of a reading, if it is that of a later deployment than the followed one. */
function laterId(run: TargetRun, { reading, readAt }: Question): string | undefined {
  const { deploymentId } = reading;
  return deploymentId !== run.deploymentId && isSuccessor(run, reading, readAt) ? deploymentId : undefined;
}
