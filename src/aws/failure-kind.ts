import type { FailureKind } from '../cancellation/model/failure.ts';

/** What the SDK and Node put on the things that they throw. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** Node's error code, of the error or of its cause. */
  readonly code: string | undefined;
  /** The status of the answer; undefined without one. */
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly isClockSkewCorrected: boolean;
  /** Whether the API itself answered an error, and named it. */
  readonly isServiceError: boolean;
}

/**
 * What the names of errors mean: those on Proton's and CloudFormation's API pages, and those that any AWS service may answer
 * (Common Errors). CloudFormation's have no "Exception" at their end.
 */
const errorNames: readonly (readonly [FailureKind, readonly string[]])[] = [
  ['conflict', ['ConflictException', 'TokenAlreadyExistsException']],
  ['validation', ['ValidationException', 'ValidationError']],
  ['not-found', ['ResourceNotFoundException']],
  [
    'access-denied',
    ['AccessDenied', 'AccessDeniedException', 'ForbiddenException', 'NotAuthorized', 'UnauthorizedOperation'],
  ],
  ['not-subscribed', ['OptInRequired', 'SubscriptionRequiredException']],
  ['not-implemented', ['InvalidAction', 'NotImplemented', 'UnknownOperationException', 'UnsupportedOperation']],
  ['throttled', ['Throttling', 'ThrottlingException', 'ThrottledException', 'TooManyRequestsException']],
  ['throttled', ['RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException']],
  ['server-fault', ['InternalServerException', 'InternalFailure', 'InternalError']],
  ['server-fault', ['ServiceUnavailable', 'ServiceUnavailableException']],
  ['clock-skewed', ['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed']],
  ['credentials-refused', ['AuthFailure', 'ExpiredToken', 'ExpiredTokenException', 'UnrecognizedClientException']],
  ['credentials-refused', ['InvalidAccessKeyId', 'InvalidClientTokenId']],
  ['credentials-refused', ['IncompleteSignature', 'IncompleteSignatureException']],
  ['credentials-refused', ['MissingAuthenticationToken', 'MissingAuthenticationTokenException']],
];

/** What an error that an AWS service answered means. */
export function kindOfServiceError({ name, message, httpStatus = 0, isClockSkewCorrected }: Thrown): FailureKind {
  // CloudFormation has no code for an unknown stack: this is the one message text that is read.
  if (name === 'ValidationError' && /does not exist/i.test(message)) return 'not-found';
  if (name === 'InvalidSignatureException' || name === 'SignatureDoesNotMatch') {
    // Also the answer to a signature whose time is wrong. The SDK sets its clock by the answer, and says so here.
    if (isClockSkewCorrected) return 'clock-skewed';
    return /should be scoped to/i.test(message) ? 'wrong-scope' : 'credentials-refused';
  }
  const kind = errorNames.find(([, names]) => names.includes(name))?.[0];
  if (kind === undefined && httpStatus === 429) return 'throttled';
  const isServerFault = kind === 'server-fault' || (kind === undefined && httpStatus >= 500);
  // AWS never answers 501 (RFC 9110, "Not Implemented"); emulators do for what they don't play.
  if (isServerFault) return httpStatus === 501 ? 'not-implemented' : 'server-fault';
  return kind ?? 'unexpected';
}

/** Node's codes, which stand both for a connection that never came about and for one that broke. */
const connectionCodes =
  /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT|ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/;
/** A request that Node can't build: a header, URL, path, port or proxy that is not allowed. */
const wrongSettings = /^ERR_(INVALID_|UNESCAPED_CHARACTERS|SOCKET_BAD_PORT|HTTP_INVALID_|PROXY_INVALID_CONFIG)/;
/** A connection that could not be trusted, or spoke no TLS. */
const certificateTrouble = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^ERR_(TLS|SSL)|^EPROTO$/;

/** What an error from outside the API means, by Node's error codes. */
export function kindOfTransportError({ name, code = '', httpStatus }: Thrown, isSent: boolean): FailureKind {
  if (connectionCodes.test(code)) return isSent ? 'connection-lost' : 'unreachable';
  if (code === 'ERR_PROXY_TUNNEL') return 'proxy-failed';
  if (wrongSettings.test(code)) return 'misconfigured';
  // Nothing is sent over a connection that isn't trusted.
  if (certificateTrouble.test(code)) return 'untrusted';
  // The SDK's own handler, if there is no connection in time.
  if (name === 'TimeoutError') return isSent ? 'connection-lost' : 'unreachable';
  if (httpStatus === 429) return 'throttled';
  if (httpStatus === 501) return 'not-implemented';
  const isAnswer = name === 'SyntaxError' || name === 'UnreadableAnswer' || httpStatus !== undefined;
  return isAnswer || code.startsWith('HPE_') ? 'unreadable' : 'unexpected';
}
