import { defaultFailOn } from '../cancellation/model/outcome.ts';

/** The names of the action's inputs, as in `action.yml`. */
export const inputNames = [
  'service-name',
  'stack-name',
  'aws-region',
  'wait-for-minutes',
  'max-poll-interval-seconds',
  'deployment-id',
  'fail-on',
  'dry-run',
  'include-spec',
  'job-summary',
  'comment-on-pull-request',
  'github-token',
] as const;

/** The names of the guard's inputs, as in `guard/action.yml`. */
export const guardInputNames = [
  'service-name',
  'stack-name',
  'aws-region',
  'wait-first-minutes',
  'wait-for-minutes',
  'max-poll-interval-seconds',
  'fail-on',
  'dry-run',
  'job-summary',
  'comment-on-pull-request',
  'github-token',
  'job-status',
] as const;

/** An input of the action or of the guard. */
export type InputName = (typeof inputNames | typeof guardInputNames)[number];

/** What an empty input means. Both `action.yml` have the same words; a test compares them. */
export const inputDefaults = {
  'wait-first-minutes': '0',
  'wait-for-minutes': '30',
  'max-poll-interval-seconds': '10',
  'fail-on': defaultFailOn.join(', '),
  'dry-run': 'false',
  'include-spec': 'false',
  'job-summary': 'true',
  'comment-on-pull-request': 'false',
} as const satisfies Partial<Record<InputName, string>>;

/** Gives the text of an input, without spaces around it; empty if the workflow does not set it. */
export type InputSource = (name: InputName) => string;

/** The inputs as the runner hands them to a step, read as GitHub's toolkit does, which takes longer to load (`core.getInput`). */
export function inputsIn(environment: NodeJS.ProcessEnv): InputSource {
  return (name) => (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim();
}
