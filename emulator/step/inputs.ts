import { parseCommandLine } from '../cli/command-line.ts';
import { CommandLineError } from '../cli/option-error.ts';

const settingNames = ['account', 'create-seconds', 'deploy-seconds', 'cancel-seconds', 'port'] as const;

/** The inputs of the step, as in `emulator/action.yml`. */
export const inputNames = ['services', 'stacks', 'faults', ...settingNames] as const;

/** One of the inputs of the step. */
export type InputName = (typeof inputNames)[number];

/** What an input left blank means. The same words stand in `emulator/action.yml`, and a test holds the two together. */
export const inputDefaults = {
  account: '123456789012',
  'create-seconds': '5',
  'deploy-seconds': '300',
  'cancel-seconds': '5',
  port: '0',
} as const satisfies Record<(typeof settingNames)[number], string>;

/** The command line that the inputs ask for, or one sentence for each thing that is wrong with them. */
export type StepInputs =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The option of the command line that each input becomes. */
const optionOf: Readonly<Record<InputName, string>> = {
  services: 'service',
  stacks: 'stack',
  faults: 'fault',
  account: 'account',
  'create-seconds': 'create-seconds',
  'deploy-seconds': 'deploy-seconds',
  'cancel-seconds': 'cancel-seconds',
  port: 'port',
};

/**
 * Reads the inputs of the step into a command line. Never throws for what is in them: every problem is collected, so that
 * one run of a workflow shows them all.
 *
 * @param source gives the text of an input, without blanks around it, and empty where the workflow gives none
 * @param region the region of the job, where it has one
 */
export function readStepInputs(source: (name: InputName) => string, region: string | undefined): StepInputs {
  const words = [
    ...partsOf(source('services'), /[\r\n,]/).map((service) => `--service=${service}`),
    ...partsOf(source('stacks'), /[\r\n,]/).map((stack) => `--stack=${stack}`),
    ...partsOf(source('faults'), /[\r\n]/).map((fault) => `--fault=${fault}`),
    ...settingNames.map((name) => `--${optionOf[name]}=${source(name) || inputDefaults[name]}`),
    ...(region === undefined ? [] : [`--region=${region}`]),
    // A later step may set up credentials of its own. There is nothing to protect here.
    '--any-credentials',
  ];
  try {
    parseCommandLine(words);
    return { ok: true, words };
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    return {
      ok: false,
      problems: error.problems.map(
        ({ option, value, rule }) => `${sourceOf(option)}: ${JSON.stringify(value)} must be ${rule}.`,
      ),
    };
  }
}

function sourceOf(option: string): string {
  const input = inputNames.find((name) => optionOf[name] === option);
  return input ?? (option === 'region' ? 'AWS_REGION' : option);
}

function partsOf(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
