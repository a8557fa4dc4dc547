import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { must } from './must.ts';
import { isFault } from './world/facts.ts';
import type { Request } from './world/network.ts';

/** What may pass by itself. */
const passing: readonly (string | undefined)[] = [
  'throttled',
  'server-fault',
  'connection-lost',
  'unreadable',
  'unreachable',
];

/** An error has a cause: a request that failed, again and again if that may pass, or no time left. */
export function judgeFailedCall(
  { failure, endedAtMilliseconds }: TargetResult,
  requests: readonly Request<unknown>[],
  waitMilliseconds: number,
): string | undefined {
  if (endedAtMilliseconds >= waitMilliseconds + 13_000) return undefined;
  const first = requests.find(isFault);
  if (first === undefined) return 'nothing went wrong';
  return must(
    !passing.includes(failure?.kind) || endedAtMilliseconds - first.startedAt >= 2_000,
    `${String(failure?.kind)} may pass`,
  );
}
