import { ApiError, type RefusalKind } from '../http/api-error.ts';

/** The codes of the services that speak the Query protocol, with their HTTP status (API references, "Common Errors"). */
const refusals: Readonly<Record<RefusalKind, readonly [code: string, status: number]>> = {
  'access-denied': ['AccessDenied', 403],
  'incomplete-signature': ['IncompleteSignature', 400],
  'no-signature': ['MissingAuthenticationToken', 403],
  overloaded: ['ServiceUnavailable', 503],
  throttled: ['Throttling', 400],
  'too-large': ['RequestEntityTooLarge', 413],
  'unknown-credentials': ['InvalidClientTokenId', 403],
  'wrong-address': ['InvalidAction', 400],
  'wrong-signature': ['SignatureDoesNotMatch', 403],
};

/** The error in which a service of the Query protocol words a refusal. */
export function queryRefusal(kind: RefusalKind, message: string): ApiError {
  const [code, status] = refusals[kind];
  return new ApiError(code, message, status);
}
