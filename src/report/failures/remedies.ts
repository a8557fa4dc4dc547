import type { Failure, FailureKind } from '../../cancellation/model/failure.ts';
import type { ReportFacts } from '../facts.ts';
import { after, runAgain, type SentenceContext } from '../sentences/sentence.ts';
import type { TargetWords } from '../sentences/vocabulary.ts';
import { accountIn } from '../sentences/where.ts';
import type { FailedTarget } from './failure-groups.ts';

interface RemedyFacts extends Pick<SentenceContext, 'facts' | 'medium' | 'words'> {
  readonly failure: Failure;
  /** The targets that share the failure. */
  readonly results: readonly FailedTarget[];
}

/** What to do about each kind of failure: one or more sentences for the author of the workflow. */
export const remedies: Readonly<Record<FailureKind, (facts: RemedyFacts) => string>> = {
  conflict: ({ words }) => words.refusals.conflict,
  validation: ({ words }) => words.refusals.validation,
  'not-found': ({ words }) => checkTarget(words),
  'access-denied': allowTheRole,
  'not-subscribed': ({ words, failure, facts, medium }) => {
    const region = after(failure.region ?? facts.region, (code) => `(${medium.name(code)})`);
    return `The problem is the account, not the role: its sign-up isn't complete, or ${words.api} or the region${region} isn't enabled for it. See "Account" in the AWS console.`;
  },
  'wrong-scope': (facts) =>
    `The request was signed for a different region or service than that of ${hostOf(facts)}. Check \`aws-region\`, AWS_REGION and AWS_ENDPOINT_URL.`,
  'not-implemented': (facts) =>
    `${facts.words.operations[facts.failure.call]} isn't implemented at ${hostOf(facts)}. Check AWS_ENDPOINT_URL; to rehearse, use this action's own emulator.`,
  throttled: ({ words, facts }) =>
    `${words.api} is throttling this account. ${runAgain(facts)} with fewer targets or fewer jobs at a time.`,
  'server-fault': later,
  'credentials-missing': () => `No usable credentials were found. ${setUpCredentials}`,
  'credentials-failed': () =>
    'Fix the source of credentials named in the error, or run aws-actions/configure-aws-credentials right before this step and remove AWS_PROFILE.',
  'credentials-unavailable': ({ facts }) =>
    `The source of credentials named in the error was slow, busy or unreachable. ${runAgain(facts)} in a few minutes. If it wasn't meant to be used, run aws-actions/configure-aws-credentials before this step.`,
  'credentials-renewed': () =>
    'The credentials were replaced while the step ran. Run aws-actions/configure-aws-credentials right before this step.',
  // Expired ones need a new session rather than another role.
  'credentials-refused': ({ failure: { name, message }, facts: { guard } }) =>
    /expired/i.test(`${name} ${message}`)
      ? `The credentials have expired. Run aws-actions/configure-aws-credentials right before this step, with a \`role-duration-seconds\` longer than ${guard === undefined ? 'the wait' : 'deployment and wait together'}.`
      : `AWS doesn't accept the credentials: they are invalid, revoked or meant for another endpoint, or the region isn't enabled for the account. ${setUpCredentials}`,
  'region-missing': () =>
    'No region is known. Set the input `aws-region`, or AWS_REGION, as aws-actions/configure-aws-credentials does.',
  misconfigured: ({ facts, medium }) =>
    `The request could not be built from the environment: check the region, AWS_ENDPOINT_URL and its variants, HTTPS_PROXY, HTTP_PROXY and AWS_DEFAULTS_MODE, and make sure that no credential ends with a line break.${after(facts.endpoint, (endpoint) => `The endpoint is set to ${medium.prose(endpoint)}.`)}`,
  unreachable: (facts) =>
    facts.failure.isAwsEndpoint === false
      ? startEndpoint(facts)
      : `There is no connection to ${hostOf(facts)}. Check that ${facts.words.api} is available in the region, the runner's network, and HTTPS_PROXY and NO_PROXY if it uses a proxy.`,
  untrusted: (facts) =>
    `The certificate of ${hostOf(facts)}, or of the proxy in front of it, isn't trusted. Set NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE to its CA file.`,
  'proxy-failed': (facts) =>
    `The proxy refused the connection or failed: check HTTPS_PROXY, HTTP_PROXY and NO_PROXY. The request was for ${hostOf(facts)}.`,
  'connection-lost': (facts) =>
    facts.failure.isAwsEndpoint === false
      ? startEndpoint(facts)
      : `The connection to ${hostOf(facts)} was lost or timed out. Check the runner's network, and its proxy if it uses one.`,
  unreadable: (facts) =>
    `The answer may come from a proxy between the runner and ${hostOf(facts)}: check HTTPS_PROXY and NO_PROXY.`,
  'clock-skewed': () => "The runner's clock is further off than AWS accepts in a signature. Sync it with NTP.",
  interrupted: ({ facts }) => `${runAgain(facts)} to find out how it ended.`,
  'out-of-time': () =>
    'The wait was too short for this many targets: set a longer `wait-for-minutes`, or use fewer targets.',
  unidentified: () => 'To cancel the one that is in progress, leave out `deployment-id`.',
  unexpected: (facts) => `This version of the action doesn't know this error. ${later(facts)}`,
};

