import type { Outcome } from '../cancellation/outcome.ts';
import type { Failure } from '../cancellation/proton.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import type { Medium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { byFailure, byOutcome, namesOf, type OutcomeGroup } from './grouping.ts';
import { deployedNowOf, nextStepOf } from './next-step.ts';
import { lastStateOf, standingOf } from './standing.ts';
import { duration } from './time.ts';

/** What somebody must know in five seconds. Each part is a whole sentence or more. */
export interface Verdict {
  /** Was it stopped? One sentence, short enough for a heading. */
  readonly stopped: string;
  /** Why it is so, in AWS's words or ours; undefined where `stopped` says it all. */
  readonly cause: string | undefined;
  /** What is deployed now? Undefined where that differs from service to service. */
  readonly deployed: string | undefined;
  /** What to do? Undefined where nothing is left to do, or where it differs from service to service. */
  readonly nextStep: string | undefined;
}

/** The verdict on all services, in words that are the same in log, summary and comment. */
export function verdictOf(results: readonly ServiceResult[], facts: ReportFacts, medium: Medium): Verdict {
  const [only, another] = results;
  if (only === undefined)
    return { stopped: 'No service was worked on.', cause: undefined, deployed: undefined, nextStep: undefined };
  if (another === undefined) return verdictOfOne(only, facts, medium);
  return verdictOfSeveral(results, facts, medium);
}

/** The verdict as one line of plain words. */
export function verdictLine({ stopped, cause, deployed, nextStep }: Verdict): string {
  return [
    stopped,
    ...(cause === undefined ? [] : [cause]),
    ...(deployed === undefined ? [] : [`Deployed now: ${deployed}`]),
    ...(nextStep === undefined ? [] : [`What to do: ${nextStep}`]),
  ].join(' ');
}

/** A group's size in words: `1 timed out`, `44 cancelled`. */
export function countOf(count: number, outcome: Outcome): string {
  switch (outcome) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'deleted':
    case 'superseded':
    case 'interrupted':
      return `${count} ${outcome}`;
    case 'nothing-to-cancel':
      return `${count} with nothing to cancel`;
    case 'not-found':
      return `${count} not found`;
    case 'timed-out':
      return `${count} timed out`;
    case 'requested':
      return `${count} requested`;
    case 'would-cancel':
      return `${count} would be cancelled`;
    case 'error':
      return count === 1 ? '1 error' : `${count} errors`;
  }
}

function verdictOfOne(result: ServiceResult, facts: ReportFacts, medium: Medium): Verdict {
  return {
    stopped: stoppedOne(result, facts, medium),
    cause: causeOf(result, medium),
    deployed: deployedNowOf(result, medium),
    nextStep: nextStepOf(result, medium),
  };
}

function stoppedOne(result: ServiceResult, facts: ReportFacts, medium: Medium): string {
  const name = medium.name(result.serviceName);
  switch (result.outcome) {
    case 'cancelled':
      return `Stopped: the pipeline deployment of ${name} was cancelled${afterWait(result)}.`;
    case 'succeeded':
      return `Not stopped: the pipeline deployment of ${name} finished first, and cancelling it had no effect.`;
    case 'failed':
      return `Not cancelled: the pipeline deployment of ${name} ended as FAILED.`;
    case 'nothing-to-cancel':
      return `Nothing to stop at ${name}.`;
    case 'deleted':
      return `Nothing left to stop at ${name}.`;
    case 'not-found':
      return `Not stopped: Proton knows no service ${name}${inRegion(facts, medium)}.`;
    case 'superseded':
      return `Not known whether the deployment of ${name} was stopped.`;
    case 'timed-out':
      return `Not stopped yet: the pipeline deployment of ${name} was still ${stateOf(result, medium)} when the wait of ${duration(facts.waitMilliseconds)} was over. AWS carries on.`;
    case 'requested':
      return `Being stopped: Proton has accepted the cancellation for ${name}. How it ends was not waited for.`;
    case 'would-cancel':
      return `Dry run: the pipeline deployment in progress at ${name} would be cancelled. Nothing was changed.`;
    case 'interrupted':
      return interrupted(result, name);
    case 'error':
      return stoppedByError(result, name);
  }
}

function interrupted(result: ServiceResult, name: string): string {
  switch (standingOf(result)) {
    case 'not-sent':
    case 'refused':
      return `Not stopped: the workflow run was cancelled before a request for ${name} was sent.`;
    case 'accepted':
      return `Being stopped: the workflow run was cancelled, but ${name} was CANCELLING, and AWS carries on.`;
    case 'unknown':
      return `Not known whether ${name} is being stopped: the workflow run was cancelled while this step worked. What Proton has accepted, AWS carries on with.`;
  }
}

