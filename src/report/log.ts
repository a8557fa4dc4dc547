import type { CancellationEvent } from '../cancellation/events.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import { forLog, logMedium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { byOutcome, namesOf } from './grouping.ts';
import { duration } from './time.ts';
import { countOf, verdictLine, verdictOf } from './verdict.ts';

/** One line for the log: without a line break, and without a workflow command in it. */
export interface LogLine {
  readonly level: 'info' | 'debug';
  readonly text: string;
}

/**
 * Tells the events as lines, each with the time since the step began its work. Remembers as much as the services are many, not as the wait is
 * long.
 */
export interface Narrator {
  linesFor(event: CancellationEvent): readonly LogLine[];
}

/** How many services are told at `info` for one kind of setback; the others would bury the rest of the log. */
const servicesToldPerSetback = 5;
/** How many services a heartbeat names before it counts only. */
const namesInHeartbeat = 3;

type EventOf<Type extends CancellationEvent['type']> = Extract<CancellationEvent, { readonly type: Type }>;

/**
 * Makes a narrator for a step with `serviceCount` services. With several, each line names its own.
 *
 * At `info`: each change of state, the first setback of a kind, a heartbeat, and results that no state has told. At
 * `debug`: request ids, attempts, delays, and setbacks that repeat.
 */
