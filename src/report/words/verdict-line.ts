/** What somebody must know in five seconds. Each part is a whole sentence or more. */
export interface Verdict {
  /** Was it cancelled? Short enough for a heading. */
  readonly headline: string;
  /** Why it is so, in AWS's words or ours; undefined if the headline says it all. */
  readonly cause: string | undefined;
  /** What is deployed now: ends a sentence that begins "Deployed now:". Undefined if that differs from target to target. */
  readonly deployed: string | undefined;
  /** What to do; undefined if nothing is left to do. */
  readonly nextStep: string | undefined;
}

/** The verdict as one line of plain words. */
export function verdictLine({ headline, cause, deployed, nextStep }: Verdict): string {
  return [
    headline,
    ...(cause === undefined ? [] : [cause]),
    ...(deployed === undefined ? [] : [`Deployed now: ${deployed}`]),
    ...(nextStep === undefined ? [] : [`What to do: ${nextStep}`]),
  ].join(' ');
}
