/** An option of the command line that can't be used: names the option, the value and the rule. */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  constructor(option: string, value: string, rule: string) {
    super(`--${option}: ${JSON.stringify(value)} can't be used: it must be ${rule}.`);
  }
}
