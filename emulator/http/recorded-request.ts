import type { IncomingHttpHeaders } from 'node:http';

/** A request that has arrived, and what was answered. */
export interface RecordedRequest {
  /** The operation that the header `X-Amz-Target` names; the header itself where it names none of Proton's. */
  readonly operation: string;
  /** The parsed body, or `undefined` if it is no JSON. */
  readonly input: unknown;
  /** When it arrived, by the emulator's clock: milliseconds since 1970. */
  readonly atMilliseconds: number;
  /** `pending`, then `ok`, the name of the error answered, or the fault that stood in place of an answer. */
  readonly answer: string;
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
}
