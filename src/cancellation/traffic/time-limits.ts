/** The longest that one attempt of a call may take, in milliseconds. */
export const attemptMilliseconds = 20_000;

/** By how much a run may outlive `wait-for-minutes`, in milliseconds: one connect and one attempt. */
export const graceMilliseconds = 25_000;

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
