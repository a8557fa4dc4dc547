/** The three things that the core asks of an AWS API. The words for people name the operation behind each. */
export type Call = 'cancel' | 'read-state' | 'read-end';

/**
 * What a failed call means for the one who made it:
 *
 * - `conflict`, `validation`, `not-found`, `access-denied`, `throttled`, `server-fault`: as the API's error says;
 * - `not-subscribed`: AWS refuses the account, not the caller: it is not signed up, or not for this region;
 * - `wrong-scope`: the signature is for another region or service than those of the endpoint;
 * - `not-implemented`: the endpoint does not have the operation, as an emulator may not;
 * - `credentials-missing`, `credentials-refused`, `region-missing`: nothing can be sent, or AWS won't accept it;
 * - `credentials-failed`, `credentials-unavailable`: the source that is to give credentials (a profile, a role, a metadata service)
 *   failed, for good or for the moment;
 * - `credentials-renewed`: AWS refused credentials in whose place their source gives others now;
 * - `misconfigured`: the SDK or Node could not build the request (an endpoint that is no URL, a header that is not allowed);
 * - `unreachable`: no connection, so that nothing has been sent;
 * - `untrusted`: likewise, since the certificate is not trusted, or the other side speaks no TLS;
 * - `proxy-failed`: likewise, since the proxy refused or failed;
 * - `connection-lost`: sent, and no answer came: AWS may have carried the request out;
 * - `unreadable`: an answer came that is not the API's (a proxy's page, a cut-off body): likewise;
 * - `clock-skewed`: refused for the signature's time; the SDK has corrected its clock since;
 * - `interrupted`: given up because the step was stopped;
 * - `out-of-time`: never made, because the time for it had run out;
 * - `unidentified`: AWS does not name the deployment in progress, so that a guard can't be checked;
 * - `not-cancellable`: what is in progress can't be cancelled (a creation, an import, a nested stack);
 * - `unexpected`: anything else, an error name that this version does not know among them.
 */
export type FailureKind =
  | 'conflict'
  | 'validation'
  | 'not-found'
  | 'access-denied'
  | 'not-subscribed'
  | 'wrong-scope'
  | 'not-implemented'
  | 'throttled'
  | 'server-fault'
  | 'credentials-missing'
  | 'credentials-failed'
  | 'credentials-unavailable'
  | 'credentials-refused'
  | 'credentials-renewed'
  | 'region-missing'
  | 'misconfigured'
  | 'unreachable'
  | 'untrusted'
  | 'proxy-failed'
  | 'connection-lost'
  | 'unreadable'
  | 'clock-skewed'
  | 'interrupted'
  | 'out-of-time'
  | 'unidentified'
  | 'not-cancellable'
  | 'unexpected';

/** A call that did not get what it asked for. Facts only: the reports have the words. */
export interface Failure {
  readonly kind: FailureKind;
  readonly call: Call;
  /** The error's name as AWS, the SDK or Node gave it, such as `AccessDeniedException`. Outside text; empty for our own kinds. */
  readonly name: string;
  /** What happened, in the words of AWS, the SDK or Node. Outside text; empty for our own kinds. */
  readonly message: string;
  /** The AWS request id, where an answer carried one. Outside text. */
  readonly requestId: string | undefined;
  /** The region that the request was meant for, where it is known. */
  readonly region: string | undefined;
  /** The host that the request was meant for, with its port if it is not the default; undefined if it did not come so far. */
  readonly host: string | undefined;
  /** Whether that is an endpoint of AWS; undefined if it is not known. */
  readonly isAwsEndpoint: boolean | undefined;
  /** Whether the answer reads as if AWS had ended the service, or its endpoint is gone (no name, no connection). */
  readonly isEndOfService: boolean;
  /** The ARN that the refused caller lacks a permission on, as the error names it. */
  readonly deniedResource: string | undefined;
}

/** Whether a failure may pass by itself, so that the same call can succeed a little later. */
export function isTransient(kind: FailureKind): boolean {
  switch (kind) {
    case 'throttled':
    case 'server-fault':
    case 'credentials-unavailable':
    case 'credentials-renewed':
    case 'unreachable':
    case 'untrusted':
    case 'proxy-failed':
    case 'connection-lost':
    case 'unreadable':
    case 'clock-skewed':
      return true;
    case 'conflict':
    case 'validation':
    case 'not-found':
    case 'access-denied':
    case 'not-subscribed':
    case 'wrong-scope':
    case 'not-implemented':
    case 'credentials-missing':
    case 'credentials-failed':
    case 'credentials-refused':
    case 'region-missing':
    case 'misconfigured':
    case 'interrupted':
    case 'out-of-time':
    case 'unidentified':
    case 'not-cancellable':
    case 'unexpected':
      return false;
  }
}

/** Makes a failure of this action's own, for a call that was not made or whose answer does not do. */
export function ownFailure(
  kind: 'out-of-time' | 'unidentified' | 'not-cancellable' | 'interrupted',
  call: Call,
): Failure {
  return {
    kind,
    call,
    name: '',
    message: '',
    requestId: undefined,
    region: undefined,
    host: undefined,
    isAwsEndpoint: undefined,
    isEndOfService: false,
    deniedResource: undefined,
  };
}
