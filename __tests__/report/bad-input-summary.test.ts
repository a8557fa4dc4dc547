import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badInputSummary } from '../../src/report/bad-input.ts';
import { hostileText } from './hostile.ts';
import { htmlOf, textOf } from './renderers.ts';

describe('the summary of bad input', () => {
  test('names each input, its value in quotes, the rule and the hint', () => {
    const problems = [
      { input: 'service-name', value: 'a b', rule: 'must be a name', hint: 'Separate names with newlines or commas' },
      { input: 'fail-on', value: '', rule: 'must be `none`, or any of: cancelled, not-found' },
      { input: 'github-token', value: undefined, rule: 'is needed' },
    ] as const;
    expect(badInputSummary(problems)).toBe(
      [
        '### ❌ Not cancelled: bad input',
        '',
        '- **service-name** `"a b"` must be a name.  ',
        '  Separate names with newlines or commas.',
        '- **fail-on** `""` must be none, or any of: cancelled, not-found.',
        '- **github-token** is needed.',
        '',
        'Nothing was sent to AWS. Correct the inputs of this step.',
        '',
      ].join('\n'),
    );
  });

  test('keeps the quotes of a value that is too long to be shown', () => {
    const summary = badInputSummary([{ input: 'stack-name', value: 'x'.repeat(5_000), rule: 'is too long' }]);
    expect(summary).toMatch(/`"x{299}…"` is too long\./);
  });

  test('counts the problems that there is no room for', () => {
    const problem = { input: 'stack-name', value: 'a b', rule: 'must be a name' } as const;
    expect(badInputSummary(Array.from({ length: 1_000 }, () => problem))).toMatch(/^- and 950 more$/m);
  });

  test('shows the value as it was given, and nothing in it acts', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const problem = { input: 'stack-name', value, rule: `must not be ${value}`, hint: `Write ${value}` } as const;
        const html = htmlOf(badInputSummary([problem]));
        expect(html.replace(/<\/?(?:h3|p|ul|li|strong|code|br)>/g, '')).not.toMatch(/[<>]/);
        expect(textOf(html.replace(/<code>.*?<\/code>/gs, ''))).not.toMatch(/[@#$*_\\]|https?:|www/);
      }),
      { numRuns: 300 },
    );
  });
});
