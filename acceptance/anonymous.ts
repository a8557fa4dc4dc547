/** Takes out of AWS's answers what tells whose they are; the same id becomes the same replacement. */
export type Anonymise = (text: string) => string;

/**
 * Account ids become 123456789012, callers a role, the names of this run `acceptance`, ids numbers, and addresses in the web
 * nothing: that of a wait condition's handle is signed.
 *
 * @param prefix what the names of the run's stacks begin with
 */
export function anonymiser(prefix: string): Anonymise {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  };
  return (text) =>
    text
      .replaceAll(/https?:\/\/(?!cloudformation\.amazonaws\.com\/doc\/)[^\s<"]+/g, 'https://example.invalid/')
      .replaceAll(
        /arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+/g,
        'arn:aws:sts::123456789012:assumed-role/role/session',
      )
      .replaceAll(/(arn:aws[\w-]*:[\w-]+:[\w-]*:)\d{12}/g, '$1123456789012')
      .replaceAll(prefix, 'acceptance')
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, numberOf);
}
