import type { Failure } from '../cancellation/model/failure.ts';

/**
 * Whether a failure shows that AWS has ended Proton, as it did on 2026-10-07: its endpoint has no name or takes no
 * connection, or an answer says so. The trouble of a proxy, or of a certificate, is not Proton's.
 */
export function showsEndOfProton(failure: Failure, isProxied: boolean): boolean {
  const { kind, message, isAwsEndpoint } = failure;
  switch (kind) {
    case 'unreachable':
      return isAwsEndpoint === true && !isProxied;
    case 'access-denied':
    case 'validation':
    case 'not-subscribed':
    case 'not-implemented':
    case 'not-found':
    case 'credentials-refused':
    case 'unexpected':
      return isDiscontinuation(message);
    case 'conflict':
    case 'wrong-scope':
    case 'throttled':
    case 'server-fault':
    case 'credentials-missing':
    case 'credentials-failed':
    case 'credentials-unavailable':
    case 'credentials-renewed':
    case 'region-missing':
    case 'misconfigured':
    case 'untrusted':
    case 'proxy-failed':
    case 'connection-lost':
    case 'unreadable':
    case 'clock-skewed':
    case 'interrupted':
    case 'out-of-time':
    case 'unidentified':
      return false;
  }
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
