import { judgeAge } from '../judge-age.ts';
import { judgeBaseline } from '../judge-baseline.ts';
import type { ServiceAftermath } from './act-service.ts';
import { judgeOutcome } from './judge-service-outcome.ts';
import { workJudges } from './judge-service-work.ts';
import { ServiceFacts } from './service-facts.ts';
import { statusAt } from './service-life.ts';

/** Everything that is not true about what the step said and did; empty if all is well. */
export function serviceUntruths(aftermath: ServiceAftermath): readonly string[] {
  const facts = new ServiceFacts(aftermath);
  const { result, scene } = aftermath;
  const about = [judgeOutcome, ...workJudges].map((judge) => judge(facts));
  return [...about, judgeAge(result, 'service', scene.wait)].filter((untruth) => untruth !== undefined);
}

/** The same of a step that the guard runs. */
export function guardedServiceUntruths(aftermath: ServiceAftermath): readonly string[] {
  const facts = new ServiceFacts(aftermath);
  const { result, scene } = aftermath;
  const now = facts.at(result.endedAtMilliseconds);
  const exists = aftermath.life?.exists(result.endedAtMilliseconds) === true;
  const isInProgress = exists && now !== undefined && statusAt(now, result.endedAtMilliseconds) === 'IN_PROGRESS';
  const guarded = judgeBaseline({
    baselineAt: -(scene.baselineBefore ?? 0),
    cancels: facts.cancels.filter(({ leftAt }) => leftAt !== undefined),
    looks: facts.states.map(({ request, view }) => ({ request, begunAt: view.deployment.begunAt })),
    hits: facts.hits.map(({ begunAt }) => begunAt),
    goesOnSince: isInProgress ? now.begunAt : undefined,
    reason: result.reason.kind,
  });
  const isSent = facts.firstSentAt !== undefined;
  const about = [...(isSent ? [judgeOutcome] : []), ...workJudges].map((judge) => judge(facts));
  return [guarded, ...about, judgeAge(result, 'service', scene.wait)].filter((untruth) => untruth !== undefined);
}
