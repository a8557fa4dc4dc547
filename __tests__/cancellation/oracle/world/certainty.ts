import type { Request } from './network.ts';

/** AWS's time is known to a second, and to the way of an answer; a record gives whole seconds. Milliseconds. */
export const certainty = 2_000;

/**
 * How well AWS's time can be known at a moment, in milliseconds: to a second, and to the way of the fastest answer so far. Records come on
 * several pages, whose ways are one.
 */
export function certaintyAt(requests: readonly Request<unknown>[], time: number): number {
  const ways = requests.map(({ call, leftAt, endedAt, failure }) => {
    const isAnswered =
      failure === undefined || failure === 'throttled' || failure === 'conflict' || failure === 'validation';
    return isAnswered && call !== 'read-end' && leftAt !== undefined && endedAt !== undefined && endedAt <= time
      ? endedAt - leftAt
      : Number.POSITIVE_INFINITY;
  });
  return Math.min(...ways) + 1_100;
}
