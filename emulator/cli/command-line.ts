import { parseArgs } from 'node:util';
import type { Fault } from '../faults/fault.ts';
import { parseFault } from '../faults/fault-syntax.ts';
import { resourceName } from '../proton/constraints.ts';
import { initialDeployments } from '../proton/initial-deployment.ts';
import type { NewService } from '../proton/new-service.ts';
import type { EmulatorSettings } from '../settings.ts';
import { OptionError } from './option-error.ts';
import {
  actionOption,
  durationOption,
  integerOption,
  numberOption,
  patternOption,
  wordOption,
} from './option-values.ts';

/** The port where nothing else is said: PROT on the keys of a telephone. */
export const defaultPort = 7768;

/** A service to put in place at the start. */
export interface StartService {
  readonly name: string;
  readonly options: NewService;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run';
      readonly settings: Partial<EmulatorSettings>;
      readonly faults: readonly Fault[];
      readonly services: readonly StartService[];
    };

const optionDefinitions = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  host: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  'deploy-seconds': { type: 'string' },
  'cancel-seconds': { type: 'string' },
  'delete-seconds': { type: 'string' },
  'deploy-ending': { type: 'string' },
  'cancel-ending': { type: 'string' },
  'superseded-after-seconds': { type: 'string' },
  'nothing-to-cancel': { type: 'string' },
  'calls-per-second': { type: 'string' },
  'latency-seconds': { type: 'string' },
  deny: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  service: { type: 'string', multiple: true },
} as const;

type Values = Readonly<ReturnType<typeof readValues>>;
type TextOption = Exclude<keyof typeof optionDefinitions, 'help' | 'deny' | 'fault' | 'service'>;

const deployEndings = { succeeded: 'SUCCEEDED', failed: 'FAILED' } as const;
const cancelEndings = { cancelled: 'CANCELLED', failed: 'FAILED', 'too-late': 'SUCCEEDED' } as const;

/** Reads the command line. Throws an `Error` whose message names the option, the value and the rule. */
export function parseCommandLine(words: readonly string[]): Command {
  const values = readValues(words);
  if (values.help === true) {
    return { kind: 'help' };
  }
  return {
    kind: 'run',
    settings: { port: defaultPort, ...serverSettings(values), ...behaviourSettings(values), ...callSettings(values) },
    faults: (values.fault ?? []).map(parseFault),
    services: (values.service ?? []).map(parseService),
  };
}

function readValues(words: readonly string[]) {
  return parseArgs({ args: [...words], options: optionDefinitions, strict: true, allowPositionals: false }).values;
}

function serverSettings(values: Values): Partial<EmulatorSettings> {
  return {
    ...given(values, 'port', (option, value) => ({ port: integerOption(option, value, 0, 65_535) })),
    ...given(values, 'host', (option, value) => ({
      host: patternOption(option, value, /^[\w.:-]+$/, 'a host name or an IP address'),
    })),
    ...given(values, 'region', (option, value) => ({
      region: patternOption(option, value, /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1'),
    })),
    ...given(values, 'account', (option, value) => ({
      accountId: patternOption(option, value, /^\d{12}$/, 'an account id of twelve digits'),
    })),
  };
}

function behaviourSettings(values: Values): Partial<EmulatorSettings> {
  return {
    ...given(values, 'deploy-seconds', (option, value) => ({ deployMilliseconds: durationOption(option, value) })),
    ...given(values, 'cancel-seconds', (option, value) => ({ cancelMilliseconds: durationOption(option, value) })),
    ...given(values, 'delete-seconds', (option, value) => ({ deleteMilliseconds: durationOption(option, value) })),
    ...given(values, 'superseded-after-seconds', (option, value) => ({
      supersededAfterMilliseconds: durationOption(option, value),
    })),
    ...given(values, 'deploy-ending', (option, value) => ({
      deployEnding: deployEndings[wordOption(option, value, ['succeeded', 'failed'])],
    })),
    ...given(values, 'cancel-ending', (option, value) => ({
      cancelEnding: cancelEndings[wordOption(option, value, ['cancelled', 'failed', 'too-late'])],
    })),
  };
}

function callSettings(values: Values): Partial<EmulatorSettings> {
  return {
    ...given(values, 'nothing-to-cancel', (option, value) => ({
      nothingToCancelAnswer: wordOption(option, value, ['conflict', 'validation']),
    })),
    ...given(values, 'calls-per-second', (option, value) => ({
      callsPerSecond: numberOption(option, value, 0, 1_000_000),
    })),
    ...given(values, 'latency-seconds', (option, value) => ({
      latencyMilliseconds: numberOption(option, value, 0, 3600) * 1000,
    })),
    denied: (values.deny ?? []).map((action) => actionOption('deny', action)),
  };
}

function given(
  values: Values,
  option: TextOption,
  setting: (option: TextOption, value: string) => Partial<EmulatorSettings>,
): Partial<EmulatorSettings> {
  const value = values[option];
  return value === undefined ? {} : setting(option, value);
}

function parseService(text: string): StartService {
  const [name = '', state = 'in-progress', ...rest] = text.split('=');
  if (rest.length > 0 || name.length > resourceName.maximum || !resourceName.pattern?.test(name)) {
    throw new OptionError('service', text, 'NAME or NAME=STATE, with a name of 1 to 100 letters, digits, "-" and "_"');
  }
  if (state === 'no-pipeline') {
    return { name, options: { pipeline: false } };
  }
  const known = initialDeployments.find((deployment) => deployment === state);
  if (known === undefined) {
    throw new OptionError('service', text, `NAME=STATE with a state of ${initialDeployments.join(', ')}, no-pipeline`);
  }
  return { name, options: { deployment: known } };
}
