import { refusalsBy } from '../http/api-error.ts';

/** The error in which a service of the Query protocol words a refusal, with its HTTP status (API references, "Common Errors"). */
export const queryRefusal = refusalsBy({
  'access-denied': ['AccessDenied', 403],
  'incomplete-signature': ['IncompleteSignature', 400],
  'no-signature': ['MissingAuthenticationToken', 403],
  overloaded: ['ServiceUnavailable', 503],
  throttled: ['Throttling', 400],
  'too-large': ['RequestEntityTooLarge', 413],
  'unknown-credentials': ['InvalidClientTokenId', 403],
  'wrong-address': ['InvalidAction', 400],
  'wrong-signature': ['SignatureDoesNotMatch', 403],
});
