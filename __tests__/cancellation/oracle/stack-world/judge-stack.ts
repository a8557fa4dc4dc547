import { judgeAge } from '../judge-age.ts';
import { judgeBaseline } from '../judge-baseline.ts';
import type { StackAftermath } from './act-stack.ts';
import { judgeFailedResources, judgeLeftovers } from './judge-stack-extras.ts';
import { judgeOutcome } from './judge-stack-outcome.ts';
import { workJudges } from './judge-stack-work.ts';
import { StackFacts } from './stack-facts.ts';

const extraJudges = [judgeFailedResources, judgeLeftovers];

/** Everything that is not true about what the step said and did; empty if all is well. */
export function stackUntruths(aftermath: StackAftermath): readonly string[] {
  const facts = new StackFacts(aftermath);
  const { result, scene } = aftermath;
  const about = [judgeOutcome, ...workJudges, ...extraJudges].map((judge) => judge(facts));
  return [...about, judgeAge(result, 'stack', scene.wait)].filter((untruth) => untruth !== undefined);
}

/** The same of a step that the guard runs. */
export function guardedStackUntruths(aftermath: StackAftermath): readonly string[] {
  const facts = new StackFacts(aftermath);
  const { result, scene } = aftermath;
  const now = facts.at(result.endedAtMilliseconds);
  const isInProgress = now?.status === 'UPDATE_IN_PROGRESS' && now.update?.cancelledAt === undefined;
  const guarded = judgeBaseline({
    baselineAt: -(scene.baselineBefore ?? 0),
    cancels: facts.cancels.filter(({ leftAt }) => leftAt !== undefined),
    looks: facts.states.map(({ request, view }) => ({
      request,
      begunAt: view.change.update?.begunAt ?? view.change.at,
    })),
    hits: facts.met === undefined ? [] : [facts.met.begunAt],
    // Without ids, what is rolled back or has ended can't be told apart.
    goesOnSince: isInProgress && scene.statesHaveIds ? now.update?.begunAt : undefined,
    reason: result.reason.kind,
  });
  const isSent = facts.firstSentAt !== undefined;
  const about = [...(isSent ? [judgeOutcome] : []), ...workJudges, ...extraJudges].map((judge) => judge(facts));
  return [guarded, ...about, judgeAge(result, 'stack', scene.wait)].filter((untruth) => untruth !== undefined);
}
