import { defaultFailOn, isOutcome, type Outcome, outcomes } from './cancellation/model/outcome.ts';
import type { Plan } from './cancellation/model/plan.ts';

/** The names of the action's inputs, as in `action.yml`. */
export const inputNames = [
  'service-name',
  'aws-region',
  'wait-for-minutes',
  'max-poll-interval-seconds',
  'deployment-id',
  'fail-on',
  'dry-run',
  'include-spec',
  'comment-on-pull-request',
  'github-token',
] as const;

/** One of the action's inputs. */
export type InputName = (typeof inputNames)[number];

/** What an input left blank means. The same words stand in `action.yml`, and a test holds the two together. */
export const inputDefaults = {
  'wait-for-minutes': '30',
  'max-poll-interval-seconds': '10',
  'fail-on': defaultFailOn.join(', '),
  'dry-run': 'false',
  'include-spec': 'false',
  'comment-on-pull-request': 'false',
} as const satisfies Partial<Record<InputName, string>>;

/** The inputs, read and found valid. */
export interface Inputs {
  readonly plan: Plan;
  /** Undefined where the environment or the shared config is to say it. */
  readonly region: string | undefined;
  readonly failOn: ReadonlySet<Outcome>;
  readonly includeSpec: boolean;
  readonly commentOnPullRequest: boolean;
  readonly githubToken: string;
}

/** What is wrong with one input. `value` is undefined where it must not be shown. */
export interface InputProblem {
  readonly input: InputName;
  readonly value: string | undefined;
  readonly rule: string;
}

/** The inputs, or every problem that they have. */
export type LoadedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Gives the text of an input, without blanks around it, and empty where the workflow gives none. */
export type InputSource = (name: InputName) => string;

type Report = (input: InputName, value: string | undefined, rule: string) => void;

/** Reads and checks all inputs. Never throws: every problem is collected, so that one run of a workflow shows them all. */
export function loadInputs(source: InputSource): LoadedInputs {
  const problems: InputProblem[] = [];
  const report: Report = (input, value, rule) => problems.push({ input, value, rule });
  const serviceNames = readServiceNames(source, report);
  const githubToken = source('github-token');
  const commentOnPullRequest = readBoolean('comment-on-pull-request', source, report);
  if (commentOnPullRequest && githubToken === '') {
    report(
      'github-token',
      undefined,
      'is needed for comment-on-pull-request: leave it at its default, the token of the job',
    );
  }
  const inputs: Inputs = {
    plan: {
      serviceNames,
      waitMilliseconds: readNumber('wait-for-minutes', { from: 0, to: 360 }, source, report) * 60_000,
      maxPollIntervalMilliseconds:
        readNumber('max-poll-interval-seconds', { from: 1, to: 300 }, source, report) * 1_000,
      deploymentId: readDeploymentId(source, serviceNames, report),
      dryRun: readBoolean('dry-run', source, report),
    },
    region: readRegion(source, report),
    failOn: readFailOn(source, report),
    includeSpec: readBoolean('include-spec', source, report),
    commentOnPullRequest,
    githubToken,
  };
  return problems.length === 0 ? { ok: true, inputs } : { ok: false, problems };
}

/** The parts of a list that is separated by newlines or commas, without blanks around them and without empty ones. */
function splitList(text: string): string[] {
  return text
    .split(/[\r\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readServiceNames(source: InputSource, report: Report): readonly string[] {
  const text = source('service-name');
  const names = new Set(splitList(text));
  if (names.size === 0) report('service-name', text, 'is required: the name of a Proton service, or several');
  for (const name of names) {
    // Constraints of `serviceName` on the API page.
    if (name.length > 100 || !/^[0-9A-Za-z]+[0-9A-Za-z_-]*$/.test(name)) {
      report(
        'service-name',
        name,
        'must have 1 to 100 characters, letters (A to Z), digits, hyphens and underscores only, and begin with a letter or digit',
      );
    }
  }
  return [...names];
}

function readRegion(source: InputSource, report: Report): string | undefined {
  const region = source('aws-region');
  if (region === '') return undefined;
  // The region becomes part of a host name: a label of one, by RFC 1123.
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) {
    report('aws-region', region, 'must be the code of a region, such as eu-west-1');
  }
  return region;
}

function readNumber(
  name: 'wait-for-minutes' | 'max-poll-interval-seconds',
  { from, to }: { readonly from: number; readonly to: number },
  source: InputSource,
  report: Report,
): number {
  const text = source(name) || inputDefaults[name];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= from && value <= to)) report(name, text, `must be a number from ${from} to ${to}, such as 1 or 2.5`);
  return value;
}

function readDeploymentId(source: InputSource, serviceNames: readonly string[], report: Report): string | undefined {
  const id = source('deployment-id');
  if (id === '') return undefined;
  // DeploymentId in the API's model.
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)) {
    report('deployment-id', id, 'must be a deployment id as Proton gives it: a UUID in lower case');
  }
  if (serviceNames.length > 1) report('deployment-id', id, 'goes with a single service-name only');
  return id;
}

function readFailOn(source: InputSource, report: Report): ReadonlySet<Outcome> {
  const words = splitList(source('fail-on') || inputDefaults['fail-on']);
  const failOn = new Set<Outcome>();
  for (const word of words) {
    if (isOutcome(word)) failOn.add(word);
    else if (word !== 'none') report('fail-on', word, `must be none, or outcomes out of: ${outcomes.join(', ')}`);
  }
  if (words.includes('none') && words.length > 1) report('fail-on', words.join(', '), 'has none beside other words');
  return failOn;
}

/** Booleans follow the YAML 1.2 core schema. */
function readBoolean(
  name: 'dry-run' | 'include-spec' | 'comment-on-pull-request',
  source: InputSource,
  report: Report,
): boolean {
  const text = source(name) || inputDefaults[name];
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (!/^(false|False|FALSE)$/.test(text)) report(name, text, 'must be true or false');
  return false;
}
