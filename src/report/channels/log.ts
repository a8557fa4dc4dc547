import { stageOf } from '../../cancellation/model/deployment.ts';
import type { CancellationEvent } from '../../cancellation/model/events.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { forLog, logMedium } from '../text/escape.ts';
import { duration } from '../text/time.ts';
import { reasonBeyondOutcome } from '../words/cause.ts';
import { closingLineOf } from '../words/closing.ts';
import { byOutcome, countsOf, groupBy, namesOf } from '../words/grouping.ts';
import { isEndState } from '../words/standing.ts';
import { createFailureTeller } from './failure-teller.ts';

/** One line for the log: without a line break, and without a workflow command in it. */
export interface LogLine {
  readonly level: 'info' | 'debug';
  readonly text: string;
}

/**
 * Tells the events as lines, each with the time since the step began its work. Remembers as much as the services are
 * many, not as the wait is long.
 */
export interface Narrator {
  linesFor(event: CancellationEvent): readonly LogLine[];
}

/** How many services a heartbeat names before it counts only. */
const namesInHeartbeat = 3;

type EventOf<Type extends CancellationEvent['type']> = Extract<CancellationEvent, { readonly type: Type }>;

/**
 * Makes a narrator for a step with `serviceCount` services. With several, each line names its own. Without `isDebug`, the
 * debug lines of calls and pauses are not even made: a thousand services would make many of them for nobody.
 *
 * At `info`: each change of state, the first failure of a kind, a heartbeat, and results that no state has told. At
 * `debug`: request ids, attempts, delays, failures that repeat, and the texts of those that end the work.
 */
export function createNarrator(serviceCount: number, isDebug: boolean): Narrator {
  const several = serviceCount > 1;
  const lastStates = new Map<string, string>();
  /** The services whose cancel request Proton has taken. */
  const accepted = new Set<string>();
  const tellFailure = createFailureTeller();
  const attempts = new Map<string, number>();

  function line(level: LogLine['level'], at: number, serviceName: string | undefined, told: string): LogLine {
    const name = several && serviceName !== undefined ? `${logMedium.name(serviceName)}: ` : '';
    return { level, text: forLog(`[${duration(at)}] ${name}${told}`) };
  }

  function debugLines(at: number, serviceName: string | undefined, tell: () => string): readonly LogLine[] {
    return isDebug ? [line('debug', at, serviceName, tell())] : [];
  }

  function attemptOf({ serviceName, operation }: EventOf<'call'>): number {
    const key = `${operation} ${serviceName}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return attempt;
  }

  function stateLine(event: EventOf<'state'>): LogLine {
    const { serviceName, state } = event;
    const isFirst = !lastStates.has(serviceName);
    lastStates.set(serviceName, state);
    const deployment = event.deploymentId === undefined ? '' : ` (deployment ${logMedium.name(event.deploymentId)})`;
    // An end that is seen at first sight, and not in the answer to the request, may be long past.
    const isOfOldEnd = isFirst && !accepted.has(serviceName) && isEndState(state);
    const told = isOfOldEnd ? `the pipeline is ${logMedium.name(state)}` : `${meaningOf(state)}${sinceRequest(event)}`;
    return line('info', event.atMilliseconds, serviceName, `${told}${deployment}`);
  }

  function failureLines(event: EventOf<'setback'>): readonly LogLine[] {
    return tellFailure(event).map(({ level, serviceName, text }) =>
      line(level, event.atMilliseconds, serviceName, text),
    );
  }

  function heartbeatLine(event: EventOf<'heartbeat'>): LogLine {
    const left = `gives up in ${duration(event.remainingMilliseconds)}`;
    const [first] = event.waiting;
    if (!several) {
      const state = first === undefined ? 'waiting' : `still ${logMedium.name(first.state)}`;
      return line('info', event.atMilliseconds, undefined, `${state}, ${left}`);
    }
    const states = [...groupBy(event.waiting, ({ state }) => state)]
      .map(([state, services]) => `${services.length} ${logMedium.name(state)}${namedIfFew(services)}`)
      .join(', ');
    return line('info', event.atMilliseconds, undefined, `${event.ended} ended, still waiting for ${states}; ${left}`);
  }

  function endLine({ result, atMilliseconds }: EventOf<'end'>): LogLine {
    // The verdict of a single service, and of several the last state, have said it already.
    const told = !several || isToldBy(lastStates.get(result.serviceName), result);
    const text = `${result.outcome}: ${logMedium.prose(result.reason)}`;
    return line(told ? 'debug' : 'info', atMilliseconds, result.serviceName, text);
  }

  function linesFor(event: CancellationEvent): readonly LogLine[] {
    const at = event.atMilliseconds;
    switch (event.type) {
      case 'call':
        return debugLines(at, event.serviceName, () => `${event.operation}, attempt ${attemptOf(event)}`);
      case 'answer': {
        if (event.operation === 'CancelServicePipelineDeployment') accepted.add(event.serviceName);
        const { operation, requestId, serviceName } = event;
        return debugLines(
          at,
          serviceName,
          () => `${operation} answered, request id ${logMedium.name(requestId ?? 'none')}`,
        );
      }
      case 'pause':
        return debugLines(at, event.serviceName, () => `next read in ${duration(event.delayMilliseconds)}`);
      case 'state':
        return [stateLine(event)];
      case 'setback':
        return failureLines(event);
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
  const instead = endpoint === undefined ? '' : ` Asking ${logMedium.prose(endpoint)}, not AWS's own endpoint.`;
  const text = dryRun ? `Looking at ${task}: a dry run, which changes nothing.` : `Cancelling ${task}, ${wait}.`;
  return { level: 'info', text: forLog(`${text}${instead}`) };
}

/** The last lines: of several services the names behind each outcome but `cancelled`, and at the very end the verdict. */
export function verdictLinesOf(results: readonly ServiceResult[], facts: ReportFacts): readonly LogLine[] {
  const groups = results.length > 1 ? byOutcome(results).filter(({ outcome }) => outcome !== 'cancelled') : [];
  const names = groups.map(({ outcome, results: group }) => `${outcome}: ${namesOf(group, logMedium)}`);
  return [...names, closingLineOf(results, facts)].map((text) => ({ level: 'info', text: forLog(text) }));
}

function namedIfFew(services: readonly { readonly serviceName: string }[]): string {
  if (services.length > namesInHeartbeat) return '';
  return ` (${services.map(({ serviceName }) => logMedium.name(serviceName)).join(', ')})`;
}

function sinceRequest({ sinceRequestMilliseconds }: EventOf<'state'>): string {
  return sinceRequestMilliseconds === undefined ? '' : `, ${duration(sinceRequestMilliseconds)} after the request`;
}

/** Whether the line about a state has told the result as well. */
function isToldBy(state: string | undefined, result: ServiceResult): boolean {
  return stageOf(state) === result.outcome && reasonBeyondOutcome(result) === undefined;
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