const setUpCredentials =
  'Give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step, with `role-to-assume` (an OIDC role) and `aws-region`; or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN.';

function later({ facts }: RemedyFacts): string {
  return `${runAgain(facts)} in a few minutes. If it fails again, see https://health.aws.amazon.com/health/status.`;
}

/** What to check where there is no such target. */
export function checkTarget({ input }: TargetWords): string {
  return `Check \`${input}\`, \`aws-region\` and which account the credentials belong to.`;
}

/** The IAM action and the resource that the role lacks, and where a denial may come from. */
function allowTheRole(remedyFacts: RemedyFacts): string {
  const { failure, facts, medium, words } = remedyFacts;
  const action = `${words.iamPrefix}:${words.operations[failure.call]}`;
  return `Allow the role ${medium.prose(action)} on ${medium.prose(deniedResource(remedyFacts))}, in its policy and any permissions boundary, session policy or SCP.${purposeOf(failure, facts, words)}`;
}

/**
 * The resource that AWS's error names, or the target's own; of several targets, a pattern with a placeholder for the
 * names, and with the account of the error's ARN.
 */
function deniedResource({ failure, results, facts, words }: RemedyFacts): string {
  const region = failure.region ?? facts.region;
  const resources = new Set(
    results.map((result) => {
      const parts = { region, account: undefined, name: result.target.name };
      return result.failure?.deniedResource ?? words.resource(failure.call, parts);
    }),
  );
  const [only, another] = resources;
  if (only !== undefined && another === undefined) return only;
  return words.resource(failure.call, { region, account: accountIn(failure.deniedResource), name: undefined });
}

/** A space and the sentence on why a step that cancels has to read as well; nothing for the cancellation itself. */
function purposeOf({ call }: Failure, { dryRun, guard }: ReportFacts, { short }: TargetWords): string {
  switch (call) {
    case 'cancel':
      return '';
    case 'read-state': {
      const isLookOnly = dryRun || guard?.moment === 'before';
      return ` This step needs it to see what is in progress${isLookOnly ? '' : ' and how it ends'}.`;
    }
    case 'read-end':
      return ` This step needs it to find out how the ${short} ended.`;
  }
}

/** An endpoint that the workflow itself has set: it helps to name it, not to advise setting one. */
function startEndpoint(remedyFacts: RemedyFacts): string {
  const { facts, medium } = remedyFacts;
  const address = facts.endpoint === undefined ? hostOf(remedyFacts) : medium.prose(facts.endpoint);
  return `The endpoint ${address}, set by the workflow or its environment, doesn't answer. Is the emulator running?`;
}

/** The host of the failed call; in words where none is known. */
function hostOf({ failure, medium }: RemedyFacts): string {
  return failure.host === undefined ? 'the endpoint' : medium.prose(failure.host);
}
