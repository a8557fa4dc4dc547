import type { Question, Step } from '../../../src/cancellation/one-target/question.ts';
import type { Reading } from '../../../src/cancellation/ports.ts';

/** What a state leaves open that was read so late, in milliseconds of the clock. */
export function asking(kind: Question['kind'], reading: Reading, readAt = 0): Question {
  return { kind, reading, readAt };
}

/** What an answer comes to: outcome, reason and successor of a result, or what is done next. */
export function told(step: Step): readonly unknown[] {
  if (step.kind !== 'result') return [step.kind];
  const { outcome, reason } = step.result;
  return [outcome, 'why' in reason ? reason.why : reason.kind, 'successor' in reason ? reason.successor : undefined];
}
