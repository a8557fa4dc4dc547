import type { Target } from '../../cancellation/model/plan.ts';
import { forLog, logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import type { LogLine } from '../ports.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

/** The first line of the log: what is about to be done, where, and for how long. */
export function openingLineOf(targets: readonly Target[], facts: ReportFacts): LogLine {
  const { endpoint, ignoredProfile } = facts;
  const instead = endpoint === undefined ? '' : ` The endpoint is ${logMedium.prose(endpoint)}, not AWS's own.`;
  const profile =
    ignoredProfile === undefined
      ? ''
      : ` Signing with the keys in the environment instead of AWS_PROFILE (${logMedium.name(ignoredProfile)}), as the AWS CLI does.`;
  return { level: 'info', text: forLog(`${taskText(targets, facts)}${instead}${profile}`) };
}

function taskText(targets: readonly Target[], facts: ReportFacts): string {
  const { dryRun, guard, region, targetKind, waitMilliseconds } = facts;
  const { deployment, target } = vocabulary[targetKind];
  const [only, another] = targets;
  const isOne = only !== undefined && another === undefined;
  const place = region === undefined ? '' : ` in ${logMedium.name(region)}`;
  const where = `${isOne ? logMedium.name(only.name) : `${targets.length} ${target}s`}${place}`;
  const upTo = `waiting up to ${duration(waitMilliseconds)}`;
  if (guard?.moment === 'before') {
    const wait = waitMilliseconds === 0 ? '' : `, ${upTo} for what is in progress there to end`;
    return `Reading the state of ${where} before the deployment${wait}.`;
  }
  const task =
    guard === undefined
      ? `the ${deployment}${isOne ? '' : 's'} of ${where}`
      : `any ${deployment} of ${where} that started after the guard step and is still in progress`;
  if (dryRun) return `Dry run: checking ${guard === undefined ? '' : 'for '}${task}. Nothing is changed.`;
  return `Cancelling ${task}, ${waitMilliseconds === 0 ? 'not waiting for the result' : upTo}.`;
}
