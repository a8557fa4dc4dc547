import type { Failure } from '../../cancellation/model/failure.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { protonEnded, wayOnAfterProton } from './end-of-support.ts';
import type { TargetWords } from './vocabulary.ts';

/** What a remedy depends on. */
export interface RemedyFacts {
  readonly failure: Failure;
  readonly facts: ReportFacts;
  readonly medium: Medium;
  readonly words: TargetWords;
  /** Undefined where several targets share the failure. */
  readonly targetName: string | undefined;
}

/** The first words of an advice. Re-running a job repeats all its steps, a deploying one too. */
export const reRun = 'Re-run this job, unless it also deploys,';

const credentials = [
  'Give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step,',
  'with `role-to-assume` (an OIDC role) and `aws-region`;',
  'or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN.',
].join(' ');

const ifItPersists = 'If it fails again, see https://health.aws.amazon.com/health/status.';

/** AWS has ended Proton: what happened comes first, then the way on. */
export function endOfProton({ targetName }: RemedyFacts): string {
  return `${protonEnded}. ${wayOnAfterProton(targetName)}`;
}

/** Nothing on the machine gave credentials. */
export function credentialsMissing(): string {
  return `No usable credentials were found. ${credentials}`;
}

/** AWS does not take the credentials; expired ones need a new session rather than another role. */
export function credentialsRefused({ failure }: RemedyFacts): string {
  return /expired/i.test(`${failure.name} ${failure.message}`)
    ? 'The credentials have expired. Run aws-actions/configure-aws-credentials right before this step, with a `role-duration-seconds` longer than the wait.'
    : `AWS does not accept the credentials: they are invalid, were revoked, or belong to another endpoint. ${credentials}`;
}

/** Neither input nor environment nor shared config names a region. */
export function regionMissing(): string {
  return 'No region is known. Set the input `aws-region`, or AWS_REGION, as aws-actions/configure-aws-credentials does.';
}

/** The IAM action and the resource that the role lacks, and where a denial may come from. */
export function accessDenied({ failure, facts, medium, words, targetName }: RemedyFacts): string {
  const parts = { region: failure.region ?? facts.region, account: undefined, name: targetName };
  const resource = failure.deniedResource ?? words.resource(failure.call, parts);
  const purpose = failure.call === 'cancel' ? '' : ` This step needs it to learn how the ${words.short} ended.`;
  return `Allow the role ${medium.prose(words.actions[failure.call])} on ${medium.prose(resource)}, in its policy and in whatever limits it (permissions boundary, session policy, organization).${purpose}`;
}

/** AWS takes fewer calls than this account makes. */
export function throttled({ words }: RemedyFacts): string {
  return `Too many calls reach ${words.api} from this account. ${reRun} with fewer targets or fewer jobs at a time.`;
}

/** AWS knows no such target: a slip in the name, the region or the account. */
export function notFound({ words }: RemedyFacts): string {
  return `Check \`${words.input}\`, \`aws-region\` and the account of the credentials.`;
}

/** A fault of AWS itself. */
export function awsTrouble(): string {
  return `${reRun} in a few minutes. ${ifItPersists}`;
}

/** The SDK or Node could not build a request from the environment. */
export function misconfigured({ facts, medium }: RemedyFacts): string {
  const endpoint = facts.endpoint === undefined ? '' : ` The endpoint is set to ${medium.prose(facts.endpoint)}.`;
  return `The request could not be built from the environment: check the region, AWS_ENDPOINT_URL and its variants, HTTPS_PROXY and HTTP_PROXY, and AWS_DEFAULTS_MODE, and that no credential ends with a line break.${endpoint}`;
}

/** No connection: a certificate, a proxy, a custom endpoint or the network. */
export function unreachable(remedyFacts: RemedyFacts): string {
  const { failure, words } = remedyFacts;
  const host = hostOf(remedyFacts);
  // Node's codes for a connection that can't be trusted, or that speaks no TLS.
  if (/CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^ERR_(TLS|SSL)|^EPROTO$/.test(failure.name)) {
    return `The certificate of ${host}, or of a proxy before it, is not trusted: give its certificate authority in NODE_EXTRA_CA_CERTS.`;
  }
  if (/PROXY/i.test(failure.name)) return `${proxyTrouble} The request was meant for ${host}.`;
  if (failure.isAwsEndpoint === false) return customEndpoint(remedyFacts);
  return `There is no connection to ${host}. Check that ${words.api} is offered in the region, the network of the runner, and HTTPS_PROXY and NO_PROXY if it uses a proxy.`;
}

/** A request left, and no answer came. */
export function connectionLost(remedyFacts: RemedyFacts): string {
  if (remedyFacts.failure.isAwsEndpoint === false) return customEndpoint(remedyFacts);
  return `The connection to ${hostOf(remedyFacts)} broke or stayed silent. Check the network of the runner, and the proxy if it uses one.`;
}

/** What answered was not AWS. */
export function unreadable(remedyFacts: RemedyFacts): string {
  return `The answer may come from a proxy between the runner and ${hostOf(remedyFacts)}: check HTTPS_PROXY and NO_PROXY.`;
}

/** AWS refuses signatures of a clock that is wrong by minutes. */
export function clockSkewed(): string {
  return "The runner's clock is wrong by more than AWS accepts in a signature. Synchronise it with NTP.";
}

/** The wait was over before the turn of this target. */
export function outOfTime(): string {
  return 'The wait was too short for this many targets: give a longer `wait-for-minutes`, or fewer targets.';
}

/** AWS names no deployment, so that `deployment-id` can not be checked. */
export function unidentified(): string {
  return 'To cancel whatever is in progress, leave out `deployment-id`.';
}

/** An error that this version does not know. */
export function unexpected({ failure }: RemedyFacts): string {
  return /PROXY/i.test(failure.name)
    ? proxyTrouble
    : `This version of the action does not know the error. ${reRun} in a few minutes. ${ifItPersists}`;
}

const proxyTrouble = 'The proxy refused or failed: check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.';

/** An endpoint that the workflow itself has set: naming it helps, advice to set one does not. */
function customEndpoint(remedyFacts: RemedyFacts): string {
  const { facts, medium } = remedyFacts;
  const address = facts.endpoint === undefined ? hostOf(remedyFacts) : medium.prose(facts.endpoint);
  return `The endpoint ${address}, set by the workflow or its environment, does not answer. Is the emulator running?`;
}

function hostOf({ failure, medium }: RemedyFacts): string {
  return failure.host === undefined ? 'the endpoint' : medium.prose(failure.host);
}
