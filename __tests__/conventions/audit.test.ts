import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../scripts/audit-verdict.ts';
import { bundledPackages } from '../../scripts/licenses.ts';

const bundled = new Set(['undici', '@actions/core']);

function finding(severity: string, via: unknown): object {
  return { severity, via: [via] };
}

describe('the audit of what is bundled', () => {
  test('is no pass where the registry gives no report', () => {
    const report = { message: '405 Method Not Allowed', error: { summary: '' } };
    expect(verdictOf(report, bundled)).toEqual({ kind: 'unknown', why: '405 Method Not Allowed' });
    expect(verdictOf({}, bundled)).toMatchObject({ kind: 'unknown' });
  });

  test('finds what is of high or critical severity, and tells what is bundled from what is not', () => {
    const advisory = { title: 'Smuggling', url: 'https://github.com/advisories/GHSA-1' };
    const vulnerabilities = {
      undici: finding('high', advisory),
      '@actions/core': finding('critical', 'undici'),
      'left-over': finding('high', advisory),
    };
    expect(verdictOf({ vulnerabilities }, bundled)).toEqual({
      kind: 'known',
      bundled: ['undici: Smuggling https://github.com/advisories/GHSA-1', '@actions/core: by way of undici'],
      unbundled: ['left-over: Smuggling https://github.com/advisories/GHSA-1'],
    });
  });

  test('lets pass what is of lower severity', () => {
    const vulnerabilities = { undici: finding('moderate', 'other'), '@actions/core': finding('low', 'undici') };
    expect(verdictOf({ vulnerabilities }, bundled)).toEqual({ kind: 'known', bundled: [], unbundled: [] });
  });
});

describe('the list of bundled packages', () => {
  test('is read from the headings of licenses.txt, not from the licences', () => {
    const text = '@actions/core 3.0.1\nMIT\n\nThe MIT License 2.0\n\nundici 6.29.1\nMIT\n\nVersion 2.0, January 2004\n';
    expect(bundledPackages(text)).toEqual(
      new Map([
        ['@actions/core', '3.0.1'],
        ['undici', '6.29.1'],
      ]),
    );
  });
});
