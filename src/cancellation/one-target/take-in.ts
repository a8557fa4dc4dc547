import { isGoingOn } from '../model/deployment.ts';
import type { TargetResult } from '../model/result.ts';
import type { Reading } from '../ports.ts';
import { supersededResult } from './broken-off.ts';
import { contradictedFact, isConfirmedByTime } from './contradiction.ts';
import { judgeShown } from './judgement.ts';
import { finish } from './next.ts';
import { isConfirmed, type Question } from './question.ts';
import { isHitForCertain, isMetInDoubt, orderOf, relationOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/** What a reading means for the wait: its end, a question that the record has to answer, or nothing yet. */
export type Meaning =
  | { readonly kind: 'result'; readonly result: TargetResult }
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'going-on' }
  /** It contradicts what is known, and time will tell. */
  | { readonly kind: 'contradicted' };

/**
 * Takes in the state in AWS's answer to the request: it names the deployment that the request has hit.
 *
 * @param onAccepted called once what the answer says is known
 */
export function takeInAnswer(run: TargetRun, reading: Reading, onAccepted: () => void): TargetResult | undefined {
  const { followed, plan } = run;
  const wanted = plan.deploymentId;
  const hit = reading.deploymentId;
  // Without an id, the time at which it was begun tells it from others.
  const isOtherTime = orderOf(run, reading) !== undefined;
  followed.follow(wanted);
  if (wanted === undefined) followed.take(reading);
  if (hit !== undefined || reading.begunAtEpoch !== undefined) followed.establish(hit, reading.begunAtEpoch);
  run.markRead(run.traffic.clock.now(), reading);
  run.see(reading);
  onAccepted();
  if (wanted !== undefined && (hit === undefined ? isOtherTime : hit !== wanted)) {
    const reason = { kind: 'superseded', successor: hit, followed: wanted, why: 'request-hit-successor' } as const;
    return run.result('superseded', reason);
  }
  const meaning = endOf(run, reading);
  return meaning.kind === 'result' ? meaning.result : undefined;
}

/**
 * Takes in what a read of the target has shown.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 */
export function takeIn(run: TargetRun, reading: Reading, readAt: number): Meaning {
  const { followed } = run;
  if (reading.stage === 'absent') {
    return isConfirmedByTime(contradictedFact(run, reading), readAt) ? endOf(run, reading) : { kind: 'contradicted' };
  }
  run.markRead(readAt, reading);
  if (reading.stage === 'deleted') {
    if (followed.isOfSameBeginning(reading)) followed.follow(reading.deploymentId);
    run.see(reading);
    return endOf(run, reading);
  }
  if (isMetInDoubt(run, reading)) followed.take(reading);
  if (isHitForCertain(run, reading)) {
    if (run.plan.deploymentId !== undefined) {
      return finish(supersededResult(run, reading.deploymentId, 'request-hit-successor'));
    }
    followed.take(reading);
    // A still later one may have been begun before the request, which a reading that lags doesn't show.
    if (!run.isLagging(readAt)) followed.establish(reading.deploymentId, reading.begunAtEpoch);
  }
  switch (relationOf(run, reading, readAt)) {
    case 'another':
      return ask('how-it-ended', reading, readAt);
    case 'unsure':
      return ask('which-one', reading, readAt);
    case 'ours':
      return takeInOurs(run, reading, readAt);
  }
}

function takeInOurs(run: TargetRun, reading: Reading, readAt: number): Meaning {
  const { followed } = run;
  const expected = run.deploymentId ?? followed.unconfirmedId;
  const isReadAgain = reading.deploymentId !== undefined && reading.deploymentId === expected;
  if (isReadAgain && !run.isLagging(readAt) && run.request.acceptance?.isAfterDoubt === false) {
    followed.establish(reading.deploymentId, reading.begunAtEpoch);
  }
  if (!isConfirmed(run, reading, readAt)) {
    followed.suspect(reading.deploymentId);
    return ask('is-it-so', reading, readAt);
  }
  if (!mayBeOld(run, reading, readAt)) followed.follow(reading.deploymentId);
  run.see(reading);
  switch (judgeShown(run, reading).kind) {
    case 'ask-how-it-ended':
      return ask('how-it-ended', reading, readAt);
    case 'ask-who-rolled-back':
      return ask('who-rolled-back', reading, readAt);
    case 'end':
    case 'going-on':
      return endOf(run, reading);
  }
}

/** Whether a reading of a stack may show the update before: in progress after a rollback, or over where a rollback has just been joined. */
function mayBeOld(run: TargetRun, { stage }: Reading, readAt: number): boolean {
  const isAfterRollback = run.traffic.service.findsByToken && run.seen.timeline.has('rolling-back', 'cancelling');
  const isEarly = run.isJoined && run.isLagging(readAt) && !isGoingOn(stage);
  return isAfterRollback && (stage === 'in-progress' || isEarly);
}

function endOf(run: TargetRun, reading: Reading): Meaning {
  const judgement = judgeShown(run, reading);
  return judgement.kind === 'end' ? finish(run.result(judgement.outcome, judgement.reason)) : { kind: 'going-on' };
}

function ask(kind: Question['kind'], reading: Reading, readAt: number): Meaning {
  return { kind: 'ask', question: { kind, reading, readAt } };
}
