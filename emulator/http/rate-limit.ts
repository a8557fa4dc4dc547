import type { Clock } from '../clock.ts';

/** Tells of each call whether it is within the rate. */
export type RateLimit = () => boolean;

/**
 * A token bucket that holds one second's calls, and fills up at the rate: the scheme that AWS describes for the
 * throttling of its APIs (Amazon EC2 API reference, "Request throttling").
 */
export function rateLimit(callsPerSecond: number, clock: Clock): RateLimit {
  if (callsPerSecond === Number.POSITIVE_INFINITY) return () => true;
  const capacity = Math.max(1, callsPerSecond);
  let tokens = capacity;
  let filledAt = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * callsPerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
