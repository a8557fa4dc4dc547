import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { SentenceContext } from '../sentences/sentence.ts';
import type { TargetWords } from '../sentences/vocabulary.ts';

/** Everything that is said about one outcome. Each has a file, with the sentences about its reasons, too. */
export interface OutcomeWords {
  readonly label: string;
  /** The title of its annotation, after the API: of several results, it holds for the one that asks for most. */
  title(words: TargetWords, results: readonly TargetResult[]): string;
  /** Was it cancelled? The first words of the verdict. */
  answer(result: TargetResult): string;
  /** The rest of the headline, with the space or the colon that follows the answer. */
  headline(context: SentenceContext): string;
  /**
   * What is deployed now: ends a sentence that begins "Deployed now:", without a full stop.
   *
   * @param version what is deployed, where AWS names it; otherwise the words hold for all targets with this outcome
   */
  deployedNow(result: TargetResult, version?: string): string;
  /** What to do now: one or more sentences; undefined if nothing is left to do. */
  nextStep(context: SentenceContext): string | undefined;
}

/** The reasons of one kind. */
export type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { readonly kind: Kind }>;