function stoppedByError(result: ServiceResult, name: string): string {
  switch (standingOf(result)) {
    case 'not-sent':
      return `Not stopped: no cancellation was sent for ${name}.`;
    case 'refused':
      return `Not stopped: the cancellation for ${name} was not accepted.`;
    case 'accepted':
      return `Being stopped: ${name} was CANCELLING, and AWS carries on, but how it ends could not be read.`;
    case 'unknown':
      return `Not known whether the deployment of ${name} was stopped.`;
  }
}

function causeOf(result: ServiceResult, medium: Medium): string | undefined {
  switch (result.outcome) {
    case 'nothing-to-cancel':
    case 'deleted':
    case 'superseded':
      return asSentence(medium.prose(result.reason));
    case 'failed': {
      const message = result.pipeline?.deploymentStatusMessage;
      return message === undefined || message === '' ? undefined : asSentence(medium.prose(message));
    }
    case 'error':
      return result.failure === undefined ? medium.prose(result.reason) : failureText(result.failure, medium);
    case 'cancelled':
    case 'succeeded':
    case 'not-found':
    case 'timed-out':
    case 'requested':
    case 'would-cancel':
    case 'interrupted':
      return undefined;
  }
}

/** A failure in the words of whoever reported it, with AWS's request id where there is one. */
export function failureText({ operation, name, message, requestId }: Failure, medium: Medium): string {
  const request = requestId === undefined ? '' : ` Request id: ${medium.name(requestId)}.`;
  return `${operation} met ${medium.name(name)}: ${asSentence(medium.prose(message))}${request}`;
}

function verdictOfSeveral(results: readonly ServiceResult[], facts: ReportFacts, medium: Medium): Verdict {
  const groups = byOutcome(results);
  const counts = groups.map(({ outcome, results: group }) => countOf(group.length, outcome)).join(', ');
  return {
    stopped: `${leadOf(groups, results.length, facts)} ${results.length} services: ${counts}.`,
    cause: undefined,
    deployed: groups.every(({ outcome }) => outcome === 'cancelled')
      ? 'what was deployed before, at each of them.'
      : undefined,
    nextStep: nextStepForSeveral(groups, medium),
  };
}

function leadOf(groups: readonly OutcomeGroup[], total: number, facts: ReportFacts): string {
  const present = new Set(groups.map(({ outcome }) => outcome));
  const stopped = groups.find(({ outcome }) => outcome === 'cancelled')?.results.length ?? 0;
  if (present.has('would-cancel') || facts.dryRun) return 'Dry run, nothing was changed.';
  if (stopped === total) return 'All stopped.';
  if (groups.every(({ outcome }) => isSettled(outcome))) return 'Nothing is left to stop.';
  if (groups.every(({ outcome }) => isSettled(outcome) || outcome === 'requested')) return 'Being stopped.';
  return stopped === 0 ? 'None is known to be stopped.' : 'Not all are known to be stopped.';
}

/** Whether no deployment goes on after an outcome, and none has got through in spite of the cancellation. */
function isSettled(outcome: Outcome): boolean {
  return outcome === 'cancelled' || outcome === 'nothing-to-cancel' || outcome === 'deleted';
}

/** The next step of the worst outcome; the summary has the others. */
function nextStepForSeveral([worst]: readonly OutcomeGroup[], medium: Medium): string | undefined {
  if (worst === undefined) return undefined;
  const group = worst.outcome === 'error' ? (byFailure(worst.results)[0]?.results ?? []) : worst.results;
  const [first] = group;
  const step = first === undefined ? undefined : nextStepOf(first, medium);
  return step === undefined ? undefined : `${step} This is about ${namesOf(group, medium, 3)}.`;
}

function afterWait({ waitedMilliseconds }: ServiceResult): string {
  return waitedMilliseconds > 0 ? ` after ${duration(waitedMilliseconds)}` : '';
}

function stateOf(result: ServiceResult, medium: Medium): string {
  return medium.name(lastStateOf(result) ?? 'in progress');
}

function inRegion({ region }: ReportFacts, medium: Medium): string {
  return region === undefined ? '' : ` in ${medium.name(region)}`;
}

function asSentence(text: string): string {
  return /[.!?…]`?$/.test(text) ? text : `${text}.`;
}
