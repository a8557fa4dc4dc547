/** Where the time comes from: injected, so that a test can let hours pass at once. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** AWS JSON 1.0 writes a timestamp as a number of seconds since 1970, with decimals. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}
