import type { CancellationEvent, Observer } from '../../cancellation/model/events.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Inputs } from '../../inputs.ts';
import { forLog, logMedium } from '../../text/escape.ts';
import { type Delivery, deliver } from '../deliver.ts';
import type { ReportFacts } from '../facts.ts';
import { createObserver } from '../observe.ts';
import type { ExitCode, Runner } from '../ports.ts';
import { namesOf } from '../sentences/grouping.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

/** Nothing is told of a longer look for a deployment that begins late, which takes half a minute. Milliseconds. */
const longestLookMilliseconds = 35_000;

/** Logs as the action does, but not before something happens, unless debug logging is on: a job that began nothing gets one line. */
export function createGuardObserver(inputs: Inputs, facts: ReportFacts, runner: Runner): Observer {
  const kept: CancellationEvent[] = [];
  let observe = runner.isDebug ? createObserver(inputs, facts, runner) : undefined;
  return (event) => {
    kept.push(event);
    if (observe === undefined && !isEventful(event, facts)) return;
    observe ??= createObserver(inputs, facts, runner);
    for (const each of kept.splice(0)) observe(each);
  };
}

/** Whether the guard has something to do: to cancel, or to wait for what is being rolled back already. */
function isEventful(event: CancellationEvent, facts: ReportFacts): boolean {
  switch (event.type) {
    case 'call':
      return event.call === 'cancel';
    case 'failure':
      return event.failure.kind !== 'not-found';
    case 'state':
      // Of what is left alone, the deployment is not followed.
      return (event.stage === 'rolling-back' || event.stage === 'cancelling') && event.deploymentId !== undefined;
    case 'heartbeat':
      return event.atMilliseconds > longestLookMilliseconds;
    case 'first-accepted':
      return true;
    case 'verdict':
      // It is certain, and what is waited for may well come to rest.
      return !isUneventful({ ...event.result, isAtRest: undefined }, facts);
    case 'end':
      return !isUneventful(event.result, facts);
    case 'sent':
    case 'answer':
    case 'pause':
    case 'requests-answered':
      return false;
  }
}

/** Reports as the action does, but only on targets where something is to be told: all others together get one line in the log. */
export async function deliverGuarded(results: readonly TargetResult[], delivery: Delivery): Promise<ExitCode> {
  const { runner, facts } = delivery;
  const quiet = results.filter((result) => isUneventful(result, facts));
  const others = results.filter((result) => !quiet.includes(result));
  if (quiet.length > 0) runner.log({ level: 'info', text: uneventfulText(quiet, facts) });
  return others.length === 0 ? 0 : deliver(others, delivery);
}

/** Whether there is nothing to tell of a target: nothing began there, or what began has ended well. */
function isUneventful({ outcome, reason, lastSeen, isAtRest }: TargetResult, { failOn }: ReportFacts): boolean {
  if (outcome !== 'nothing-to-cancel' || isAtRest === false || failOn.has(outcome)) return false;
  switch (reason.kind) {
    case 'nothing-began':
      return true;
    case 'already-ended':
      return lastSeen?.stage === 'succeeded' || lastSeen?.stage === 'cleaning-up';
    case 'no-deployment':
      // What began since was no update, and has ended well.
      return reason.status === 'CREATE_COMPLETE' || reason.status === 'IMPORT_COMPLETE';
    default:
      return false;
  }
}

function uneventfulText(results: readonly TargetResult[], { targetKind }: ReportFacts): string {
  const { deployment } = vocabulary[targetKind];
  const left = results.filter(({ reason }) => reason.kind === 'nothing-began' && reason.isInProgress);
  const others =
    left.length === 0 ? '' : ` Already in progress before the guard step, so left alone: ${namesOf(left, logMedium)}.`;
  return forLog(
    `Nothing to cancel: no ${deployment} of ${namesOf(results, logMedium)} that started after the guard step is still in progress.${others}`,
  );
}

/** Without what the first step saw, nothing can be told apart. */
export function reportNoState(runner: Runner): ExitCode {
  const text = "Nothing was changed: the guard step didn't succeed, so the guard can't tell what started after it.";
  runner.log({ level: 'info', text });
  return 0;
}

export function reportUnreadableState(runner: Runner): ExitCode {
  const message =
    "Nothing was changed: what the guard step saved can't be read, so the guard can't tell what started after it. If this job started a deployment, cancel it yourself, and please report this bug.";
  runner.annotate({ severity: 'error', title: 'Bug in this action', message });
  return 1;
}
