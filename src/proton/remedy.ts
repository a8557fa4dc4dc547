import type { FailureKind, Operation } from '../cancellation/ports.ts';
import { endOfSupport, isDiscontinuation, protonRegions } from './end-of-support.ts';

/** What a remedy depends on. */
export interface RemedyFacts {
  readonly kind: FailureKind;
  readonly operation: Operation;
  readonly serviceName: string;
  /** The error's name and text. */
  readonly name: string;
  readonly message: string;
  readonly region: string | undefined;
  /** The host that the request was meant for, where it came so far. */
  readonly host: string | undefined;
}

const credentials = [
  'Give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step,',
  'with role-to-assume (an OIDC role) and aws-region;',
  'or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN.',
].join(' ');

const proxyTrouble = 'The proxy refused or failed: check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.';

const retryLater = 'Run the step again; if it stays so, look at https://health.aws.amazon.com/health/status.';

/** Whether one of Node's error codes says that a connection could not be trusted, or spoke no TLS. */
export function isCertificateTrouble(code: string): boolean {
  return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^ERR_(TLS|SSL)|^EPROTO$/.test(code);
}

/** What to do about a failure: one or more sentences for the author of the workflow. */
export function remedyFor(facts: RemedyFacts): string {
  if (isDiscontinuation(facts.message) && mayBeDiscontinuation(facts.kind)) return endOfSupport;
  switch (facts.kind) {
    case 'credentials-missing':
      return `No usable credentials were found. ${credentials}`;
    case 'credentials-refused':
      return isExpired(facts)
        ? `The credentials have expired. Let aws-actions/configure-aws-credentials run right before this step, with a role-duration-seconds longer than the wait. ${credentials}`
        : `AWS does not accept the credentials: they are invalid, were revoked, or belong to another endpoint. ${credentials}`;
    case 'region-missing':
      return 'No region is known. Set the input aws-region, or AWS_REGION, for example by aws-actions/configure-aws-credentials.';
    case 'access-denied':
      return accessDenied(facts);
    case 'unreachable':
      return `${unreachable(facts)} ${endOfSupport}`;
    case 'connection-lost':
      return `The connection to ${hostOf(facts)} broke or stayed silent. Check the network and the proxy between the runner and it. ${endOfSupport}`;
    case 'unreadable':
      return `The answer did not come from Proton, but perhaps from a proxy between the runner and ${hostOf(facts)}: check HTTPS_PROXY and NO_PROXY. ${endOfSupport}`;
    case 'throttled':
      return 'Too many calls reach Proton from this account. Run the step again, with fewer services or fewer jobs at a time.';
    case 'conflict':
      return "Another operation on the service stands in the way, or this deployment can't be cancelled: only one that UpdateServicePipeline began can, not the first one of CreateService. Wait for it to end, then run the step again if need be.";
    case 'validation':
      return 'Check that service-name is the name of the service, not its ARN, and that its pipeline is managed by Proton.';
    case 'not-found':
      return 'Check service-name, aws-region and the account of the credentials.';
    case 'server-fault':
      return retryLater;
    case 'clock-skewed':
      return "The runner's clock is wrong by more than AWS accepts in a signature. Set it by NTP.";
    case 'interrupted':
      return 'Run the step again to learn how the deployment ended.';
    case 'unexpected':
      return unexpected(facts);
  }
}

/** The IAM resource of a call, as the error names it, or else by the service authorization reference. */
function resourceOf({ operation, region, serviceName, message }: RemedyFacts): string {
  const named = /on resource: (arn:\S+)/.exec(message)?.[1];
  const resource = operation === 'GetDeployment' ? 'deployment/*' : `service/${serviceName}`;
  return named ?? `arn:aws:proton:${region ?? 'REGION'}:ACCOUNT:${resource}`;
}

function accessDenied(facts: RemedyFacts): string {
  const remedy = `Allow the role proton:${facts.operation} on ${resourceOf(facts)}, in its policy and in whatever bounds it (permissions boundary, session policy, organization).`;
  return facts.operation === 'GetService'
    ? `${remedy} The action reads the service with it to learn how the deployment ended.`
    : remedy;
}

function unreachable(facts: RemedyFacts): string {
  if (isCertificateTrouble(facts.name)) {
    return 'The certificate of the endpoint or proxy is not trusted: give its certificate authority in NODE_EXTRA_CA_CERTS.';
  }
  if (/PROXY/i.test(facts.name)) return `${proxyTrouble} The request was meant for ${hostOf(facts)}.`;
  const isElsewhere = facts.region !== undefined && !protonRegions.includes(facts.region);
  const hint =
    isElsewhere && facts.host?.endsWith('.amazonaws.com') === true
      ? `Proton was never offered in ${String(facts.region)}: check aws-region.`
      : 'Check the network of the runner, and HTTPS_PROXY and NO_PROXY if it uses a proxy.';
  return `There is no connection to ${hostOf(facts)}. ${hint}`;
}

function unexpected({ name, operation }: RemedyFacts): string {
  if (/PROXY/i.test(name)) return proxyTrouble;
  return `${operation} failed in a way that this action does not know. ${retryLater}`;
}

function hostOf({ host }: RemedyFacts): string {
  return host ?? 'the endpoint';
}

function isExpired({ name, message }: RemedyFacts): boolean {
  return /expired/i.test(`${name} ${message}`);
}

function mayBeDiscontinuation(kind: FailureKind): boolean {
  return kind === 'access-denied' || kind === 'validation' || kind === 'unexpected' || kind === 'credentials-refused';
}
