import type { TargetResult } from '../model/result.ts';
import type { Reading } from '../ports.ts';
import { interruptedResult } from './broken-off.ts';
import { readToDecide } from './calls.ts';
import { judge } from './judgement.ts';
import type { TargetRun } from './run.ts';
import { Wait } from './wait.ts';

/**
 * AWS has taken the request: the state in its answer counts, and a terminal one ends the work. If the API answers nothing,
 * one read follows.
 *
 * @param answered the state in the answer; undefined if this API answers none
 * @param onAccepted called as soon as it is known what was accepted
 * @returns undefined if the end of the deployment has to be waited for
 */
export async function resultOfAcceptance(
  run: TargetRun,
  answered: Reading | undefined,
  onAccepted: () => void,
): Promise<TargetResult | undefined> {
  const result =
    answered === undefined ? await resultOfFirstRead(run, onAccepted) : resultOfAnswer(run, answered, onAccepted);
  if (result !== undefined) return result;
  if (run.plan.waitMilliseconds > 0) return undefined;
  return run.traffic.signal.aborted ? interruptedResult(run) : run.result('requested', { kind: 'accepted' });
}

/** The answer names the deployment that the request has hit. */
function resultOfAnswer(run: TargetRun, reading: Reading, onAccepted: () => void): TargetResult | undefined {
  const wanted = run.plan.deploymentId;
  const hit = reading.deploymentId;
  run.follow(hit ?? wanted);
  run.see(reading);
  onAccepted();
  if (wanted !== undefined && hit !== undefined && hit !== wanted) {
    const reason = { kind: 'superseded', successor: hit, followed: wanted, why: 'request-hit-successor' } as const;
    return run.result('superseded', reason);
  }
  const judgement = judge(run, reading);
  return judgement.kind === 'end' ? run.result(judgement.outcome, judgement.reason) : undefined;
}

async function resultOfFirstRead(run: TargetRun, onAccepted: () => void): Promise<TargetResult | undefined> {
  run.follow(run.plan.deploymentId);
  onAccepted();
  const attempted = await readToDecide(run);
  if (attempted === undefined) return undefined;
  const result = await new Wait(run).takeIn(attempted.answer);
  // Without a wait, nobody asked for the end: that it can't be read is no error.
  return result?.outcome === 'error' && run.plan.waitMilliseconds === 0 ? undefined : result;
}
