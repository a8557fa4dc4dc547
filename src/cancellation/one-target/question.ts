import { isGoingOn, isOpenCleanup } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { contradictedFact, isConfirmedByTime } from './contradiction.ts';
import { type Judgement, judgeShown, rolledBackByOthers } from './judgement.ts';
import { isAfterFollowed, mayHaveMetAnother } from './met-another.ts';
import { finish } from './next.ts';
import { isEndedBeforeRequest, mayHaveBeenMet } from './record-of-ours.ts';
import { isBegunAfterAnswer, isOfUnknownHit, isSuccessor, orderOf } from './relation.ts';
import { resultOfOldEnd } from './results-in-doubt.ts';
import type { TargetRun } from './run.ts';
import { recordShown } from './same-deployment.ts';

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
  // A rollback that was joined may repair one that had failed, which a reading that lags still shows; or have failed before the request. What
  // ends while a request is in doubt may have ended before it.
  const isShownAgain = reading.deploymentId !== undefined && reading.deploymentId === run.seen.shownId;
  const mayBeOld = findsByToken || !isShownAgain;
  const isInDoubt = mayBeOld && run.request.state === 'in-doubt' && run.isLagging(readAt);
  const isOpen = reading.stage === 'stuck' || isInDoubt;
  if (run.isJoined && isOpen && !isGoingOn(reading.stage)) return false;
  if (acceptance === undefined || fact === undefined) return true;
  const isNamed = run.followed.isNamedBy(reading);
  if (run.followed.isHitCertain && (isNamed || run.followed.isOfSameBeginning(reading))) return true;
  if (!findsByToken) return (isNamed && run.isIdReliable) || isConfirmedByTime(fact, readAt);
  // An end that no rollback by a user came before may be that of one whose successor the request has hit: the events say it.
  const isUndone = reading.stage === 'rolled-back' || reading.stage === 'cancelled';
  const isByUser = isUndone && run.rollback.of(reading)?.rollbackBy === 'user';
  return isNamed && run.isIdReliable && isByUser && !run.readings.beginnings.isOutdated(reading);
}

/** Whether a question is about the end of the deployment that the request has hit, as far as is known. */
export function isAboutEnd(run: TargetRun, { kind, reading }: Question): boolean {
  return kind === 'is-it-so' || (isOfUnknownHit(run, reading) && !isGoingOn(reading.stage));
}

/** Whether the deployment that a question is about is over, although its record, which may lag, says that it goes on. */
export function isOverByState(run: TargetRun, { kind, reading, readAt }: Question): boolean {
  const isNamed = run.followed.isNamedBy(reading);
  // That of a newer one says nothing of it.
  const record = run.records.of(reading.deploymentId);
  if (isNamed && kind === 'who-rolled-back' && record !== undefined && isGoingOn(record.stage)) return true;
  const isTold = isNamed || reading.deploymentId === undefined || isOfUnknownHit(run, reading);
  return isTold && !run.isLagging(readAt) && !isGoingOn(reading.stage);
}

/** What is left to say without a record: what the reading says, once it is recent enough. */
export function answerWithoutRecord(run: TargetRun, question: Question, setback?: Failure): Step {
  const { kind, reading, readAt } = question;
  const { clock, limits } = run.traffic;
  const lacksId = clock.now() < limits.deadline && run.readings.lacksId(reading, readAt);
  const isOurs = run.followed.isNamedBy(reading);
  const superseded = (): Step => finish(supersededResult(run, reading.deploymentId, 'end-unknown', setback));
  switch (kind) {
    case 'who-rolled-back': {
      if (reading.deploymentId === undefined && run.isLagging(readAt)) return read;
      const rollback = run.rollback.of({ ...reading, deploymentId: reading.deploymentId ?? run.deploymentId });
      const wasOver = run.meeting?.since === Number.NEGATIVE_INFINITY;
      const recorded = newestShown(run, reading);
      if (recorded !== undefined && isEndedBeforeRequest(run, recorded)) {
        return finish(resultOfOldEnd(run, recorded, recorded));
      }
      const by = rollback?.rollbackBy ?? recorded?.rollbackBy;
      return resultOf(run, rolledBackByOthers(by, rollback?.message ?? recorded?.rollbackCause, !wasOver));
    }
    case 'is-it-so': {
      const known = recordShown(run.records.all, reading);
      const isMet = known === undefined || mayHaveBeenMet(run, known);
      const isSure = isOurs && run.isIdReliable && isMet && !run.readings.beginnings.isOutdated(reading);
      if (!isSure && (run.isLagging(readAt) || lacksId)) return read;
      return !isSure && mayHaveMetAnother(run, reading) ? superseded() : adopt(run, reading);
    }
    case 'which-one':
      if (run.isLagging(readAt)) return followForNow(run, question);
      if (lacksId || isOpenCleanup(reading.stage, reading.nestedIn) || isPerhapsSlow(run, reading)) return read;
      return isUntouched(run, reading) || isAfterFollowed(run, reading) || mayHaveMetAnother(run, reading)
        ? superseded()
        : adopt(run, reading);
    case 'how-it-ended':
      // The records have said since that the request hit the one that is read.
      if (isOurs && judgeShown(run, reading).kind !== 'ask-how-it-ended') return adopt(run, reading);
      if (!isSuccessor(run, reading, readAt)) return read;
      return superseded();
  }
}

