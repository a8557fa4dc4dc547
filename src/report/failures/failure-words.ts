import type { FailureKind } from '../../cancellation/model/failure.ts';
import type { Medium } from '../../text/escape.ts';
import { runAgain } from '../sentences/sentence.ts';
import type { TargetWords } from '../sentences/vocabulary.ts';
import { allowTheRole, connect, hostOf, type RemedyFacts, startEndpoint } from './remedies.ts';

/** What the reports say of a kind of failure. */
export interface FailureWords {
  /** The kind in a few words, for a cell of a table or where the error has no name of its own. */
  readonly title: string;
  /** What became of the call: follows the operation's name, says no more about the request than is known. */
  happened(errorName: string): string;
  /** What to do about it: one or more sentences for the author of the workflow. */
  remedy(facts: RemedyFacts): string;
}

const refused = (errorName: string): string => (errorName === '' ? 'failed' : `failed with ${errorName}`);
const unsent = happenedAs('could not be sent');

function happenedAs(words: string): (errorName: string) => string {
  return (errorName) => (errorName === '' ? words : `${words}: ${errorName}`);
}

const setUpCredentials = [
  'Give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step,',
  'with `role-to-assume` (an OIDC role) and `aws-region`;',
  'or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN.',
].join(' ');
function later({ facts }: RemedyFacts): string {
  return `${runAgain(facts)} in a few minutes. If it fails again, see https://health.aws.amazon.com/health/status.`;
}

/** What to check where there is no such target. */
export function checkTarget({ input }: TargetWords): string {
  return `Check \`${input}\`, \`aws-region\` and which account the credentials belong to.`;
}

