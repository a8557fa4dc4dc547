import { judgeAge } from '../judge-age.ts';
import type { StackAftermath } from './act-stack.ts';
import { judgeOutcome } from './judge-stack-outcome.ts';
import { workJudges } from './judge-stack-work.ts';
import { StackFacts } from './stack-facts.ts';

/** Everything that is not true about what the step said and did; empty if all is well. */
export function stackUntruths(aftermath: StackAftermath): readonly string[] {
  const facts = new StackFacts(aftermath);
  const { result, scene } = aftermath;
  const about = [judgeOutcome, ...workJudges].map((judge) => judge(facts));
  return [...about, judgeAge(result, 'stack', scene.wait)].filter((untruth) => untruth !== undefined);
}
