import type { CancellationEvent } from '../../cancellation/model/events.ts';
import { isTransient } from '../../cancellation/model/failure.ts';
import type { TargetKind } from '../../cancellation/model/plan.ts';
import { logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import { failureInShort } from '../failures/failure-text.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

/** What to write to the log about a failed call. */
export interface FailureLine {
  readonly level: 'info' | 'debug';
  readonly text: string;
  /** The target that it is about; undefined if it is about several. */
  readonly targetName: string | undefined;
}

type FailedCall = Extract<CancellationEvent, { readonly type: 'failure' }>;

/** How many targets get a line at `info` for one kind of failure; more would bury the rest of the log. */
const targetsNamed = 5;

/**
 * Makes a function that turns failed calls into lines: at `info` a kind of failure once for a target, and for a few
 * targets; at `debug` all of it. A failure after which the work goes on comes with its text, which nothing else will
 * show. For one that ends the work, and for a refusal, the name is enough: verdict and annotation have the text.
 */
export function createFailureLines(targetKind: TargetKind): (event: FailedCall) => readonly FailureLine[] {
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
    const { failure, targetName, next } = event;
    const { message, requestId } = failure;
    const said = message === '' ? '' : `: ${logMedium.prose(message)}`;
    const request = requestId === undefined ? '' : ` (request id ${logMedium.name(requestId)})`;
    const what = happened(event, targetKind);
    const then = consequenceOf(event);
    const inFull: FailureLine = { level: 'debug', text: `${what}${said}${request}${then}`, targetName };
    const count = countNew(event);
    if (count === 0 || count > targetsNamed + 1) return [inFull];
    if (count > targetsNamed) {
      const text = `${what} for more targets: debug logging shows each`;
      return [inFull, { level: 'info', text, targetName: undefined }];
    }
    const isShownLater = next === 'end' || isRefusal(event);
    return isShownLater
      ? [{ level: 'info', text: `${what}${then}`, targetName }, inFull]
      : [{ ...inFull, level: 'info' }];
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
