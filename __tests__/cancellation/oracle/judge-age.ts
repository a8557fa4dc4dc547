import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { reasonText } from '../../../src/report/verdict/reasons.ts';
import { logMedium } from '../../../src/text/escape.ts';
import { duration } from '../../../src/text/time.ts';
import { facts, stackFacts } from '../../report/sample.ts';

/** What a result without an end says of the age of what was last read counts to the end of the wait, not to that of the step. */
export function judgeAge(
  result: TargetResult,
  kind: 'service' | 'stack',
  waitMilliseconds: number,
): string | undefined {
  const { lastSeen, outcome } = result;
  if (outcome !== 'timed-out' || lastSeen === undefined || waitMilliseconds === 0) return undefined;
  const text = reasonText(result, { ...(kind === 'stack' ? stackFacts : facts), waitMilliseconds }, logMedium);
  const told = /when last read, (.+?) before/.exec(text)?.[1];
  const age = waitMilliseconds - lastSeen.atMilliseconds;
  if (told === undefined) return age >= 1_000 ? `nothing is said of an age of ${age} ms` : undefined;
  return told === duration(age)
    ? undefined
    : `what was read ${age} ms before the end of the wait is told to be ${told} old`;
}
