/** What somebody must know in five seconds. Each part is a whole sentence or more. */
export interface Verdict {
  /** Was it stopped? One sentence, short enough for a heading. */
  readonly stopped: string;
  /** The same in a few words, for where the whole has been said already. */
  readonly inShort: string;
  /** Why it is so, in AWS's words or ours; undefined where `stopped` says it all. */
  readonly cause: string | undefined;
  /** What is deployed now? Undefined where that differs from service to service. */
  readonly deployed: string | undefined;
  /** What to do? Undefined where nothing is left to do, or where it differs from service to service. */
  readonly nextStep: string | undefined;
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
