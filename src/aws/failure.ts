import type { Call, Failure, FailureKind } from '../cancellation/model/failure.ts';
import { isAwsHost } from '../environment/endpoint.ts';
import { asNumber, asText, asWords, property } from '../outside-data.ts';
import type { Endpoint } from './attempt.ts';
import { CredentialSourceError, kindOfCredentials } from './credential-source.ts';
import { kindOfServiceError, kindOfTransportError, type Thrown } from './failure-kind.ts';

/** What a call was at when it failed: `building` makes and signs the request, `sending` lasts until its answer is read. */
export type CallStage = 'client' | 'region' | 'credentials' | 'building' | 'sending';

/** What is known about a call that failed, besides what was thrown. */
export interface FailureContext {
  readonly call: Call;
  readonly stage: CallStage;
  readonly region: string | undefined;
  /** Where the request was meant to go; undefined if it did not get that far. */
  readonly endpoint: Endpoint | undefined;
  /** Whether the request has left this machine. */
  readonly isSent: boolean;
  /** What ended the call early, if this action itself did. */
  readonly endedBy: 'interruption' | 'time' | undefined;
}

/** An answer that lacks what the API always gives: it came from something else, such as a proxy. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** Makes a failure out of anything that a call threw, even if it isn't an Error. Never throws. */
export function failureFrom(thrown: unknown, context: FailureContext): Failure {
  // What a source of credentials threw itself says more than the error that names the source.
  const source = thrown instanceof CredentialSourceError ? thrown : undefined;
  const facts = examine(source?.cause ?? thrown);
  const { call, region, endpoint, endedBy } = context;
  const kind =
    source === undefined || endedBy !== undefined ? kindOf(facts, context) : kindOfCredentials(facts, source);
  // Of a call that this action ended itself, where it hung, unless that was the connection.
  const hung = endedBy === 'time' && context.stage === 'credentials' ? 'The credentials took too long to load' : '';
  const message = endedBy === undefined ? (source?.message ?? facts.message) : hung;
  return {
    kind,
    call,
    name: nameOf(facts, context),
    message,
    requestId: facts.requestId,
    region,
    host: endpoint?.host,
    isAwsEndpoint: endpoint === undefined ? undefined : isAwsHost(endpoint.hostname),
    isEndOfService: false,
    deniedResource: kind === 'access-denied' ? deniedResourceIn(message) : undefined,
  };
}

function nameOf({ name, code, isServiceError }: Thrown, { endedBy }: FailureContext): string {
  if (endedBy === 'time') return 'TimeoutError';
  if (endedBy === 'interruption') return 'AbortError';
  return isServiceError ? name : (code ?? name);
}

function kindOf(facts: Thrown, { endedBy, stage, isSent }: FailureContext): FailureKind {
  if (endedBy === 'interruption') return 'interrupted';
  switch (stage) {
    case 'client':
      return 'misconfigured';
    case 'region':
      // The chain has no other error for it ("Region is missing"); a region that isn't a valid name is a wrong setting.
      return /missing/i.test(facts.message) ? 'region-missing' : 'misconfigured';
    case 'credentials':
      return endedBy === 'time' ? 'credentials-unavailable' : 'credentials-missing';
    case 'building':
      if (endedBy === 'time') return 'unreachable';
      return facts.name === 'CredentialsProviderError' ? 'credentials-missing' : 'misconfigured';
    case 'sending':
      if (endedBy === 'time') return isSent ? 'connection-lost' : 'unreachable';
      return facts.isServiceError ? kindOfServiceError(facts) : kindOfTransportError(facts, isSent);
  }
}

/** AWS names a stack by its id, which changes when the stack is created again: a policy has to allow `stack/NAME/*`. */
function deniedResourceIn(message: string): string | undefined {
  const resource = /on resource: (arn:\S+?)[.,;]?(?:\s|$)/.exec(message)?.[1];
  return resource?.replace(/^(arn:[^:]*:cloudformation:[^:]*:[^:]*:stack\/[^/]*)\/.*$/, '$1/*');
}

function examine(thrown: unknown): Thrown {
  const metadata = property(thrown, '$metadata');
  const name = asText(property(thrown, 'name')) ?? 'Error';
  return {
    name,
    message: messageOf(thrown).replace(sdkHint, '').trimEnd(),
    code: asText(property(thrown, 'code')) ?? asText(property(property(thrown, 'cause'), 'code')),
    httpStatus:
      asNumber(property(metadata, 'httpStatusCode')) ?? asNumber(property(property(thrown, '$response'), 'statusCode')),
    requestId: asText(property(metadata, 'requestId')),
    isClockSkewCorrected: property(metadata, 'clockSkewCorrected') === true,
    isServiceError: asText(property(thrown, '$fault')) !== undefined && !unnamed.includes(name),
  };
}

/** Node's error for a name with several addresses has no message of its own, but those of all attempts. */
function messageOf(thrown: unknown): string {
  const attempts = property(thrown, 'errors');
  const first: unknown = Array.isArray(attempts) ? attempts[0] : undefined;
  return asWords(thrown) ?? asWords(property(thrown, 'message')) ?? asText(property(first, 'message')) ?? '';
}

/** Names that the SDK gives to errors whose answer named none: those of a proxy, say. */
const unnamed = ['UnknownError', 'Unknown', 'Error', 'SyntaxError', 'NotFound'];

/** What the SDK adds to a message for programmers. */
const sdkHint =
  'Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';