/** The newest record, if it may be that of the rollback which a reading shows. */
function newestShown(run: TargetRun, reading: Reading): DeploymentRecord | undefined {
  const newest = run.records.all.slice(0, 1).filter((each) => mayHaveBeenMet(run, each));
  return recordShown(newest, reading);
}

/** Until something says more, what goes on counts as what the request hit, and what has ended once the reading is recent enough. */
function followForNow(run: TargetRun, { reading, readAt }: Question): Step {
  const isRollbackOfOthers = run.request.acceptance !== undefined && reading.rollbackBy === 'itself';
  const isOpen = !isRollbackOfOthers && !run.followed.isHitCertain;
  const isFollowed = isOpen && (isGoingOn(reading.stage) || !run.isLagging(readAt));
  const isOther = isBegunAfterAnswer(run, reading) || (isBegunLate(run, reading) && mayHaveMetAnother(run, reading));
  if (run.deploymentId === undefined && isFollowed && !isOther && orderOf(run, reading) === undefined) {
    run.followed.followForNow(reading.deploymentId);
    run.see(reading);
  }
  return read;
}

/** Whether a deployment was begun after AWS has taken the request, by the best estimate of AWS's time. */
function isBegunLate({ request: { acceptance }, traffic }: TargetRun, { begunAtEpoch }: Reading): boolean {
  if (acceptance === undefined || begunAtEpoch === undefined) return false;
  return begunAtEpoch > traffic.awsTime.estimate(acceptance.answeredAt);
}

/** What AWS has taken a request for is rolled back: unless it was followed so far, it isn't in progress ten seconds later, and hasn't succeeded. */
function isUntouched({ followed }: TargetRun, reading: Reading): boolean {
  const isSuccess = reading.stage === 'succeeded' || reading.stage === 'cleaning-up';
  return reading.stage === 'in-progress' || (isSuccess && !followed.isNamedBy(reading));
}

/** Whether nothing tells a reading in progress from the deployment that is cancelled, whose rollback may be slow to begin: that isn't recorded. */
function isPerhapsSlow(run: TargetRun, { stage, deploymentId, begunAtEpoch }: Reading): boolean {
  const isOtherTime = begunAtEpoch !== undefined && begunAtEpoch !== run.followed.begunAtEpoch;
  return stage === 'in-progress' && deploymentId === undefined && !isOtherTime;
}

/** The reading is about the deployment that the request hit, after all. */
function adopt(run: TargetRun, reading: Reading): Step {
  if (reading.deploymentId === undefined) {
    const { namedLast } = run.readings;
    // A recent state has named the one that counts for now.
    if (namedLast !== undefined && !run.isLagging(namedLast.readAt) && run.followed.isNamedBy(namedLast.reading)) {
      run.followed.confirm();
    }
    const named = run.plan.deploymentId === undefined ? namedLast?.reading : undefined;
    if (run.followed.isProvisional) run.followed.forget();
    else if (named !== undefined && orderOf(run, named) === 'later') run.followed.take(named);
    else if (run.plan.deploymentId === undefined) run.followed.take(reading);
  }
  run.followed.establish(isOfUnknownHit(run, reading) ? undefined : reading.deploymentId, reading.begunAtEpoch);
  run.see(reading);
  return resultOf(run, judgeShown(run, reading));
}

export function resultOf(run: TargetRun, judgement: Judgement): Step {
  return judgement.kind === 'end' ? finish(run.result(judgement.outcome, judgement.reason)) : read;
}

/** What comes next while a question is open: a state of a later deployment says nothing new, so only the record is asked. */
export function again(run: TargetRun, question: Question): Exclude<Step, { readonly kind: 'result' }> {
  const { kind, reading, readAt } = question;
  // If the step ends before a record has said it, the id is told that was read last.
  if (kind === 'which-one' || kind === 'is-it-so') followForNow(run, question);
  const isOver = kind === 'how-it-ended' && isSuccessor(run, reading, readAt);
  return isOver || kind === 'who-rolled-back' ? ask : read;
}
