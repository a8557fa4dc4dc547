import type { IncomingHttpHeaders } from 'node:http';

/** A request that has arrived, and what was answered. */
export interface RecordedRequest {
  /** The operation that the request names; empty where it was refused for its address or its signature. */
  readonly operation: string;
  /** The service or stack that it names, if it names one. */
  readonly target: string | undefined;
  /** The parsed members, or `undefined` where there are none, or where it was refused. */
  readonly input: unknown;
  /** When it was read to its end, by the emulator's clock: milliseconds since 1970. */
  readonly atMilliseconds: number;
  /** `pending`, then `ok`, the name of the error answered, or the fault that stood in place of an answer. */
  readonly answer: string;
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
}
