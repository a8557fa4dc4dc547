import { type Failure, ownFailure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { Reading } from '../ports.ts';
import { failedResult } from './broken-off.ts';
import { pauseBeforeRetry, readToDecide } from './calls.ts';
import { type Decision, decide } from './decision.ts';
import { endInDoubt } from './end-in-doubt.ts';
import type { TargetRun } from './run.ts';

/** What follows from a look at a target: send the request, wait for what is under way, or nothing more. */
export type Next =
  | { readonly kind: 'send' }
  | { readonly kind: 'join' }
  | { readonly kind: 'result'; readonly result: TargetResult };

/** Wraps a result as what follows. */
export function finish(result: TargetResult): Next {
  return { kind: 'result', result };
}

/**
 * Reads a target in order to decide what to do about it. Faults that may pass are waited out as long as the retry budget
 * lasts.
 *
 * @param refusal the error with which AWS refused the cancel request, if it did
 */
export async function look(run: TargetRun, refusal: Failure | undefined): Promise<Next> {
  for (;;) {
    const attempted = await readToDecide(run);
    if (attempted === undefined) return finish(failedResult(run, refusal ?? ownFailure('out-of-time', 'read-state')));
    const { answer, startedAt } = attempted;
    if (answer.ok) return conclude(run, answer.value, refusal);
    const { failure } = answer;
    if (failure.kind === 'not-found') return finish(missingResult(run, failure));
    if (!(await pauseBeforeRetry(run, failure, startedAt))) return finish(failedResult(run, failure));
  }
}

/** AWS knows no such target. If this step has seen it, it was deleted since. */
function missingResult(run: TargetRun, failure: Failure): TargetResult {
  run.tellFailure(failure, 'end');
  return run.lastSeen !== undefined
    ? run.result('deleted', { kind: 'deleted', what: 'target-gone' })
    : run.result('not-found', { kind: 'not-found' });
}

/** Decides from the state of the target, and takes note of it. */
async function conclude(run: TargetRun, reading: Reading, refusal: Failure | undefined): Promise<Next> {
  const { traffic, plan, inDoubtSince } = run;
  const begun = reading.begunAtEpoch;
  const doubt = inDoubtSince === undefined ? undefined : traffic.awsTime.at(inDoubtSince);
  const followedId = run.deploymentId ?? plan.deploymentId;
  // Begun in the very second of the request: before or after it, nobody can say.
  const mayBeSuccessor = followedId === undefined && doubt !== undefined && (begun ?? 0) > doubt.earliest;
  const decision = decide({
    reading,
    refusal,
    isInDoubt: inDoubtSince !== undefined,
    isBegunAfterDoubt: doubt !== undefined && begun !== undefined && begun > doubt.latest,
    followedId,
    wantedId: plan.deploymentId,
    wasSeen: run.lastSeen !== undefined,
    dryRun: plan.dryRun,
  });
  // Nobody knows yet whether the reading is about the deployment that the request met: the record may say so.
  const isNotedLater = decision.kind === 'ask-end' && followedId === undefined && traffic.service.findsEndByToken;
  if (isNotedLater) run.refer(reading.reference);
  else takeNote(run, reading, decision);
  switch (decision.kind) {
    case 'send':
      return decision;
    case 'join':
      run.markJoined();
      return decision;
    case 'end':
      return finish(run.result(decision.outcome, decision.reason, decision.failure));
    case 'ask-end':
      return finish(await endInDoubt(run, reading, { ...decision, mayBeSuccessor }));
  }
}

/** What is known of the followed deployment stays as it is if the reading is about another one. */
function takeNote(run: TargetRun, reading: Reading, decision: Decision): void {
  if (decision.kind === 'ask-end' && decision.isSuperseded) {
    run.refer(reading.reference);
    run.follow(run.plan.deploymentId);
    return;
  }
  const isAboutOurs = decision.kind !== 'end' || decision.outcome === 'would-cancel' || decision.outcome === 'error';
  const isAnother = run.plan.deploymentId !== undefined && reading.deploymentId !== run.plan.deploymentId;
  if (isAboutOurs && !isAnother) run.follow(reading.deploymentId);
  run.see(reading);
}
