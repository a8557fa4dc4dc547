import { isGoingOn } from '../model/deployment.ts';
import { type Failure, ownFailure } from '../model/failure.ts';
import type { Reading } from '../ports.ts';
import { failedResult, interruptedResult, missingResult } from './broken-off.ts';
import { pauseBeforeRead, pauseBeforeRetry, readToDecide } from './calls.ts';
import {
  contradictedAtLast,
  contradictedFact,
  hasBegun,
  isConfirmedByTime,
  isOlderThanShown,
  shownSinceRefusal,
} from './contradiction.ts';
import { completed } from './dating.ts';
import { type Decision, decide } from './decision.ts';
import { endInDoubt } from './end-in-doubt.ts';
import { finish, type Next, type NextOrAgain } from './next.ts';
import { isMetInDoubt, isSuccessor, orderOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/**
 * Reads a target in order to decide what to do about it: again while a reading contradicts what is known, and while a fault may
 * pass and the retry budget lasts.
 *
 * @param refusal the error with which AWS refused the cancel request, if it did
 * @param onSettled called before the state is read again, which takes seconds
 */
export async function look(run: TargetRun, refusal: Failure | undefined, onSettled: () => void): Promise<Next> {
  const { traffic } = run;
  let last: { readonly reading: Reading; readonly readAt: number } | undefined;
  let missing: Failure | undefined;
  for (;;) {
    const attempted = await readToDecide(run);
    if (attempted === undefined) {
      if (traffic.signal.aborted) return finish(interruptedResult(run));
      // What the last reading showed is all that will ever be known.
      const shown = last !== undefined && isOlderThanShown(run, last.reading) ? run.readings.goingOnShown : last;
      const next = shown && (await conclude(run, shown.reading, shown.readAt, refusal, true));
      if (next !== undefined && next.kind !== 'again') return next;
      const isNew = run.target.baseline?.exists === false && run.readings.lastAnsweredAt === undefined;
      if (missing !== undefined && isNew) return finish(missingResult(run, missing));
      // Whatever AWS answered to the request: the read that decides got no turn.
      return finish(failedResult(run, ownFailure('out-of-time', 'read-state')));
    }
    const { answer, startedAt } = attempted;
    const readAt = attempted.sentAt ?? startedAt;
    const next = answer.ok
      ? await conclude(run, completed(run, answer.value), readAt, refusal)
      : await reactToFailure(run, answer.failure, startedAt, readAt);
    if (next === 'retry') continue;
    if (next.kind !== 'again') return next;
    if (answer.ok) last = { reading: completed(run, answer.value), readAt };
    else missing = answer.failure;
    onSettled();
    await pauseBeforeRead(run, run.waitedMilliseconds, traffic.limits.hardEnd);
    if (traffic.signal.aborted) return finish(interruptedResult(run));
  }
}

async function reactToFailure(
  run: TargetRun,
  failure: Failure,
  startedAt: number,
  readAt: number,
): Promise<NextOrAgain | 'retry'> {
  if (failure.kind === 'not-found') {
    if (!isConfirmedByTime(contradictedFact(run, 'missing'), readAt)) return { kind: 'again' };
    run.tellFailure(failure, 'end');
    return finish(missingResult(run, failure));
  }
  return (await pauseBeforeRetry(run, failure, startedAt)) ? 'retry' : finish(failedResult(run, failure));
}

/**
 * Decides from the state of the target, and takes note of it.
 *
 * @param isLast whether there is no time to read again
 */
async function conclude(
  run: TargetRun,
  reading: Reading,
  readAt: number,
  refusal: Failure | undefined,
  isLast = false,
): Promise<NextOrAgain> {
  const fact = contradictedFact(run, reading);
  if (reading.stage !== 'absent') run.markRead(readAt, reading);
  const unconfirmed = isLast ? contradictedAtLast(run, reading) : fact;
  if (!isConfirmedByTime(unconfirmed, readAt)) return { kind: 'again' };
  const { traffic, plan, target } = run;
  const { inDoubtSince } = run.request;
  if (isMetInDoubt(run, reading)) run.followed.take(reading);
  const begun = reading.begunAtEpoch;
  const doubt = inDoubtSince === undefined ? undefined : traffic.awsTime.at(inDoubtSince);
  const followedId = run.deploymentId ?? plan.deploymentId;
  // Begun in the very second of the request: before or after it, nobody can say.
  const mayBeSuccessor = followedId === undefined && doubt !== undefined && (begun ?? 0) > doubt.earliest;
  const isLate = doubt !== undefined && begun !== undefined && begun > doubt.latest;
  const decision = decide({
    reading,
    refusal,
    isInDoubt: inDoubtSince !== undefined,
    isBegunAfterDoubt:
      isAfterAnother(run, reading) ||
      (reading.deploymentId === undefined && orderOf(run, reading) === 'later') ||
      (isLate && !run.followed.isOfSameBeginning(reading)),
    followedId,
    wantedId: plan.deploymentId,
    wasInProgress: shownInProgress(run) !== undefined,
    wasSeen: run.seen.last !== undefined,
    hasBegun: hasBegun(run, reading),
    asksWhyRolledBack: target.baseline !== undefined && plan.waitMilliseconds > 0,
    dryRun: plan.dryRun,
  });
  if (decision.kind === 'ask-end') {
    return endInDoubt(run, reading, { ...decision, mayBeSuccessor, readAt, isLast });
  }
  takeNote(run, reading, decision);
  switch (decision.kind) {
    case 'send':
      return decision;
    case 'join':
      noteJoined(run, reading);
      run.markJoined(readAt, reading);
      return { kind: 'wait' };
    case 'end':
      return finish(run.result(decision.outcome, decision.reason, decision.failure));
  }
}

/** Whether a reading that names no deployment comes after one that has named another than the followed one, since a request was in doubt. */
function isAfterAnother(run: TargetRun, { deploymentId, begunAtEpoch, stage }: Reading): boolean {
  const { namedLast } = run.readings;
  const { inDoubtSince } = run.request;
  const followedId = run.deploymentId ?? run.plan.deploymentId;
  const isToldOtherwise = deploymentId !== undefined || begunAtEpoch !== undefined;
  if (isToldOtherwise || followedId === undefined || namedLast === undefined) return false;
  const { reading: named, readAt } = namedLast;
  const isSince = inDoubtSince !== undefined && readAt >= inDoubtSince;
  // One that was over by then may be older, and what goes on may be the one to be cancelled until it is certain that it isn't.
  const isLater = isGoingOn(stage) ? isSuccessor(run, named, readAt) : orderOf(run, named) !== 'earlier';
  return isSince && isGoingOn(named.stage) && isLater && named.deploymentId !== followedId;
}

/** The reading since AWS refused the request for the target's state that has shown it in progress; undefined if none has. */
function shownInProgress(run: TargetRun): Reading | undefined {
  const shown = shownSinceRefusal(run);
  return shown?.stage === 'in-progress' ? shown : undefined;
}

/** Which deployment is joined: the one that is read, or, if that has no id, the one that was in progress before. */
function noteJoined(run: TargetRun, reading: Reading): void {
  const { deploymentId, begunAtEpoch, stage } = reading;
  // Of a rollback that was over before the guard looked, the id is certain by now.
  const isCertain = run.target.baseline !== undefined && deploymentId !== undefined && !isGoingOn(stage);
  if (isCertain) run.followed.establish(deploymentId, begunAtEpoch);
  const before = shownInProgress(run);
  if (before !== undefined && run.deploymentId === undefined) run.followed.take(before);
}

/** What is known of the followed deployment stays as it is if the reading is about another one. */
function takeNote(run: TargetRun, reading: Reading, decision: Decision): void {
  const isAboutOurs =
    decision.kind !== 'end' || ['would-cancel', 'not-cancellable', 'error'].includes(decision.outcome);
  const isAnother = run.plan.deploymentId !== undefined && reading.deploymentId !== run.plan.deploymentId;
  if (isAboutOurs && !isAnother) run.followed.take(reading);
  run.see(reading);
}
