import type { FailureKind } from '../cancellation/model/failure.ts';
import type { Thrown } from './thrown.ts';

/**
 * What an error of the API means, by its name: those on Proton's and CloudFormation's API pages, and those that any AWS
 * service may answer (Common Errors). CloudFormation's have no "Exception" at their end.
 */
export function kindOfServiceError({ name, message, httpStatus = 0, isClockSkewCorrected }: Thrown): FailureKind {
  switch (name) {
    case 'ConflictException':
    case 'TokenAlreadyExistsException':
      return 'conflict';
    case 'ValidationException':
      return 'validation';
    case 'ValidationError':
      // CloudFormation has no code for an unknown stack: this is the one message text that is read.
      return /does not exist/i.test(message) ? 'not-found' : 'validation';
    case 'ResourceNotFoundException':
      return 'not-found';
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'ForbiddenException':
    case 'NotAuthorized':
    case 'UnauthorizedOperation':
      return 'access-denied';
    case 'OptInRequired':
    case 'SubscriptionRequiredException':
      return 'not-subscribed';
    case 'InvalidAction':
    case 'NotImplemented':
    case 'UnknownOperationException':
    case 'UnsupportedOperation':
      return 'not-implemented';
    case 'Throttling':
    case 'ThrottlingException':
    case 'ThrottledException':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
    case 'RequestThrottled':
    case 'RequestThrottledException':
      return 'throttled';
    case 'InternalServerException':
    case 'InternalFailure':
    case 'InternalError':
    case 'ServiceUnavailable':
    case 'ServiceUnavailableException':
      return kindOfServerStatus(httpStatus);
    case 'RequestExpired':
    case 'RequestInTheFuture':
    case 'RequestTimeTooSkewed':
      return 'clock-skewed';
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
      // Also the answer to a signature whose time is wrong. The SDK sets its clock by the answer, and says so here.
      if (isClockSkewCorrected) return 'clock-skewed';
      return /should be scoped to/i.test(message) ? 'wrong-scope' : 'credentials-refused';
    case 'AuthFailure':
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'UnrecognizedClientException':
    case 'InvalidAccessKeyId':
    case 'InvalidClientTokenId':
    case 'IncompleteSignature':
    case 'IncompleteSignatureException':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return 'credentials-refused';
    default:
      if (httpStatus === 429) return 'throttled';
      return httpStatus >= 500 ? kindOfServerStatus(httpStatus) : 'unexpected';
  }
}

/** AWS never answers 501 (RFC 9110, "Not Implemented"); emulators do for what they don't play. */
function kindOfServerStatus(httpStatus: number): FailureKind {
  return httpStatus === 501 ? 'not-implemented' : 'server-fault';
}

/** What an error from outside the API means, by Node's error codes. */
export function kindOfTransportError({ name, code, httpStatus }: Thrown, isSent: boolean): FailureKind {
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
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      // The same codes stand for a connection that never came about and for one that broke.
      return isSent ? 'connection-lost' : 'unreachable';
    case 'ERR_PROXY_TUNNEL':
      return 'proxy-failed';
    default:
  }
  if (code !== undefined && isWrongSetting(code)) return 'misconfigured';
  // Nothing is sent over a connection that isn't trusted.
  if (code !== undefined && isCertificateTrouble(code)) return 'untrusted';
  // The SDK's own handler, if there is no connection in time.
  if (name === 'TimeoutError') return isSent ? 'connection-lost' : 'unreachable';
  if (httpStatus === 429) return 'throttled';
  if (httpStatus === 501) return 'not-implemented';
  const isNoAnswerOfTheApi =
    name === 'SyntaxError' || name === 'UnreadableAnswer' || httpStatus !== undefined || code?.startsWith('HPE_');
  if (isNoAnswerOfTheApi === true) return 'unreadable';
  return 'unexpected';
}

/** Whether one of Node's error codes says that a connection could not be trusted, or spoke no TLS. */
function isCertificateTrouble(code: string): boolean {
  return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^ERR_(TLS|SSL)|^EPROTO$/.test(code);
}

/** Node's codes for a request that it can't build: a header, URL, path, port or proxy that is not allowed. */
function isWrongSetting(code: string): boolean {
  return /^ERR_(INVALID_|UNESCAPED_CHARACTERS|SOCKET_BAD_PORT|HTTP_INVALID_|PROXY_INVALID_CONFIG)/.test(code);
}