export function createNarrator(serviceCount: number): Narrator {
  const several = serviceCount > 1;
  const lastStates = new Map<string, string>();
  const setbacks = new Map<string, Set<string>>();
  const attempts = new Map<string, number>();

  function line(level: LogLine['level'], at: number, serviceName: string | undefined, told: string): LogLine {
    const name = several && serviceName !== undefined ? `${logMedium.name(serviceName)}: ` : '';
    return { level, text: forLog(`[${duration(at)}] ${name}${told}`) };
  }

  function attemptOf({ serviceName, operation }: EventOf<'call'>): number {
    const key = `${operation} ${serviceName}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return attempt;
  }

  function stateLine(event: EventOf<'state'>): LogLine {
    lastStates.set(event.serviceName, event.state);
    const since = event.sinceRequestMilliseconds;
    const afterRequest = since === undefined ? '' : `, ${duration(since)} after the request`;
    const deployment = event.deploymentId === undefined ? '' : ` (deployment ${logMedium.name(event.deploymentId)})`;
    const told = `${meaningOf(event.state)}${afterRequest}${deployment}`;
    return line('info', event.atMilliseconds, event.serviceName, told);
  }

  function setbackLines(event: EventOf<'setback'>): readonly LogLine[] {
    const { failure, serviceName } = event;
    const kind = `${failure.operation} ${failure.kind}`;
    const services = setbacks.get(kind) ?? new Set<string>();
    setbacks.set(kind, services);
    const fresh = !services.has(serviceName);
    services.add(serviceName);
    const request = failure.requestId === undefined ? '' : ` (request id ${logMedium.name(failure.requestId)})`;
    const told = `setback: ${failure.operation} met ${logMedium.name(failure.name)}: ${logMedium.prose(failure.message)}${request}`;
    const loud = fresh && services.size <= servicesToldPerSetback;
    const lines = [line(loud ? 'info' : 'debug', event.atMilliseconds, serviceName, told)];
    if (fresh && services.size === servicesToldPerSetback + 1) {
      const more = `${failure.operation} met ${logMedium.name(failure.name)} at further services too, which debug logging shows`;
      lines.push(line('info', event.atMilliseconds, undefined, more));
    }
    return lines;
  }

  function heartbeatLine(event: EventOf<'heartbeat'>): LogLine {
    const left = `gives up in ${duration(event.remainingMilliseconds)}`;
    const [first] = event.waiting;
    if (!several) {
      const state = first === undefined ? 'waiting' : `still ${logMedium.name(first.state)}`;
      return line('info', event.atMilliseconds, undefined, `${state}, ${left}`);
    }
    const states = [...Map.groupBy(event.waiting, ({ state }) => state)]
      .map(([state, services]) => `${services.length} ${logMedium.name(state)}${namedIfFew(services)}`)
      .join(', ');
    return line('info', event.atMilliseconds, undefined, `${event.ended} ended, still waiting for ${states}; ${left}`);
  }

  function endLine({ result, atMilliseconds }: EventOf<'end'>): LogLine {
    // The verdict of a single service, and of several the last state, have said it already.
    const told = !several || (result.outcome === 'cancelled' && lastStates.get(result.serviceName) === 'CANCELLED');
    const text = `${result.outcome}: ${logMedium.prose(result.reason)}`;
    return line(told ? 'debug' : 'info', atMilliseconds, result.serviceName, text);
  }

  function linesFor(event: CancellationEvent): readonly LogLine[] {
    const at = event.atMilliseconds;
    switch (event.type) {
      case 'call':
        return [line('debug', at, event.serviceName, `${event.operation}, attempt ${attemptOf(event)}`)];
      case 'answer': {
        const requestId = event.requestId === undefined ? 'without request id' : logMedium.name(event.requestId);
        return [line('debug', at, event.serviceName, `${event.operation} answered, request id ${requestId}`)];
      }
      case 'pause':
        return [line('debug', at, event.serviceName, `next read in ${duration(event.delayMilliseconds)}`)];
      case 'state':
        return [stateLine(event)];
      case 'setback':
        return setbackLines(event);
      case 'heartbeat':
        return [heartbeatLine(event)];
      case 'requests-answered':
        return [line(several ? 'info' : 'debug', at, undefined, `all requests answered: ${countsOf(event.results)}`)];
      case 'end':
        return [endLine(event)];
    }
  }

  return { linesFor };
}

/** The first line of the log: what is about to be done, where, and for how long. */
export function openingLineOf(serviceNames: readonly string[], facts: ReportFacts): LogLine {
  const { dryRun, endpoint, region, waitMilliseconds } = facts;
  const [name = ''] = serviceNames;
  const services = serviceNames.length === 1 ? logMedium.name(name) : `${serviceNames.length} services`;
  const where = region === undefined ? '' : ` in ${logMedium.name(region)}`;
  const task = `the pipeline ${serviceNames.length === 1 ? 'deployment' : 'deployments'} of ${services}${where}`;
  const wait = waitMilliseconds === 0 ? 'not waiting for the result' : `waiting up to ${duration(waitMilliseconds)}`;
  const instead = endpoint === undefined ? '' : ` Not AWS: the endpoint is ${logMedium.prose(endpoint)}.`;
  const text = dryRun ? `Looking at ${task}: a dry run, which changes nothing.` : `Cancelling ${task}, ${wait}.`;
  return { level: 'info', text: forLog(`${text}${instead}`) };
}

/** The last lines of the log: was it stopped, what is deployed now, what to do. */
export function verdictLinesOf(results: readonly ServiceResult[], facts: ReportFacts): readonly LogLine[] {
  const lines = [verdictLine(verdictOf(results, facts, logMedium))];
  if (results.length > 1) {
    for (const { outcome, results: group } of byOutcome(results)) {
      if (outcome !== 'cancelled') lines.push(`${outcome}: ${namesOf(group, logMedium)}`);
    }
  }
  return lines.map((text) => ({ level: 'info', text: forLog(text) }));
}

function countsOf(results: readonly ServiceResult[]): string {
  return byOutcome(results)
    .map(({ outcome, results: group }) => countOf(group.length, outcome))
    .join(', ');
}

function namedIfFew(services: readonly { readonly serviceName: string }[]): string {
  if (services.length > namesInHeartbeat) return '';
  return ` (${services.map(({ serviceName }) => logMedium.name(serviceName)).join(', ')})`;
}

function meaningOf(state: string): string {
  switch (state) {
    case 'REQUESTED':
      return 'cancellation requested';
    case 'IN_PROGRESS':
      return 'IN_PROGRESS, the deployment goes on';
    case 'CANCELLING':
      return 'CANCELLING, Proton is stopping the deployment';
    case 'CANCELLED':
      return 'CANCELLED, the deployment is stopped';
    case 'SUCCEEDED':
      return 'SUCCEEDED, the deployment has finished';
    case 'FAILED':
      return 'FAILED, the deployment has ended';
    default:
      return logMedium.name(state);
  }
}
