import { refusalsBy } from '../http/api-error.ts';

/** The error in which a service of AWS JSON words a refusal, with its HTTP status (API references, "Common Errors"). */
export const jsonRefusal = refusalsBy({
  'access-denied': ['AccessDeniedException', 400],
  'incomplete-signature': ['IncompleteSignature', 400],
  'no-signature': ['MissingAuthenticationTokenException', 403],
  overloaded: ['ServiceUnavailable', 503],
  throttled: ['ThrottlingException', 400],
  'too-large': ['RequestEntityTooLargeException', 413],
  'unknown-credentials': ['UnrecognizedClientException', 403],
  'wrong-address': ['UnknownOperationException', 404],
  'wrong-signature': ['InvalidSignatureException', 403],
});
