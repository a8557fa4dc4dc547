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
}

/** Puts together what the sentences about one result are made with. */
export function contextOf(result: TargetResult, facts: ReportFacts, medium: Medium): SentenceContext {
  return { result, facts, medium, words: vocabulary[facts.targetKind] };
}

/** `the pipeline deployment of checkout`. */
export function deploymentOfTarget({ result, medium, words }: SentenceContext): string {
  return `the ${words.deployment} of ${medium.name(result.target.name)}`;
}

/** `deployment 1111…`, or `the pipeline deployment` if no id is known. */
export function deploymentById(id: string | undefined, { medium, words }: SentenceContext): string {
  return id === undefined || id === '' ? `the ${words.deployment}` : `${words.short} ${medium.name(id)}`;
}

/** `the pipeline deployment of checkout was CANCELLING`. */
export function lastStateOf(lastSeen: LastSeen, context: SentenceContext): string {
  return `${deploymentOfTarget(context)} was ${stateText(lastSeen, context.medium)}`;
}
