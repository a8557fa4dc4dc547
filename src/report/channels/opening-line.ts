import type { Target } from '../../cancellation/model/plan.ts';
import { forLog, logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import type { LogLine } from '../ports.ts';
import { vocabulary } from '../words/vocabulary.ts';

/** The first line of the log: what is about to be done, where, and for how long. */
export function openingLineOf(targets: readonly Target[], facts: ReportFacts): LogLine {
  const { dryRun, endpoint, region, targetKind, waitMilliseconds } = facts;
  const { deployment, target } = vocabulary[targetKind];
  const [only, another] = targets;
  const where = region === undefined ? '' : ` in ${logMedium.name(region)}`;
  const task =
    only === undefined || another !== undefined
      ? `the ${deployment}s of ${targets.length} ${target}s${where}`
      : `the ${deployment} of ${logMedium.name(only.name)}${where}`;
  const wait = waitMilliseconds === 0 ? 'not waiting for the result' : `waiting up to ${duration(waitMilliseconds)}`;
  const instead = endpoint === undefined ? '' : ` The endpoint is ${logMedium.prose(endpoint)}, not AWS's own.`;
  const text = dryRun ? `Dry run, nothing is changed: looking at ${task}.` : `Cancelling ${task}, ${wait}.`;
  return { level: 'info', text: forLog(`${text}${instead}`) };
}
