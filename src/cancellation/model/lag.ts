/**
 * How long AWS's reads may show a state that is over, in milliseconds: they are eventually consistent, each answer by an amount of
 * its own. A reading that was sent this long after a fact has seen the fact.
 */
export const lagMilliseconds = 10_000;
