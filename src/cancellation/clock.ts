/** Time, handed in, so that the tests can hold it. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; only differences mean something. */
  now(): number;
  /** Milliseconds since 1970 in UTC, for comparison with times that AWS gives. */
  epoch(): number;
  /** Resolves after `milliseconds`, or as soon as `signal` is aborted. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
