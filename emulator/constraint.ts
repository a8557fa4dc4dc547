/** What the model of an API demands of a text. Lengths count Unicode characters. */
export interface TextConstraint {
  readonly minimum: number;
  readonly maximum: number;
  /** Of the whole text. */
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

/** What the model of an API demands of a whole number. */
export interface IntegerConstraint {
  readonly minimum: number;
  readonly maximum: number;
}

/** What is wrong with a text, in AWS's words. */
export function textProblems(member: string, value: string, constraint: TextConstraint): readonly string[] {
  const { minimum, maximum, pattern, oneOf } = constraint;
  const length = [...value].length;
  const rules: string[] = [];
  if (length < minimum) rules.push(`Member must have length greater than or equal to ${minimum}`);
  if (length > maximum) rules.push(`Member must have length less than or equal to ${maximum}`);
  // What is too long is not matched: patterns of the model take time in the square of the length.
  if (length <= maximum && pattern !== undefined && !pattern.test(value)) {
    rules.push(`Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  if (oneOf !== undefined && !oneOf.includes(value)) {
    rules.push(`Member must satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  return rules.map((rule) => unsatisfied(member, value, rule));
}

/** What is wrong with a whole number, in AWS's words. */
export function integerProblems(
  member: string,
  value: number,
  { minimum, maximum }: IntegerConstraint,
): readonly string[] {
  if (value < minimum) {
    return [unsatisfied(member, String(value), `Member must have value greater than or equal to ${minimum}`)];
  }
  return value > maximum
    ? [unsatisfied(member, String(value), `Member must have value less than or equal to ${maximum}`)]
    : [];
}

/** That a member breaks a rule, in AWS's words. */
export function unsatisfied(member: string, value: string, rule: string): string {
  // A spec may hold 51,200 characters and is sensitive in the model: what AWS echoes back is kept short.
  const shown = value.length > 200 ? `${value.slice(0, 200)}...` : value;
  return `Value '${shown}' at '${member}' failed to satisfy constraint: ${rule}`;
}

/** That a member is missing, in AWS's words. */
export function missing(member: string): string {
  return `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
}

/** The message of the one error that holds all problems of a request, in AWS's words. */
export function problemsMessage(problems: readonly string[]): string {
  const count = problems.length;
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${problems.join('; ')}`;
}
