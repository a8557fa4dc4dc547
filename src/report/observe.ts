import type { CancellationEvent, Observer } from '../cancellation/model/events.ts';
import type { TargetResult } from '../cancellation/model/result.ts';
import type { Inputs } from '../inputs.ts';
import { forLog } from '../text/escape.ts';
import type { ReportFacts } from './facts.ts';
import { createNarrator } from './log/log.ts';
import { openingLineOf } from './log/opening-line.ts';
import { outputsOf } from './outputs/outputs.ts';
import type { Runner } from './ports.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Logs what is about to be done, then the events, and sets the outputs early: a later step then finds them
 * even if the wait is cut short. What can't be written now must not end the work; it fails the step at the end, when it is written
 * again.
 */
export function createObserver(inputs: Inputs, facts: ReportFacts, runner: Runner): Observer {
  runner.log(openingLineOf(inputs.plan.targets, facts));
  const narrate = createNarrator(inputs.plan.targets.length, facts, runner.isDebug);
  const attempt = (what: string, work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      runner.log({ level: 'info', text: forLog(`${what}: ${runner.redact(String(thrown))}`) });
    }
  };
  return (told) => {
    const event = withoutSecrets(told, runner.redact);
    attempt('Could not log an event', () => narrate(event).forEach(runner.log));
    if (!('results' in event) || !hasNews(event)) return;
    attempt('Could not set the outputs early', () => runner.setOutputs(outputsOf(event.results, facts, inputs)));
  };
}

type EarlyResults = Extract<CancellationEvent, { readonly results: readonly TargetResult[] }>;

/** Whether results are to be set early. With a single target, its acceptance says all that is known by then. */
function hasNews({ type, results }: EarlyResults): boolean {
  if (type !== 'requests-answered' || results.length > 1) return true;
  return results.some(({ reason }) => reason.kind === 'joined' || reason.kind === 'waiting');
}
