import { judgeAge } from '../judge-age.ts';
import type { ServiceAftermath } from './act-service.ts';
import { judgeOutcome } from './judge-service-outcome.ts';
import { workJudges } from './judge-service-work.ts';
import { ServiceFacts } from './service-facts.ts';

/** Everything that is not true about what the step said and did; empty if all is well. */
export function serviceUntruths(aftermath: ServiceAftermath): readonly string[] {
  const facts = new ServiceFacts(aftermath);
  const { result, scene } = aftermath;
  const about = [judgeOutcome, ...workJudges].map((judge) => judge(facts));
  return [...about, judgeAge(result, 'service', scene.wait)].filter((untruth) => untruth !== undefined);
}
