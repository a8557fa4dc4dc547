import { isGoingOn } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { contradictedFact, isConfirmedByTime } from './contradiction.ts';
import { ended, type Judgement, judge, judgeRecord, rolledBackByOthers } from './judgement.ts';
import { finish } from './next.ts';
import {
  establishRecord,
  isEndedBeforeRequest,
  isOfAnother,
  recordOfOurs,
  wasMetForCertain,
} from './record-of-ours.ts';
import { isSameDeployment, isSuccessor, successorOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/** What a reading leaves open, and the deployment's own record has to say. */
export interface Question {
  /**
   * - `who-rolled-back`: who began the rollback of a deployment that this step has joined;
   * - `is-it-so`: whether the end that the reading shows is that of the deployment which the request hit;
   * - `which-one`: whether the reading is about that deployment at all;
   * - `how-it-ended`: how it ended, now that the reading is about another one, or about none.
   */
  readonly kind: 'who-rolled-back' | 'is-it-so' | 'which-one' | 'how-it-ended';
  /** The reading that raised it. */
  readonly reading: Reading;
  /** When that read was sent, in milliseconds of the clock. */
  readonly readAt: number;
}

/** What follows from an answer, or from none: the result, another read of the state, or the same question again. */
export type Step =
  | { readonly kind: 'result'; readonly result: TargetResult }
  | {
      readonly kind: 'read' | 'ask';
      /** Whether the record says that the deployment still goes on. */
      readonly isGoingOn?: boolean;
    };

const read = { kind: 'read' } as const;
const ask = { kind: 'ask' } as const;

/**
 * Whether a reading that shows the end of the followed deployment proves it. After an accepted request a reading may still show an
 * earlier end: then the id proves it, where it is certain which deployment the request has hit, or the time.
 */
export function isConfirmed(run: TargetRun, reading: Reading, readAt: number): boolean {
  const { acceptance } = run.request;
  const { findsByToken } = run.traffic.service;
  const fact = contradictedFact(run, reading);
  // A rollback that was joined may repair one that had failed, which a reading that lags still shows.
  if (reading.stage === 'stuck' && run.isJoined && run.isLagging(readAt)) return false;
  if (acceptance === undefined || fact === undefined) return true;
  const isNamed = reading.deploymentId !== undefined && reading.deploymentId === run.deploymentId;
  if (run.followed.isHitCertain && (isNamed || isOfSameBeginning(run, reading))) return true;
  // What was accepted is rolled back: a guarded deployment that has succeeded may be one whose successor the request has hit.
  const isUndone = reading.stage === 'rolled-back' || reading.stage === 'cancelled';
  if (isNamed && run.isIdReliable && (isUndone || !findsByToken)) return true;
  const needsRecord = acceptance.isAfterDoubt || (run.plan.deploymentId !== undefined && !isUndone);
  return isConfirmedByTime(fact, readAt) && !(needsRecord && findsByToken);
}

/** Whether a reading is about the followed deployment by the time at which it was begun, where an id is missing. */
function isOfSameBeginning(run: TargetRun, { deploymentId, begunAtEpoch }: Reading): boolean {
  const isNameless = deploymentId === undefined || run.deploymentId === undefined;
  return isNameless && begunAtEpoch !== undefined && begunAtEpoch === run.followed.begunAtEpoch;
}

/**
 * What the records say to a question.
 *
 * @param askedAt when they were asked for, in milliseconds of the clock
 */
export function answerOf(
  run: TargetRun,
  question: Question,
  records: readonly DeploymentRecord[],
  askedAt: number,
  setback: Failure | undefined,
): Step {
  const record = recordOfOurs(run, records, askedAt);
  // The records lag as the states do.
  const isPassing = run.isLagging(askedAt);
  if (record === undefined) {
    const isAboutRecord = question.kind === 'how-it-ended' || question.kind === 'who-rolled-back';
    if (isAboutRecord && isPassing) return again(run, question);
    return answerWithoutRecord(run, question, setback);
  }
  const wanted = run.plan.deploymentId;
  if (record.isCancelledByStep) {
    if (isOfAnother(run, record, records)) {
      const successor = record.deploymentId ?? otherId(run, question.reading);
      return finish(supersededResult(run, successor, 'request-hit-successor', setback));
    }
    establishRecord(run, record, records);
  }
  const isElsewhere = wanted === undefined && record.deploymentId !== undefined && run.request.state === 'accepted';
  if (isElsewhere && record.deploymentId !== run.deploymentId) run.followed.forget();
  if (isEndedBeforeRequest(run, record)) return finish(resultOfOldEnd(run, record));
  const { reading } = question;
  // A reading that lags may show the end of the one before.
  const mayBeOlder = record.deploymentId === undefined && run.isLagging(question.readAt) && !isGoingOn(reading.stage);
  const isOther = mayBeOlder || !isSameDeployment(record, reading);
  const isNewer = question.kind === 'how-it-ended' || question.kind === 'which-one';
  const successor = isNewer && isOther ? successorOf(run, record, records, question) : undefined;
  const judgement = judgeRecord(run.request.state, record, successor);
  const isOpenCleanup = record.stage === 'cleaning-up' && reading.nestedIn !== undefined;
  if (judgement.kind !== 'end' || isOpenCleanup) {
    run.followed.follow(run.deploymentId ?? record.deploymentId ?? (isOther ? undefined : reading.deploymentId));
    if (!isOther) run.see(reading);
    run.seeRecord(record);
    return { ...again(run, question), isGoingOn: true };
  }
  // AWS took the request while something was in progress: if that wasn't the guarded deployment, its successor's record will say so.
  const mayBeElsewhere =
    wanted !== undefined &&
    run.request.state === 'accepted' &&
    !run.followed.isHitCertain &&
    !wasMetForCertain(run, record);
  if (mayBeElsewhere && record.stage !== 'cancelled') {
    if (isPassing) return again(run, question);
    const isRecorded = records.some(({ deploymentId }) => deploymentId === reading.deploymentId);
    if (isOther && !isRecorded) {
      return finish(supersededResult(run, reading.deploymentId, 'request-hit-successor', setback));
    }
  }
  if (!isOther) run.followed.follow(run.deploymentId ?? reading.deploymentId);
  if (run.isIdReliable) run.followed.follow(run.deploymentId ?? record.deploymentId);
  else run.followed.establish(record.deploymentId, record.begunAtEpoch);
  if (!isOther) run.see(reading);
  run.seeRecord(record);
  return resultOf(run, judgement);
}

/** A cancellation or rollback that was joined was over before this step's request: a reading that lags had shown it. */
function resultOfOldEnd(run: TargetRun, { status, endedAtEpoch }: DeploymentRecord): TargetResult {
  const endedAt = endedAtEpoch === undefined ? undefined : new Date(endedAtEpoch).toISOString();
  return run.result('nothing-to-cancel', { kind: 'already-ended', status, endedAt });
}

/** What is left to say without a record: what the reading says, once it is recent enough. */
export function answerWithoutRecord(run: TargetRun, question: Question, setback: Failure | undefined): Step {
  const { kind, reading, readAt } = question;
  switch (kind) {
    case 'who-rolled-back': {
      const { rollback } = run;
      if (rollback?.rollbackBy === 'user') return resultOf(run, ended('cancelled'));
      return resultOf(run, rolledBackByOthers(rollback?.rollbackBy, rollback?.message));
    }
    case 'is-it-so':
      return run.isLagging(readAt) ? read : adopt(run, reading);
    case 'which-one':
      if (run.isLagging(readAt)) return followForNow(run, reading);
      return isUntouched(reading)
        ? finish(supersededResult(run, reading.deploymentId, 'end-unknown', setback))
        : adopt(run, reading);
    case 'how-it-ended':
      if (!isSuccessor(run, reading, readAt)) return read;
      return finish(supersededResult(run, reading.deploymentId, 'end-unknown', setback));
  }
}

/** Until something says more, what goes on counts as what the request hit. */
function followForNow(run: TargetRun, reading: Reading): Step {
  if (run.deploymentId === undefined && isGoingOn(reading.stage)) {
    run.followed.follow(reading.deploymentId);
    run.see(reading);
  }
  return read;
}

/** What AWS has taken a request for is rolled back: it isn't in progress ten seconds later, and hasn't succeeded. */
function isUntouched({ stage }: Reading): boolean {
  return stage === 'in-progress' || stage === 'succeeded' || stage === 'cleaning-up';
}

/** The reading is about the deployment that the request hit, after all. */
function adopt(run: TargetRun, reading: Reading): Step {
  run.followed.establish(reading.deploymentId, reading.begunAtEpoch);
  run.see(reading);
  return resultOf(run, judge(run.request.state, reading));
}

function resultOf(run: TargetRun, judgement: Judgement): Step {
  return judgement.kind === 'end' ? finish(run.result(judgement.outcome, judgement.reason)) : read;
}

/** What comes next while a question is open: a state of a later deployment says nothing new, so only the record is asked. */
export function again(run: TargetRun, { kind, reading, readAt }: Question): Exclude<Step, { readonly kind: 'result' }> {
  if (kind === 'which-one') followForNow(run, reading);
  const isOver = kind === 'how-it-ended' && isSuccessor(run, reading, readAt);
  return isOver || kind === 'who-rolled-back' ? ask : read;
}

/** The id of a reading, unless it is that of the followed deployment. */
function otherId(run: TargetRun, { deploymentId }: Reading): string | undefined {
  return deploymentId === run.deploymentId ? undefined : deploymentId;
}
