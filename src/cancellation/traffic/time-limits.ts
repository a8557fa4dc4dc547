/** The longest that one attempt of a call may take, in milliseconds. */
export const attemptMilliseconds = 20_000;

/**
 * By how much the calls may outlive `wait-for-minutes`, in milliseconds. The whole run may by 25 s, one connect and one
 * attempt; a second of that is for the start of the process and for the reports.
 */
export const graceMilliseconds = 24_000;

/** The moments that bound a step: milliseconds of the monotonic clock. */
export interface TimeLimits {
  readonly startedAt: number;
  /** When the wait is over. */
  readonly deadline: number;
  /** When everything is over. */
  readonly hardEnd: number;
}

/** The limits of a step that begins now and waits for `waitMilliseconds`. */
export function timeLimitsFrom(startedAt: number, waitMilliseconds: number): TimeLimits {
  const deadline = startedAt + waitMilliseconds;
  return { startedAt, deadline, hardEnd: deadline + graceMilliseconds };
}