/** One row for each kind of failure. */
export const failureWords: Readonly<Record<FailureKind, FailureWords>> = {
  conflict: { title: 'Conflict', happened: refused, remedy: ({ words }) => words.refusals.conflict },
  validation: { title: 'Invalid request', happened: refused, remedy: ({ words }) => words.refusals.validation },
  'not-found': { title: 'Not found', happened: refused, remedy: ({ words }) => checkTarget(words) },
  'access-denied': { title: 'Access denied', happened: refused, remedy: allowTheRole },
  'not-subscribed': {
    title: 'Account not enabled',
    happened: refused,
    remedy: ({ words, failure, facts, medium }) =>
      `The problem is the account, not the role: its sign-up isn't complete, or ${words.api} or the region${inRegion(failure.region ?? facts.region, medium)} isn't enabled for it. See "Account" in the AWS console.`,
  },
  'wrong-scope': {
    title: 'Wrong region',
    happened: refused,
    remedy: (remedyFacts) =>
      `The request was signed for a different region or service than that of ${hostOf(remedyFacts)}. Check \`aws-region\`, AWS_REGION and AWS_ENDPOINT_URL.`,
  },
  'not-implemented': {
    title: 'Not implemented',
    happened: refused,
    remedy: (remedyFacts) =>
      `${remedyFacts.words.operations[remedyFacts.failure.call]} isn't implemented at ${hostOf(remedyFacts)}. Check AWS_ENDPOINT_URL; to rehearse, use this action's own emulator.`,
  },
  throttled: {
    title: 'Throttled',
    happened: refused,
    remedy: ({ words, facts }) =>
      `${words.api} is throttling this account. ${runAgain(facts)} with fewer targets or fewer jobs at a time.`,
  },
  'server-fault': { title: 'Fault in AWS', happened: refused, remedy: later },
  'credentials-missing': {
    title: 'No credentials',
    happened: unsent,
    remedy: () => `No usable credentials were found. ${setUpCredentials}`,
  },
  'credentials-failed': {
    title: 'Credentials not loaded',
    happened: unsent,
    remedy: () =>
      'Fix the source of credentials named in the error, or run aws-actions/configure-aws-credentials right before this step and remove AWS_PROFILE.',
  },
  'credentials-unavailable': {
    title: 'Credentials not available',
    happened: unsent,
    remedy: ({ facts }) =>
      `The source of credentials named in the error was slow, busy or unreachable. ${runAgain(facts)} in a few minutes. If it wasn't meant to be used, run aws-actions/configure-aws-credentials before this step.`,
  },
  'credentials-renewed': {
    title: 'Credentials replaced',
    happened: refused,
    remedy: () =>
      'The credentials were replaced while the step ran. Run aws-actions/configure-aws-credentials right before this step.',
  },
  'credentials-refused': {
    title: 'Credentials refused',
    happened: refused,
    // Expired ones need a new session rather than another role.
    remedy: ({ failure: { name, message }, facts: { guard } }) =>
      /expired/i.test(`${name} ${message}`)
        ? `The credentials have expired. Run aws-actions/configure-aws-credentials right before this step, with a \`role-duration-seconds\` longer than ${guard === undefined ? 'the wait' : 'deployment and wait together'}.`
        : `AWS doesn't accept the credentials: they are invalid, revoked or meant for another endpoint, or the region isn't enabled for the account. ${setUpCredentials}`,
  },
  'region-missing': {
    title: 'No region',
    happened: unsent,
    remedy: () =>
      'No region is known. Set the input `aws-region`, or AWS_REGION, as aws-actions/configure-aws-credentials does.',
  },
  misconfigured: {
    title: 'Wrong configuration',
    happened: unsent,
    remedy: ({ facts: { endpoint }, medium }) =>
      `The request could not be built from the environment: check the region, AWS_ENDPOINT_URL and its variants, HTTPS_PROXY, HTTP_PROXY and AWS_DEFAULTS_MODE, and make sure that no credential ends with a line break.${endpoint === undefined ? '' : ` The endpoint is set to ${medium.prose(endpoint)}.`}`,
  },
  unreachable: { title: 'No connection', happened: unsent, remedy: connect },
  untrusted: {
    title: 'Certificate not trusted',
    happened: unsent,
    remedy: (facts) =>
      `The certificate of ${hostOf(facts)}, or of the proxy in front of it, isn't trusted. Set NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE to its CA file.`,
  },
  'proxy-failed': {
    title: 'Proxy failed',
    happened: unsent,
    remedy: (facts) =>
      `The proxy refused the connection or failed: check HTTPS_PROXY, HTTP_PROXY and NO_PROXY. The request was for ${hostOf(facts)}.`,
  },
  'connection-lost': {
    title: 'No answer',
    happened: happenedAs('got no answer'),
    remedy: (facts) =>
      facts.failure.isAwsEndpoint === false
        ? startEndpoint(facts)
        : `The connection to ${hostOf(facts)} was lost or timed out. Check the runner's network, and its proxy if it uses one.`,
  },
  unreadable: {
    title: 'Unreadable answer',
    happened: happenedAs('got an answer that is not from AWS'),
    remedy: (facts) =>
      `The answer may come from a proxy between the runner and ${hostOf(facts)}: check HTTPS_PROXY and NO_PROXY.`,
  },
  'clock-skewed': {
    title: 'Wrong clock',
    happened: refused,
    remedy: () => "The runner's clock is further off than AWS accepts in a signature. Sync it with NTP.",
  },
  interrupted: {
    title: 'Step stopped',
    happened: happenedAs('was abandoned when the step was stopped'),
    remedy: ({ facts }) => `${runAgain(facts)} to find out how it ended.`,
  },
  'out-of-time': {
    title: 'Out of time',
    happened: happenedAs('was not called: `wait-for-minutes` ran out before its turn'),
    remedy: () =>
      'The wait was too short for this many targets: set a longer `wait-for-minutes`, or use fewer targets.',
  },
  unidentified: {
    title: 'Deployment not named',
    happened: happenedAs('did not name the deployment'),
    remedy: () => 'To cancel the one that is in progress, leave out `deployment-id`.',
  },
  unexpected: {
    title: 'Unexpected error',
    happened: refused,
    remedy: (facts) => `This version of the action doesn't know this error. ${later(facts)}`,
  },
};

function inRegion(region: string | undefined, medium: Medium): string {
  return region === undefined ? '' : ` (${medium.name(region)})`;
}
