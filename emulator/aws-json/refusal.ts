import { ApiError, type RefusalKind } from '../http/api-error.ts';

/** The errors of the services that speak AWS JSON, with their HTTP status (API references, "Common Errors"). */
const refusals: Readonly<Record<RefusalKind, readonly [name: string, status: number]>> = {
  'access-denied': ['AccessDeniedException', 400],
  'incomplete-signature': ['IncompleteSignature', 400],
  'no-signature': ['MissingAuthenticationTokenException', 403],
  overloaded: ['ServiceUnavailable', 503],
  throttled: ['ThrottlingException', 400],
  'too-large': ['RequestEntityTooLargeException', 413],
  'unknown-credentials': ['UnrecognizedClientException', 403],
  'wrong-address': ['UnknownOperationException', 404],
  'wrong-signature': ['InvalidSignatureException', 403],
};

/** The error in which a service of AWS JSON words a refusal. */
export function jsonRefusal(kind: RefusalKind, message: string): ApiError {
  const [name, status] = refusals[kind];
  return new ApiError(name, message, status);
}
