import type { LastSeen, TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { stateText } from './stages.ts';
import { type TargetWords, vocabulary } from './vocabulary.ts';

/** What the sentences about one result are made with. */
export interface SentenceContext {
  readonly result: TargetResult;
  readonly facts: ReportFacts;
  readonly medium: Medium;
  readonly words: TargetWords;
  /** The target's. */
  readonly name: string;
}

/** Puts together what the sentences about one result are made with. */
export function contextOf(result: TargetResult, facts: ReportFacts, medium: Medium): SentenceContext {
  return { result, facts, medium, words: vocabulary[facts.targetKind], name: medium.name(result.target.name) };
}

/** `the pipeline deployment of checkout`. */
export function deploymentOfTarget({ words, name }: SentenceContext): string {
  return `the ${words.deployment} of ${name}`;
}

/** `deployment 1111…`, or `the pipeline deployment` if no id is known. */
export function deploymentById({ result: { deploymentId }, medium, words }: SentenceContext): string {
  return deploymentId === undefined || deploymentId === ''
    ? `the ${words.deployment}`
    : `${words.short} ${medium.name(deploymentId)}`;
}

/** `the pipeline deployment of checkout was CANCELLING`. */
export function lastStateOf(lastSeen: LastSeen, context: SentenceContext): string {
  return `${deploymentOfTarget(context)} was ${stateText(lastSeen, context.medium)}`;
}

/** AWS's status behind a sentence: ` (CANCELLED)`, or nothing. */
export function statusInBrackets(status: string | undefined, { medium }: SentenceContext): string {
  return after(status, (text) => `(${medium.name(text)})`);
}

/** Whole sentences out of parts: those that are missing are left out, each ends with a full stop or its equivalent. */
export function sentences(parts: readonly (string | false | undefined)[]): string {
  return parts.flatMap((part) => (part ? [asSentence(part)] : [])).join(' ');
}

/** Ends a text as a sentence ends, unless it does so already. A closing backtick, quote or bracket may follow the end. */
export function asSentence(text: string): string {
  return /[.!?…][`"')\]]?$/.test(text) ? text : `${text}.`;
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A space and the text made from a value that may be missing; nothing without the value. */
export function after<Value>(value: Value | undefined, text: (value: Value) => string): string {
  return value === undefined || value === '' ? '' : ` ${text(value)}`;
}

/** The first words of an advice. Re-running a job repeats all its steps, including one that deploys. */
export function runAgain({ guard }: ReportFacts): string {
  switch (guard?.moment) {
    case undefined:
      return 'Re-run this job (unless it also deploys)';
    case 'before':
      return 'Re-run this job';
    case 'after':
      return 'Run the action itself, in a workflow of its own,';
  }
}
