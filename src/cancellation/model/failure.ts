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

/** What a kind of failure means for the work. The reports have its words. */
interface FailureFacts {
  /** Whether it may pass by itself, so the same call can succeed a little later. */
  readonly isTransient: boolean;
  /** Whether AWS itself gave the answer. */
  readonly isFromAws: boolean;
  /** Whom it meets: every target of the step, every target if the endpoint is dead, or this target alone. */
  readonly scope: 'step' | 'endpoint' | 'target';
}

const refused: FailureFacts = { isTransient: false, isFromAws: true, scope: 'target' };
const unsendable: FailureFacts = { isTransient: false, isFromAws: false, scope: 'step' };
const broken: FailureFacts = { isTransient: true, isFromAws: false, scope: 'endpoint' };
const ownDecision: FailureFacts = { isTransient: false, isFromAws: false, scope: 'target' };

/** One row a kind. */
export const failureFacts: Readonly<Record<FailureKind, FailureFacts>> = {
  conflict: refused,
  validation: refused,
  'not-found': refused,
  'access-denied': refused,
  'not-subscribed': { ...refused, scope: 'step' },
  'wrong-scope': { ...refused, scope: 'step' },
  'not-implemented': { ...refused, scope: 'step' },
  throttled: { isTransient: true, isFromAws: false, scope: 'target' },
  'server-fault': { isTransient: true, isFromAws: true, scope: 'target' },
  'credentials-missing': unsendable,
  'credentials-failed': unsendable,
  'credentials-unavailable': broken,
  'credentials-renewed': { isTransient: true, isFromAws: true, scope: 'target' },
  'credentials-refused': { isTransient: false, isFromAws: true, scope: 'step' },
  'region-missing': unsendable,
  misconfigured: unsendable,
  unreachable: broken,
  untrusted: broken,
  'proxy-failed': broken,
  'connection-lost': broken,
  unreadable: broken,
  'clock-skewed': { isTransient: true, isFromAws: true, scope: 'target' },
  interrupted: ownDecision,
  'out-of-time': ownDecision,
  unidentified: ownDecision,
  unexpected: ownDecision,
};

/** Whether a failure may pass by itself, so the same call can succeed a little later. */
export function isTransient(kind: FailureKind): boolean {
  return failureFacts[kind].isTransient;
}

/** Makes a failure of this action's own, for a call that was not made or whose answer does not do. */
export function ownFailure(kind: 'out-of-time' | 'unidentified' | 'interrupted', call: Call): Failure {
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
