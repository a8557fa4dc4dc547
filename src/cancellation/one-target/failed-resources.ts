import { isAboutFailure } from '../model/reason.ts';
import type { TargetResult } from '../model/result.ts';
import { readRecords } from './calls.ts';
import { recordOfOurs } from './record-of-ours.ts';
import type { TargetRun } from './run.ts';

/**
 * Adds which resources failed, where a deployment has failed or was rolled back by itself and its record wasn't read yet. What can't be
 * read is left out: nothing is guessed.
 */
export async function askWhatFailed(run: TargetRun, verdict: TargetResult): Promise<TargetResult> {
  const { traffic } = run;
  const isKnown = run.seen.failedResources !== undefined;
  if (!isAboutFailure(verdict.reason) || isKnown || traffic.signal.aborted) return verdict;
  if (!traffic.service.findsByToken) return verdict;
  const attempted = await readRecords(run, 'ordinary', run.deploymentId);
  if (attempted === undefined) return verdict;
  const { answer, sentAt, startedAt } = attempted;
  if (!answer.ok) {
    run.tellFailure(answer.failure, 'end');
    return verdict;
  }
  const isComplete = !run.isLagging(sentAt ?? startedAt);
  const record = recordOfOurs(run, answer.value, isComplete) ?? answer.value[0];
  return { ...verdict, failedResources: record?.failedResources ?? [] };
}
