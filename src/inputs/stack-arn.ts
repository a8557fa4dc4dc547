import type { Report } from './problem.ts';

/** A stack as the input names it. */
export interface StackName {
  readonly name: string;
  /** The name, or the ARN if one was given. */
  readonly reference: string;
  /** Of the ARN; undefined for a name. */
  readonly region: string | undefined;
}

/** Reads a stack's name (API reference of CreateStack, `StackName`) or its id, which is its ARN. Undefined for anything else. */
export function readStack(text: string): StackName | undefined {
  const arn = /^arn:aws[a-z-]*:cloudformation:([a-z0-9-]+):\d{12}:stack\/([^/]+)\/[0-9A-Za-z-]+$/.exec(text);
  const [, region, name = text] = arn ?? [];
  return /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name) ? { name, reference: text, region } : undefined;
}

/**
 * Reports the stacks whose ARN names another region than the step's.
 *
 * @param given the region of input or environment; undefined if neither has one
 * @param used the region of the step: the given one, or that of the first ARN
 */
export function reportForeignRegions(
  stacks: readonly StackName[],
  given: string | undefined,
  used: string | undefined,
  report: Report,
): void {
  const rule =
    given === undefined
      ? `must be in the same region as the other stacks, ${used}`
      : `must be in the region of the step, ${given}`;
  for (const { region, reference } of stacks) {
    if (region === undefined || region === used) continue;
    report('stack-name', reference, rule, 'One step works in one region: use a matrix for several');
  }
}
