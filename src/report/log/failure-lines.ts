import type { CancellationEvent } from '../../cancellation/model/events.ts';
import { isTransient } from '../../cancellation/model/failure.ts';
import type { TargetKind } from '../../cancellation/model/plan.ts';
import { logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import { failureInShort } from '../failures/failure-text.ts';
import type { LogLine } from '../ports.ts';
import { after } from '../sentences/sentence.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

/** Makes a line; `targetName` is undefined where it is about several targets. */
export type MakeLine = (level: LogLine['level'], at: number, targetName: string | undefined, text: string) => LogLine;

type FailedCall = Extract<CancellationEvent, { readonly type: 'failure' }>;

/** How many targets get a line at `info` for one kind of failure; more would bury the rest of the log. */
const targetsNamed = 5;

/**
 * Makes a function that turns failed calls into lines: at `info` a kind of failure once for a target, and for a few
 * targets; at `debug` all of it. A failure after which the work goes on comes with its text, which nothing else will
 * show. For one that ends the work, and for a refusal, the name is enough: verdict and annotation have the text.
 */
export function createFailureLines(targetKind: TargetKind, line: MakeLine): (event: FailedCall) => readonly LogLine[] {
  const targetsByKind = new Map<string, Set<string>>();

  /** How many targets have met this failure, this one included; 0 if this one had met it before. */
  function countNew({ failure, targetName, next }: FailedCall): number {
    // A final failure of one call, or a refusal, isn't news when a second call confirms it.
    const key = isTransient(failure.kind) ? `${next} ${failure.call} ${failure.kind}` : failure.kind;
    const targets = targetsByKind.get(key) ?? new Set<string>();
    targetsByKind.set(key, targets);
    if (targets.has(targetName)) return 0;
    targets.add(targetName);
    return targets.size;
  }

  return (event) => {
    const { failure, targetName, next, atMilliseconds } = event;
    const { message, requestId } = failure;
    const said = message === '' ? '' : `: ${logMedium.prose(message)}`;
    const request = after(requestId, (id) => `(request id ${logMedium.name(id)})`);
    const what = happened(event, targetKind);
    const then = consequenceOf(event);
    const inFull = (level: LogLine['level']): LogLine =>
      line(level, atMilliseconds, targetName, `${what}${said}${request}${then}`);
    const count = countNew(event);
    if (count === 0 || count > targetsNamed + 1) return [inFull('debug')];
    if (count > targetsNamed) {
      const text = `${what} for more targets: debug logging shows each`;
      return [inFull('debug'), line('info', atMilliseconds, undefined, text)];
    }
    const isShownLater = next === 'end' || isRefusal(event);
    return isShownLater
      ? [line('info', atMilliseconds, targetName, `${what}${then}`), inFull('debug')]
      : [inFull('info')];
  };
}

function happened(event: FailedCall, targetKind: TargetKind): string {
  const { failure } = event;
  return isRefusal(event)
    ? `${vocabulary[targetKind].operations[failure.call]} was refused with ${logMedium.name(failure.name)}`
    : failureInShort(failure, targetKind, logMedium);
}

/** Whether AWS said no, and the state has to say whether that is an error at all. */
function isRefusal({ failure: { kind }, next }: FailedCall): boolean {
  return next === 'look' && !isTransient(kind);
}

function consequenceOf(event: FailedCall): string {
  const { next, delayMilliseconds } = event;
  switch (next) {
    case 'retry':
      return delayMilliseconds > 0 ? `; trying again in ${duration(delayMilliseconds)}` : '; trying again';
    case 'look':
      return isRefusal(event) ? '; reading the state to find out why' : '; reading the state to find out its effect';
    case 'end':
      return '';
  }
}
