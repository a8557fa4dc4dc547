import type { AuthenticRequest, EncodedBody, ReceivedRequest, Service } from './api.ts';

/** A call of a supporting service. */
export interface SupportingCall {
  /** The operation's name, such as `GetParameter`; otherwise what the request has in its place. */
  readonly operation: string;
  /** The request's members. */
  readonly input: unknown;
  /** What it is about, for the log: a role, a parameter, a bucket. */
  readonly target: string | undefined;
  /** Carries the call out. @throws `ApiError`, also for an operation that the emulator does not play */
  carryOut(requestId: string): SupportingAnswer;
}

/** What a supporting service answers. */
export interface SupportingAnswer extends Omit<EncodedBody, 'body'> {
  readonly body: string | Buffer;
  /** In addition to those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A service that deploying tools call beside the APIs that are rehearsed. No fault and no rate limit happens to it, and
 * its state doesn't move with time.
 */
export interface SupportingService extends Service {
  readonly kind: 'supporting';
  /** With `rest`, operations are told apart by method and path; otherwise each request is a POST at `/`. */
  readonly protocol: 'rest' | 'rpc';
  /** Tells whether a request needs no signature. */
  takesUnsigned(request: ReceivedRequest): boolean;
  /** Reads what a request asks for. Never throws: what is wrong with it is thrown when it is carried out. */
  read(request: AuthenticRequest): SupportingCall;
}
