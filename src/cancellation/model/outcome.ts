/**
 * Every word that a service's cancellation can end with. The README and `action.yml` explain each one to
 * workflow authors; the tests hold the three lists together.
 */
export const outcomes = [
  'cancelled',
  'succeeded',
  'failed',
  'nothing-to-cancel',
  'deleted',
  'not-found',
  'not-cancellable',
  'superseded',
  'timed-out',
  'requested',
  'would-cancel',
  'interrupted',
  'error',
] as const;

/** How the cancellation of one service's pipeline deployment ended. */
export type Outcome = (typeof outcomes)[number];

/** The outcomes that fail the step where the workflow does not say otherwise. */
export const defaultFailOn: readonly Outcome[] = ['failed', 'superseded', 'timed-out', 'not-found', 'not-cancellable'];

/** Narrows outside text to an outcome. */
export function isOutcome(text: string): text is Outcome {
  return outcomes.some((outcome) => outcome === text);
}

/** Whether an outcome fails the step. `error` and `interrupted` always do, whatever `fail-on` says. */
export function failsStep(outcome: Outcome, failOn: ReadonlySet<Outcome>): boolean {
  return outcome === 'error' || outcome === 'interrupted' || failOn.has(outcome);
}
