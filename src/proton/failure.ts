import type { Failure, FailureKind, Operation } from '../cancellation/ports.ts';
import { asText, property } from './outside-data.ts';
import { isCertificateTrouble, remedyFor } from './remedy.ts';

/** What is known about a call that failed, besides what was thrown. */
export interface FailureContext {
  readonly operation: Operation;
  readonly serviceName: string;
  readonly region: string | undefined;
  /** The host that the request was meant for; undefined where it did not come so far. */
  readonly host: string | undefined;
  /** What ended the call early, if this action itself did. */
  readonly endedBy: 'interruption' | 'time' | undefined;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Whether the failure lies in finding credentials or a region, before any request. */
  readonly stage: 'credentials' | 'region' | 'request';
}

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly isClockSkewCorrected: boolean;
  readonly isServiceError: boolean;
}

/** Makes a failure out of whatever a call threw, a non-Error included. Never throws. */
export function failureFrom(thrown: unknown, context: FailureContext): Failure {
  const facts = examine(thrown);
  const kind = kindOf(facts, context);
  const { operation } = context;
  const name = nameOf(facts, context);
  const message = context.redact(messageOf(facts, context));
  const remedy = remedyFor({ ...context, kind, name, message });
  return { kind, operation, name, message, remedy, requestId: facts.requestId };
}

function nameOf({ name, code, isServiceError }: Thrown, { endedBy }: FailureContext): string {
  if (endedBy === 'time') return 'TimeoutError';
  if (endedBy === 'interruption') return 'AbortError';
  return isServiceError ? name : (code ?? name);
}

function messageOf({ message }: Thrown, { endedBy }: FailureContext): string {
  if (endedBy === 'time') return 'No complete answer came within the time that one attempt may take.';
  if (endedBy === 'interruption') return 'The workflow run was cancelled during the call.';
  return message;
}

function kindOf(facts: Thrown, { endedBy, stage }: FailureContext): FailureKind {
  if (endedBy === 'interruption') return 'interrupted';
  if (stage === 'credentials') return 'credentials-missing';
  if (stage === 'region') return 'region-missing';
  if (endedBy === 'time') return 'connection-lost';
  if (facts.isClockSkewCorrected) return 'clock-skewed';
  return facts.isServiceError ? kindOfServiceError(facts) : kindByTransport(facts);
}

/** The API page's errors, and those that any AWS service may answer (Common Errors), by their names. */
function kindOfServiceError({ name, httpStatus = 0 }: Thrown): FailureKind {
  switch (name) {
    case 'ConflictException':
      return 'conflict';
    case 'ValidationException':
      return 'validation';
    case 'ResourceNotFoundException':
      return 'not-found';
    case 'AccessDeniedException':
    case 'ForbiddenException':
    case 'NotAuthorized':
    case 'OptInRequired':
      return 'access-denied';
    case 'ThrottlingException':
    case 'Throttling':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
      return 'throttled';
    case 'InternalServerException':
    case 'InternalFailure':
    case 'ServiceUnavailable':
    case 'ServiceUnavailableException':
      return 'server-fault';
    case 'ExpiredTokenException':
    case 'ExpiredToken':
    case 'RequestExpired':
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'InvalidSignatureException':
    case 'IncompleteSignature':
    case 'IncompleteSignatureException':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return 'credentials-refused';
    default:
      if (httpStatus === 429) return 'throttled';
      return httpStatus >= 500 ? 'server-fault' : 'unexpected';
  }
}

/** Node's error codes, where nothing of Proton's answered. */
function kindByTransport({ name, code, httpStatus, message }: Thrown): FailureKind {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'ETIMEDOUT':
      return 'unreachable';
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return 'connection-lost';
    case 'ERR_PROXY_TUNNEL':
      return 'unreachable';
    default:
  }
  // A connection that is not trusted carries nothing.
  if (code !== undefined && isCertificateTrouble(code)) return 'unreachable';
  // The SDK's own handler, while no connection is there yet.
  if (name === 'TimeoutError') return /connect/i.test(message) ? 'unreachable' : 'connection-lost';
  if (httpStatus === 429) return 'throttled';
  if (name === 'SyntaxError' || httpStatus !== undefined || code?.startsWith('HPE_') === true) return 'unreadable';
  return 'unexpected';
}

function examine(thrown: unknown): Thrown {
  const metadata = property(thrown, '$metadata');
  const name = asText(property(thrown, 'name')) ?? 'Error';
  return {
    name,
    message: asText(property(thrown, 'message')) ?? (typeof thrown === 'string' ? thrown : 'no message'),
    code: asText(property(thrown, 'code')) ?? asText(property(property(thrown, 'cause'), 'code')),
    httpStatus:
      asNumber(property(metadata, 'httpStatusCode')) ?? asNumber(property(property(thrown, '$response'), 'statusCode')),
    requestId: asText(property(metadata, 'requestId')),
    isClockSkewCorrected: property(metadata, 'clockSkewCorrected') === true,
    isServiceError: asText(property(thrown, '$fault')) !== undefined && !isUnnamed(name),
  };
}

/** Names that the SDK gives to errors whose answer named none: those of a proxy, say. */
function isUnnamed(name: string): boolean {
  return name === 'UnknownError' || name === 'Unknown' || name === 'Error' || name === 'SyntaxError';
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
