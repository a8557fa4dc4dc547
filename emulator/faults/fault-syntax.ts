import { OptionError } from '../cli/option-error.ts';
import { integerOption, numberOption, wordOption } from '../cli/option-values.ts';
import { operationNames } from '../operation-name.ts';
import { DISCONTINUATION_NAMES, type Fault, type FaultKind, type FaultSchedule } from './fault.ts';

const OPTION = 'fault';
const PROXY_STATUSES = { '200': 200, '403': 403, '502': 502, '503': 503 } as const;
const PROXY_STATUS_WORDS = ['200', '403', '502', '503'] as const;
const SCHEDULE_WORDS = ['from', 'times', 'probability', 'message', 'status'] as const;
const KIND_WORDS = [
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
  'pipeline',
  'delay',
] as const;

/** How a fault is written on the command line, for its help. */
export const FAULT_SYNTAX = `KIND[:ARGUMENT][@OPERATION][,from=N][,times=N][,probability=P]

    error:NAME          the error, such as error:ConflictException; also ,message=TEXT and ,status=CODE
    throttle:RATE       ThrottlingException beyond RATE calls a second
    discontinued:NAME   what retired services say, as AccessDeniedException, ForbiddenException
                        or ValidationException
    reset-before        the connection is reset, nothing was done
    reset-after         the connection is reset, the call was carried out
    stall-before        no answer ever comes, nothing was done
    stall-after         no answer ever comes, the call was carried out
    stall-body          the answer's headers come, its body never does
    cut-body            the connection ends in the middle of the answer
    empty-body          an answer without a body
    invalid-json        an answer that is no JSON
    proxy-page:STATUS   a page of HTML with status 200, 403, 502 or 503
    pipeline:FIELD=TEXT the answer's pipeline has this field; without =TEXT, lacks it
    delay:SECONDS       the answer comes late

  from=N      begins with the N-th matching call      times=N   happens to N calls, not forever
  probability=P   happens with this probability, 0 to 1`;

interface FaultText {
  /** As given. */
  readonly whole: string;
  readonly kind: (typeof KIND_WORDS)[number];
  readonly argument: string;
  readonly options: ReadonlyMap<(typeof SCHEDULE_WORDS)[number], string>;
}

/**
 * Reads a fault from the command line, such as `error:InternalServerException@GetService,times=2`.
 * Throws `OptionError`.
 */
export function parseFault(whole: string): Fault {
  const [head = '', ...assignments] = whole.split(',');
  const [, kindWord = '', argument = '', operation] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(head) ?? [];
  const kind = wordOption(OPTION, kindWord, KIND_WORDS);
  const options = new Map(assignments.map((assignment) => parseAssignment(whole, assignment)));
  if (kind !== 'error' && (options.has('message') || options.has('status'))) {
    throw new OptionError(OPTION, whole, 'an error to have a message and a status');
  }
  const text: FaultText = { whole, kind, argument, options };
  return { ...faultKind(text), ...operationOf(operation), ...scheduleOf(options) };
}

function parseAssignment(whole: string, assignment: string): readonly [(typeof SCHEDULE_WORDS)[number], string] {
  const equals = assignment.indexOf('=');
  if (equals === -1) {
    throw new OptionError(OPTION, whole, 'written as KIND[:ARGUMENT][@OPERATION][,NAME=VALUE]...');
  }
  return [wordOption(OPTION, assignment.slice(0, equals), SCHEDULE_WORDS), assignment.slice(equals + 1)];
}

function operationOf(operation: string | undefined): Pick<FaultSchedule, 'operation'> {
  if (operation === undefined) {
    return {};
  }
  return { operation: wordOption(OPTION, operation, operationNames) };
}

function scheduleOf(options: FaultText['options']): FaultSchedule {
  const from = options.get('from');
  const times = options.get('times');
  const probability = options.get('probability');
  return {
    ...(from === undefined ? {} : { from: integerOption(OPTION, from, 1, 1_000_000) }),
    ...(times === undefined ? {} : { times: integerOption(OPTION, times, 1, 1_000_000) }),
    ...(probability === undefined ? {} : { probability: numberOption(OPTION, probability, 0, 1) }),
  };
}

function faultKind(text: FaultText): FaultKind {
  const { kind, argument } = text;
  switch (kind) {
    case 'error':
      return errorFault(text);
    case 'throttle':
      return { kind, callsPerSecond: numberOption(OPTION, argument, 0, 1_000_000) };
    case 'discontinued':
      return { kind, name: wordOption(OPTION, argument, DISCONTINUATION_NAMES) };
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
      return { kind, status: PROXY_STATUSES[wordOption(OPTION, argument, PROXY_STATUS_WORDS)] };
    case 'pipeline':
      return pipelineFault(text);
    case 'delay':
      return { kind, milliseconds: numberOption(OPTION, argument, 0, 3600) * 1000 };
  }
}

function errorFault({ whole, argument, options }: FaultText): FaultKind {
  if (!/^\w+$/.test(argument)) {
    throw new OptionError(OPTION, whole, 'an error with its name, such as error:ConflictException');
  }
  const message = options.get('message');
  const status = options.get('status');
  return {
    kind: 'error',
    name: argument,
    ...(message === undefined ? {} : { message }),
    ...(status === undefined ? {} : { status: integerOption(OPTION, status, 400, 599) }),
  };
}

function pipelineFault({ whole, argument }: FaultText): FaultKind {
  const [, field, value] = /^(\w+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (field === undefined) {
    throw new OptionError(OPTION, whole, 'a field of the pipeline, such as pipeline:deploymentStatus=SOMETHING_NEW');
  }
  return { kind: 'alter-pipeline', fields: { [field]: value } };
}
