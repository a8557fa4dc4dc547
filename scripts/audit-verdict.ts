import { list, mapping, text } from './yaml-file.ts';

/** What `npm audit` brought to light about the production dependencies. */
export type AuditVerdict =
  /** The registry gave no answer that can be read: nothing is known. */
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'known';
      /** Findings of high or critical severity in what is bundled. */
      readonly bundled: readonly string[];
      /** The same in what is installed with it, but not bundled. */
      readonly unbundled: readonly string[];
    };

/** Reads the report that `npm audit --json` prints. `bundled` names the packages whose code is in dist/. */
export function verdictOf(report: unknown, bundled: ReadonlySet<string>): AuditVerdict {
  const { vulnerabilities, message } = mapping(report);
  if (vulnerabilities === undefined) return { kind: 'unknown', why: text(message) ?? 'the answer is no audit report' };
  const grave = Object.entries(mapping(vulnerabilities))
    .map(([name, value]) => ({ name, finding: mapping(value) }))
    .filter(({ finding }) => finding['severity'] === 'high' || finding['severity'] === 'critical');
  const told = grave.map(({ name, finding }) => ({ name, line: `${name}: ${causesOf(finding['via'])}` }));
  return {
    kind: 'known',
    bundled: told.filter(({ name }) => bundled.has(name)).map(({ line }) => line),
    unbundled: told.filter(({ name }) => !bundled.has(name)).map(({ line }) => line),
  };
}

/** Advisories by their title and address, and packages through which one comes by their name. */
function causesOf(via: unknown): string {
  const causes = list(via).map((cause) =>
    typeof cause === 'string' ? `by way of ${cause}` : [mapping(cause)['title'], mapping(cause)['url']].join(' '),
  );
  return causes.join('; ');
}
