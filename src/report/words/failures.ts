import type { Failure, FailureKind } from '../../cancellation/model/failure.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import type { FailureGroup } from './grouping.ts';
import {
  accessDenied,
  awsTrouble,
  clockSkewed,
  connectionLost,
  credentialsMissing,
  credentialsRefused,
  endOfProton,
  misconfigured,
  notFound,
  outOfTime,
  type RemedyFacts,
  regionMissing,
  reRun,
  throttled,
  unexpected,
  unidentified,
  unreachable,
  unreadable,
} from './remedies.ts';
import { vocabulary } from './vocabulary.ts';

/** What the reports say of a kind of failure. */
export interface FailureWords {
  /** The kind in a few words, for a cell of a table or where the error has no name of its own. */
  readonly title: string;
  /** What became of the call: follows the operation's name, says no more about the request than is known. */
  happened(errorName: string): string;
  /** What to do about it: one or more sentences. */
  remedy(facts: RemedyFacts): string;
}

const refused = (errorName: string): string => (errorName === '' ? 'failed' : `failed with ${errorName}`);
const unsent = happenedAs('could not be sent');

/** One row a kind of failure. */
export const failureWords: Readonly<Record<FailureKind, FailureWords>> = {
  conflict: { title: 'Conflict', happened: refused, remedy: ({ words }) => words.refusals.conflict },
  validation: { title: 'Invalid request', happened: refused, remedy: ({ words }) => words.refusals.validation },
  'not-found': { title: 'Not found', happened: refused, remedy: notFound },
  'access-denied': { title: 'Access denied', happened: refused, remedy: accessDenied },
  throttled: { title: 'Throttled', happened: refused, remedy: throttled },
  'server-fault': { title: 'Fault in AWS', happened: refused, remedy: awsTrouble },
  'credentials-missing': { title: 'No credentials', happened: unsent, remedy: credentialsMissing },
  'credentials-refused': { title: 'Credentials refused', happened: refused, remedy: credentialsRefused },
  'region-missing': { title: 'No region', happened: unsent, remedy: regionMissing },
  misconfigured: { title: 'Wrong configuration', happened: unsent, remedy: misconfigured },
  unreachable: { title: 'No connection', happened: unsent, remedy: unreachable },
  'connection-lost': { title: 'No answer', happened: happenedAs('got no answer'), remedy: connectionLost },
  unreadable: {
    title: 'Unreadable answer',
    happened: happenedAs('got an answer that is not from AWS'),
    remedy: unreadable,
  },
  'clock-skewed': { title: 'Wrong clock', happened: refused, remedy: clockSkewed },
  interrupted: {
    title: 'Step stopped',
    happened: happenedAs('was given up when the step was stopped'),
    remedy: () => `${reRun} to learn how it ended.`,
  },
  'out-of-time': {
    title: 'Out of time',
    happened: happenedAs('was not called, since `wait-for-minutes` ran out before its turn'),
    remedy: outOfTime,
  },
  unidentified: {
    title: 'Deployment not named',
    happened: happenedAs('did not name the deployment'),
    remedy: unidentified,
  },
  'not-cancellable': {
    title: 'Not cancellable',
    happened: happenedAs("showed an operation that can't be cancelled"),
    remedy: () => 'Wait for the operation to end.',
  },
  unexpected: { title: 'Unexpected error', happened: refused, remedy: unexpected },
};

/**
 * What to do about a failure: one or more sentences for the author of the workflow.
 *
 * @param targetName where the failure is one target's alone
 */
export function remedyOf(failure: Failure, facts: ReportFacts, medium: Medium, targetName?: string): string {
  const remedyFacts: RemedyFacts = { failure, facts, medium, words: vocabulary[facts.targetKind], targetName };
  return isEndOfProton(failure, facts) ? endOfProton(remedyFacts) : failureWords[failure.kind].remedy(remedyFacts);
}

/** What to do about the failure that a group of targets shares, or about the reason they share; undefined if neither says. */
export function remedyOfGroup(group: FailureGroup, facts: ReportFacts, medium: Medium): string | undefined {
  const { failure, results } = group;
  const [first, another] = results;
  const targetName = another === undefined ? first?.target.name : undefined;
  return (
    (first && remedyByReason(first.reason, targetName !== undefined, facts, medium)) ??
    (failure && remedyOf(failure, facts, medium, targetName))
  );
}

/** What some reasons ask for, whatever failed; undefined if that is left to the failure. */
function remedyByReason(reason: Reason, isForOne: boolean, facts: ReportFacts, medium: Medium): string | undefined {
  const { input, target } = vocabulary[facts.targetKind];
  switch (reason.kind) {
    case 'nested':
      return isForOne
        ? `Give the root stack as \`${input}\`: ${medium.prose(reason.root)}.`
        : `Give the root stack of each as \`${input}\`.`;
    case 'other-operation':
      return `Wait for the operation to end, or delete the ${target}.`;
    case 'unknown-status':
      return `Look at the ${target} in AWS, and use a newer version of this action if there is one.`;
    default:
      return undefined;
  }
}

/** Whether a failure means that AWS has ended Proton. */
export function isEndOfProton(failure: Failure | undefined, { targetKind }: ReportFacts): boolean {
  return targetKind === 'service' && failure?.isEndOfService === true;
}

function happenedAs(words: string): (errorName: string) => string {
  return (errorName) => (errorName === '' ? words : `${words}: ${errorName}`);
}
