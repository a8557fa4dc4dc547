import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import type { Medium } from '../text/escape.ts';
import { duration } from '../text/time.ts';
import { causeOf } from './cause.ts';
import { deployedNowOf } from './deployed-now.ts';
import { nextStepOf } from './next-step.ts';
import { lastStateOf, standingOf } from './standing.ts';
import type { Verdict } from './verdict-parts.ts';

const unknown = 'Not known whether it is stopped';

/** The verdict on a single service. */
export function verdictOnOne(result: ServiceResult, facts: ReportFacts, medium: Medium): Verdict {
  return {
    stopped: stoppedOne(result, facts, medium),
    inShort: `${answerOf(result)}: ${medium.name(result.serviceName)} (${result.outcome}).`,
    cause: causeOf(result, medium),
    deployed: deployedNowOf(result, medium),
    nextStep: nextStepOf(result, medium),
  };
}

/** The whole sentence: the answer, and what it is about. */
function stoppedOne(result: ServiceResult, facts: ReportFacts, medium: Medium): string {
  const detail = detailOf(result, facts, medium);
  const answer = answerOf(result);
  return detail === undefined ? `${answer} at ${medium.name(result.serviceName)}.` : `${answer}: ${detail}`;
}

/** What the answer is about; undefined where the cause says it. */
function detailOf(result: ServiceResult, facts: ReportFacts, medium: Medium): string | undefined {
  const name = medium.name(result.serviceName);
  switch (result.outcome) {
    case 'cancelled':
      return `the pipeline deployment of ${name} was cancelled${afterWait(result)}.`;
    case 'succeeded':
      return `the pipeline deployment of ${name} finished first, and cancelling it had no effect.`;
    case 'failed':
      return `the pipeline deployment of ${name} ended as FAILED.`;
    case 'nothing-to-cancel':
    case 'deleted':
      return undefined;
    case 'not-found':
      return `Proton knows no service ${name}${inRegion(facts, medium)}.`;
    case 'superseded':
      return `another deployment has come in between at ${name}.`;
    case 'timed-out':
      return `the pipeline deployment of ${name} was ${stateOf(result, medium)} when last seen, and the wait of ${duration(facts.waitMilliseconds)} is over. AWS carries on.`;
    case 'requested':
      return `Proton has accepted the cancellation for ${name}. How it ends was not waited for.`;
    case 'would-cancel':
      return `the pipeline deployment in progress at ${name} would be cancelled. Nothing was changed.`;
    case 'interrupted':
      return interruptedDetail(result, name);
    case 'error':
      return errorDetail(result, name);
  }
}

/** Was it stopped? The words before the colon. */
function answerOf(result: ServiceResult): string {
  switch (result.outcome) {
    case 'cancelled':
      return 'Stopped';
    case 'succeeded':
    case 'not-found':
      return 'Not stopped';
    case 'failed':
      return 'Not cancelled';
    case 'nothing-to-cancel':
      return 'Nothing to stop';
    case 'deleted':
      return 'Nothing left to stop';
    case 'superseded':
      return unknown;
    case 'timed-out':
      // A state that could not be read lately may be another by now.
      return result.failure === undefined ? 'Not stopped yet' : unknown;
    case 'requested':
      return 'Being stopped';
    case 'would-cancel':
      return 'Dry run';
    case 'interrupted':
    case 'error':
      return answerByStanding(result);
  }
}

function answerByStanding(result: ServiceResult): string {
  switch (standingOf(result)) {
    case 'not-sent':
    case 'refused':
      return 'Not stopped';
    case 'accepted':
      return 'Being stopped';
    case 'unknown':
      return unknown;
  }
}

function interruptedDetail(result: ServiceResult, name: string): string {
  switch (standingOf(result)) {
    case 'not-sent':
    case 'refused':
      return `the workflow run was cancelled before a request for ${name} was sent.`;
    case 'accepted':
      return `the workflow run was cancelled while ${name} was CANCELLING. AWS carries on.`;
    case 'unknown':
      return `the workflow run was cancelled while the request for ${name} was on its way. If Proton has received it, AWS carries on.`;
  }
}

function errorDetail(result: ServiceResult, name: string): string {
  switch (standingOf(result)) {
    case 'not-sent':
      return `no cancellation was sent for ${name}.`;
    case 'refused':
      return `the cancellation for ${name} was not accepted.`;
    case 'accepted':
      return `${name} was CANCELLING, and AWS carries on, but how it ends could not be read.`;
    case 'unknown':
      return `the cancellation for ${name} was sent, but what came of it was not learned.`;
  }
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
