/** An option of the command line that can't be used: names the option, the value and the rule. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly option: string;
  readonly value: string;
  /** Completes the sentence "it must be …". */
  readonly rule: string;

  constructor(option: string, value: string, rule: string) {
    super(`--${option}: ${JSON.stringify(value)} can't be used: it must be ${rule}.`);
    this.option = option;
    this.value = value;
    this.rule = rule;
  }
}

/** Everything that is wrong with a command line. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
  readonly problems: readonly OptionError[];

  constructor(problems: readonly OptionError[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}
