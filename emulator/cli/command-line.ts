import { parseArgs } from 'node:util';
import type { Fault } from '../faults/fault.ts';
import { parseFault } from '../faults/fault-syntax.ts';
import type { EmulatorSettings } from '../settings.ts';
import { CommandLineError, OptionError } from './option-error.ts';
import {
  actionOption,
  durationOption,
  integerOption,
  numberOption,
  patternOption,
  wordOption,
} from './option-values.ts';
import { parseService, parseStack, type StartService, type StartStack } from './targets.ts';

/** The port where nothing else is said: PROT on the keys of a telephone. */
export const defaultPort = 7768;

/** What the command line asks for. */
export type Command = { readonly kind: 'help' } | RunCommand;

/** An emulator to start, what goes wrong with it, and what is there at the start. */
export interface RunCommand {
  readonly kind: 'run';
  readonly settings: Partial<EmulatorSettings>;
  readonly faults: readonly Fault[];
  readonly services: readonly StartService[];
  readonly stacks: readonly StartStack[];
}

const optionDefinitions = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  host: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  'create-seconds': { type: 'string' },
  'deploy-seconds': { type: 'string' },
  'cancel-seconds': { type: 'string' },
  'delete-seconds': { type: 'string' },
  'deploy-ending': { type: 'string' },
  'cancel-ending': { type: 'string' },
  'superseded-after-seconds': { type: 'string' },
  'nothing-to-cancel': { type: 'string' },
  'calls-per-second': { type: 'string' },
  'latency-seconds': { type: 'string' },
  'any-credentials': { type: 'boolean' },
  deny: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  service: { type: 'string', multiple: true },
  stack: { type: 'string', multiple: true },
} as const;

type Values = Readonly<ReturnType<typeof readValues>>;
type TextOption = Exclude<
  keyof typeof optionDefinitions,
  'help' | 'any-credentials' | 'deny' | 'fault' | 'service' | 'stack'
>;
type SettingReader = (option: string, value: string) => Partial<EmulatorSettings>;

const deployEndings = {
  succeeded: { deployEnding: 'SUCCEEDED', updateEnding: 'UPDATE_COMPLETE' },
  failed: { deployEnding: 'FAILED', updateEnding: 'UPDATE_FAILED' },
} as const;
const cancelEndings = {
  cancelled: { cancelEnding: 'CANCELLED', rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE' },
  failed: { cancelEnding: 'FAILED', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' },
  'too-late': { cancelEnding: 'SUCCEEDED' },
} as const;

/** How each option becomes a setting. */
const settingReaders: Readonly<Record<TextOption, SettingReader>> = {
  port: (option, value) => ({ port: integerOption(option, value, 0, 65_535) }),
  host: (option, value) => ({ host: patternOption(option, value, /^[\w.:-]+$/, 'a host name or an IP address') }),
  region: (option, value) => ({
    region: patternOption(option, value, /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1'),
  }),
  account: (option, value) => ({
    accountId: patternOption(option, value, /^\d{12}$/, 'an account id of twelve digits'),
  }),
  'create-seconds': (option, value) => ({ createMilliseconds: durationOption(option, value) }),
  'deploy-seconds': (option, value) => ({ deployMilliseconds: durationOption(option, value) }),
  'cancel-seconds': (option, value) => ({ cancelMilliseconds: durationOption(option, value) }),
  'delete-seconds': (option, value) => ({ deleteMilliseconds: durationOption(option, value) }),
  'deploy-ending': (option, value) => deployEndings[wordOption(option, value, ['succeeded', 'failed'])],
  'cancel-ending': (option, value) => cancelEndings[wordOption(option, value, ['cancelled', 'failed', 'too-late'])],
  'superseded-after-seconds': (option, value) => ({ supersededAfterMilliseconds: durationOption(option, value) }),
  'nothing-to-cancel': (option, value) => ({
    nothingToCancelAnswer: wordOption(option, value, ['conflict', 'validation']),
  }),
  'calls-per-second': (option, value) => ({ callsPerSecond: numberOption(option, value, 0, 1_000_000) }),
  'latency-seconds': (option, value) => ({ latencyMilliseconds: numberOption(option, value, 0, 3600) * 1000 }),
};

/** Reads the command line. @throws `CommandLineError` with all problems, or what `parseArgs` throws */
export function parseCommandLine(words: readonly string[]): Command {
  const values = readValues(words);
  if (values.help === true) return { kind: 'help' };
  const problems: OptionError[] = [];
  const attempt = collecting(problems);
  const command: Command = {
    kind: 'run',
    settings: {
      port: defaultPort,
      ...settingsOf(values, attempt),
      anyCredentials: values['any-credentials'] ?? false,
      denied: (values.deny ?? []).flatMap((action) => attempt(() => actionOption('deny', action)) ?? []),
    },
    faults: (values.fault ?? []).flatMap((fault) => attempt(() => parseFault(fault)) ?? []),
    services: (values.service ?? []).flatMap((service) => attempt(() => parseService(service)) ?? []),
    stacks: (values.stack ?? []).flatMap((stack) => attempt(() => parseStack(stack)) ?? []),
  };
  if (problems.length > 0) throw new CommandLineError(problems);
  return command;
}

function readValues(words: readonly string[]) {
  return parseArgs({ args: [...words], options: optionDefinitions, strict: true, allowPositionals: false }).values;
}

type Attempt = <Value>(read: () => Value) => Value | undefined;

/** Reads one option after the other, and keeps what is wrong with each. */
function collecting(problems: OptionError[]): Attempt {
  return (read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      problems.push(error);
      return undefined;
    }
  };
}

function settingsOf(values: Values, attempt: Attempt): Partial<EmulatorSettings> {
  let settings: Partial<EmulatorSettings> = {};
  for (const option of textOptions) {
    const value = values[option];
    if (value !== undefined) settings = { ...settings, ...attempt(() => settingReaders[option](option, value)) };
  }
  return settings;
}

const textOptions = Object.keys(settingReaders).filter((option): option is TextOption => option in settingReaders);
