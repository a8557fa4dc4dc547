import type { Failure, FailureKind } from '../cancellation/model/failure.ts';

/** What AWS may answer for a service that it has ended. */
const refusals: ReadonlySet<FailureKind> = new Set([
  'access-denied',
  'validation',
  'not-subscribed',
  'not-implemented',
  'not-found',
  'credentials-refused',
  'unexpected',
]);

/**
 * Whether a failure shows that AWS has ended Proton, as it did on 2026-10-07: its endpoint has no name or takes no
 * connection, or an answer says so. The trouble of a proxy, or of a certificate, is not Proton's.
 */
export function showsEndOfProton({ kind, message, isAwsEndpoint }: Failure, isProxied: boolean): boolean {
  if (kind === 'unreachable') return isAwsEndpoint === true && !isProxied;
  return refusals.has(kind) && isDiscontinuation(message);
}

/**
 * Whether an error's text says that the service is no longer offered. AWS announced no text for Proton; these are the
 * words with which other retired services have answered.
 */
function isDiscontinuation(text: string): boolean {
  return /discontinu|existing customers|no longer (accepting|available|supported)|end of (support|life)|new customers/i.test(
    text,
  );
}
