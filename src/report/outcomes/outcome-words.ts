import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { SentenceContext } from '../sentences/sentence.ts';
import type { TargetWords } from '../sentences/vocabulary.ts';

/** Everything that is said of one outcome. Each has a file, which holds the sentences about its reasons as well. */
export interface OutcomeWords {
  /** How a single result is labelled. */
  readonly label: string;
  /** The title of its annotation. */
  title(words: TargetWords): string;
  /** Was it cancelled? The first words of the verdict. */
  answer(result: TargetResult): string;
  /** The rest of the headline, with the blank or the colon that the answer is followed by. */
  headline(context: SentenceContext): string;
  /**
   * What is deployed now: ends a sentence that begins "Deployed now:", without a full stop.
   *
   * @param version what is deployed, where AWS names it; else the words hold for other targets with the same outcome, too
   */
  deployedNow(result: TargetResult, version?: string): string;
  /** What to do now: one or more sentences; undefined if nothing is left to do. */
  nextStep(context: SentenceContext): string | undefined;
}

/** The reasons of one kind. */
export type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { readonly kind: Kind }>;
