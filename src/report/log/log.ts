import { isAtRest, type Stage } from '../../cancellation/model/deployment.ts';
import type { CancellationEvent } from '../../cancellation/model/events.ts';
import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { forLog, logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { byOutcome, countsOf, wordsOf } from '../outcomes/outcomes.ts';
import type { LogLine } from '../ports.ts';
import { groupBy, namesOf } from '../sentences/grouping.ts';
import { stageWords } from '../sentences/stages.ts';
import { type TargetWords, vocabulary } from '../sentences/vocabulary.ts';
import { accountOf, whereOf } from '../sentences/where.ts';
import { reasonText } from '../verdict/reasons.ts';
import { verdictText } from '../verdict/verdict.ts';
import { createFailureLines, type MakeLine } from './failure-lines.ts';

/** How many targets a heartbeat names for each status. */
const namesInHeartbeat = 3;

type EventOf<Type extends CancellationEvent['type']> = Extract<CancellationEvent, { readonly type: Type }>;

/** Turns an event into lines, each with the time since the step began its work. */
type Narrator = (event: CancellationEvent) => readonly LogLine[];

/**
 * Makes a narrator for a step with `targetCount` targets. With several, each line names its own. Without `isDebug`, the
 * debug lines of calls and pauses are not even made: a thousand targets would make many of them for nobody. Its memory grows
 * with the number of targets, not with the length of the wait.
 *
 * At `info`: each change of state, the first failure of a kind, a heartbeat, and results that no state has told. At
 * `debug`: request ids, attempts, delays, failures that repeat, and the texts of those that end the work.
 */
export function createNarrator(targetCount: number, facts: ReportFacts, isDebug: boolean): Narrator {
  const several = targetCount > 1;
  const words = vocabulary[facts.targetKind];
  const lastStates = new Map<string, EventOf<'state'>>();
  /** The targets whose cancel request AWS has taken. */
  const accepted = new Set<string>();
  const attempts = new Map<string, number>();
  const line: MakeLine = (level, at, targetName, text) => {
    const name = several && targetName !== undefined ? `${logMedium.name(targetName)}: ` : '';
    return { level, text: forLog(`[${duration(at)}] ${name}${text}`) };
  };
  const failureLinesFor = createFailureLines(facts.targetKind, line);

  function debugLines(at: number, targetName: string | undefined, textOf: () => string): readonly LogLine[] {
    return isDebug ? [line('debug', at, targetName, textOf())] : [];
  }

  function attemptOf({ targetName, call }: EventOf<'call'>): number {
    const key = `${call} ${targetName}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return attempt;
  }

  function stateLines(event: EventOf<'state'>): readonly LogLine[] {
    const { targetName, stage, status, deploymentId, atMilliseconds } = event;
    const last = lastStates.get(targetName);
    const id = deploymentId === undefined ? '' : ` (${words.short} ${logMedium.name(deploymentId)})`;
    // An end that is seen at first sight, and not in the answer to the request, may be long past.
    const isOfOldEnd = last === undefined && !accepted.has(targetName) && isAtRest(stage);
    const textOf = (): string => `${meaningOf(event, isOfOldEnd)}${id}`;
    // The stack's events may say more about a status than the status does: the result will tell.
    if (status && status === last?.status) return debugLines(atMilliseconds, targetName, textOf);
    lastStates.set(targetName, event);
    return [line('info', atMilliseconds, targetName, textOf())];
  }

  function meaningOf({ stage, status }: EventOf<'state'>, isOfOldEnd: boolean): string {
    const meaning = stageWords[stage].meaning(words, status);
    // A status that AWS did not give isn't one that this version doesn't know.
    if (!status) return stage === 'unknown' ? stageWords.unknown.state : meaning;
    const state = logMedium.name(status);
    if (!isOfOldEnd) return `${state}: ${meaning}`;
    return facts.guard?.moment === 'before' ? state : `already ${state}`;
  }

  function endLine({ result, atMilliseconds }: EventOf<'end'>): LogLine {
    // The verdict on a single target, and the last state of several, say it already.
    const isTold = !several || isToldBy(lastStates.get(result.target.name)?.stage, result);
    const text = `${wordsOf(result.outcome).label}: ${reasonText(result, facts, logMedium)}`;
    return line(isTold ? 'debug' : 'info', atMilliseconds, result.target.name, text);
  }

  return (event) => {
    const at = event.atMilliseconds;
    switch (event.type) {
      case 'call':
        return debugLines(at, event.targetName, () => `${words.operations[event.call]}, attempt ${attemptOf(event)}`);
      case 'answer': {
        const { call, requestId, targetName } = event;
        if (call === 'cancel') accepted.add(targetName);
        const id = requestId === undefined ? 'without a request id' : `request id ${logMedium.name(requestId)}`;
        return debugLines(at, targetName, () => `${words.operations[call]} answered, ${id}`);
      }
      case 'pause':
        return debugLines(at, event.targetName, () => `next read in ${duration(event.delayMilliseconds)}`);
      case 'state':
        return stateLines(event);
      case 'failure':
        return failureLinesFor(event);
      case 'heartbeat':
        return [line('info', at, undefined, heartbeatText(event, targetCount))];
      case 'sent':
      case 'first-accepted':
        return [];
      case 'verdict':
        return [line('info', at, event.result.target.name, certainText(event.result.outcome, words))];
      case 'requests-answered': {
        const text = `all requests answered: ${countsSoFar(event.results)}`;
        return [line(several ? 'info' : 'debug', at, undefined, text)];
      }
      case 'end':
        return [endLine(event)];
    }
  };
}

function certainText(outcome: Outcome, { target }: TargetWords): string {
  return `the verdict is certain: ${wordsOf(outcome).label}. Waiting until the ${target} is at rest, so a later step can use it.`;
}

/** The last lines: of several targets the names behind each outcome but `cancelled`, and at the very end the verdict. */
export function verdictLinesOf(results: readonly TargetResult[], facts: ReportFacts): readonly LogLine[] {
  const groups = results.length > 1 ? byOutcome(results).filter(([outcome]) => outcome !== 'cancelled') : [];
  const names = groups.map(([outcome, group]) => `${wordsOf(outcome).label}: ${namesOf(group, logMedium)}`);
  // Region and endpoint are in the first line; the account is known only now.
  const where = accountOf(results) === undefined ? [] : [`Where: ${whereOf(results, facts, logMedium)}`];
  const lines = [...names, ...where].map((text) => forLog(text));
  return [...lines, verdictText(results, facts)].map((text) => ({ level: 'info', text }));
}

/** The results counted by outcome, without a word on those that a further look has to decide. */
function countsSoFar(results: readonly TargetResult[]): string {
  const decided = results.filter(({ reason }) => reason.kind !== 'pending' && reason.kind !== 'waiting');
  const waiting = results.filter(({ reason }) => reason.kind === 'waiting').length;
  const open = results.length - decided.length - waiting;
  return [countsOf(decided), waiting > 0 && `${waiting} waited for`, open > 0 && `${open} not decided yet`]
    .filter(Boolean)
    .join(', ');
}

/** Whether the line about a state has told the result as well. */
function isToldBy(stage: Stage | undefined, result: TargetResult): boolean {
  const { reason } = result;
  if (reason.kind !== 'ended' || reason.successor !== undefined || !reason.isAfterRequest) return false;
  return stage === reason.stage || (stage === 'stuck' && reason.stage === 'failed');
}

/** What is still waited for: `0 of 2 done; still CANCELLING: a, b; gives up in 29 min`. */
function heartbeatText({ waiting, ended, remainingMilliseconds }: EventOf<'heartbeat'>, targetCount: number): string {
  const groups = [...groupBy(waiting, ({ status }) => status)];
  const states = groups.map(([status, targets]) => {
    const state = status === undefined || status === '' ? 'waiting for an answer' : `still ${logMedium.name(status)}`;
    const names = targets.slice(0, namesInHeartbeat).map(({ targetName }) => logMedium.name(targetName));
    const left = targets.length - names.length;
    return targetCount === 1 ? state : `${state}: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  });
  const done = targetCount === 1 ? [] : [`${ended} of ${targetCount} done`];
  return [...done, ...states, `gives up in ${duration(remainingMilliseconds)}`].join('; ');
}
