import { OptionError } from '../cli/option-error.ts';
import { durationOption, integerOption, numberOption, wordOption } from '../cli/option-values.ts';
import { operationNames } from '../operation-name.ts';
import type { AlteredFields } from './altered-members.ts';
import { discontinuationNames, type Fault, type FaultKind, type FaultSchedule } from './fault.ts';

const optionName = 'fault';
const proxyStatuses = { '200': 200, '403': 403, '502': 502, '503': 503 } as const;
const proxyStatusWords = ['200', '403', '502', '503'] as const;
const scheduleWords = ['target', 'from', 'times', 'probability', 'message', 'status'] as const;
const partWords = {
  service: 'alter-service',
  pipeline: 'alter-pipeline',
  deployment: 'alter-deployment',
  stack: 'alter-stack',
  event: 'alter-event',
} as const;
const kindWords = [
  'error',
  'throttle',
  'discontinued',
  'reset-before',
  'reset-after',
  'stall-before',
  'stall-after',
  'stall-body',
  'cut-body',
  'empty-body',
  'invalid-json',
  'proxy-page',
  'service',
  'pipeline',
  'deployment',
  'stack',
  'event',
  'delay',
  'stale',
  'lag',
  'clock',
  'deletion',
] as const;

interface FaultText {
  /** As given. */
  readonly whole: string;
  readonly kind: (typeof kindWords)[number];
  readonly argument: string;
  readonly options: ReadonlyMap<(typeof scheduleWords)[number], string>;
}

/**
 * Reads a fault from the command line, such as `error:InternalServerException@GetService,times=2`.
 * @throws `OptionError`
 */
export function parseFault(whole: string): Fault {
  const [head = '', ...assignments] = whole.split(',');
  const [, kindWord = '', argument = '', operation] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(head) ?? [];
  const kind = wordOption(optionName, kindWord, kindWords);
  const options = new Map(assignments.map((assignment) => parseAssignment(whole, assignment)));
  if (kind !== 'error' && (options.has('message') || options.has('status'))) {
    throw new OptionError(optionName, whole, 'an error to have a message and a status');
  }
  const text: FaultText = { whole, kind, argument, options };
  return { ...faultKind(text), ...operationOf(operation), ...scheduleOf(options) };
}

function parseAssignment(whole: string, assignment: string): readonly [(typeof scheduleWords)[number], string] {
  const equals = assignment.indexOf('=');
  if (equals === -1) throw new OptionError(optionName, whole, 'written as KIND[:ARGUMENT][@OPERATION][,NAME=VALUE]...');
  return [wordOption(optionName, assignment.slice(0, equals), scheduleWords), assignment.slice(equals + 1)];
}

function operationOf(operation: string | undefined): Pick<FaultSchedule, 'operation'> {
  if (operation === undefined) return {};
  return { operation: wordOption(optionName, operation, operationNames) };
}

function scheduleOf(options: FaultText['options']): FaultSchedule {
  const target = options.get('target');
  const from = options.get('from');
  const times = options.get('times');
  const probability = options.get('probability');
  return {
    ...(target === undefined ? {} : { target }),
    ...(from === undefined ? {} : { from: integerOption(optionName, from, 1, 1_000_000) }),
    ...(times === undefined ? {} : { times: integerOption(optionName, times, 1, 1_000_000) }),
    ...(probability === undefined ? {} : { probability: numberOption(optionName, probability, 0, 1) }),
  };
}

function faultKind(text: FaultText): FaultKind {
  const { kind, argument } = text;
  switch (kind) {
    case 'error':
      return errorFault(text);
    case 'throttle':
      return { kind, callsPerSecond: numberOption(optionName, argument, 0, 1_000_000) };
    case 'discontinued':
      return { kind, name: wordOption(optionName, argument, discontinuationNames) };
    case 'reset-before':
      return { kind: 'reset', stage: 'before' };
    case 'reset-after':
      return { kind: 'reset', stage: 'after' };
    case 'stall-before':
      return { kind: 'stall', stage: 'before' };
    case 'stall-after':
      return { kind: 'stall', stage: 'after' };
    case 'stall-body':
    case 'cut-body':
    case 'empty-body':
    case 'invalid-json':
      return { kind };
    case 'proxy-page':
      return { kind, status: proxyStatuses[wordOption(optionName, argument, proxyStatusWords)] };
    case 'service':
    case 'pipeline':
    case 'deployment':
    case 'stack':
    case 'event':
      return { kind: partWords[kind], fields: fieldOf(text) };
    case 'delay':
    case 'stale':
    case 'lag':
      return { kind, milliseconds: numberOption(optionName, argument, 0, 3600) * 1000 };
    case 'clock':
      return { kind, milliseconds: clockSkew(argument) };
    case 'deletion':
      return { kind, milliseconds: argument === '' ? undefined : durationOption(optionName, argument) };
  }
}

function errorFault({ whole, argument, options }: FaultText): FaultKind {
  if (!/^\w+$/.test(argument)) {
    throw new OptionError(optionName, whole, 'an error with its name, such as error:ConflictException');
  }
  const message = options.get('message');
  const status = options.get('status');
  return {
    kind: 'error',
    name: argument,
    ...(message === undefined ? {} : { message }),
    ...(status === undefined ? {} : { status: integerOption(optionName, status, 400, 599) }),
  };
}

function fieldOf({ whole, kind, argument }: FaultText): AlteredFields {
  const [, field, value] = /^(\w+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (field === undefined) {
    throw new OptionError(optionName, whole, `a field of the ${kind}, such as pipeline:deploymentStatus=SOMETHING_NEW`);
  }
  return { [field]: value };
}

/** Beyond five minutes AWS refuses what a client signs by its own clock, so that such a clock can't be played. */
function clockSkew(argument: string): number {
  const seconds = Number(/^-?\d+(\.\d+)?$/.test(argument) ? argument : Number.NaN);
  if (!(Math.abs(seconds) < 300)) {
    throw new OptionError(optionName, argument, 'a number of seconds between -300 and 300');
  }
  return seconds * 1000;
}
