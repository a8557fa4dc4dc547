import { expect, test } from 'vitest';
import { badInputAnnotation, badInputSummary } from '../../../src/report/channels/bad-input.ts';

const problem = { input: 'dry-run', value: 'yes', rule: 'must be true or false' };

test('bad input names the input, the value and the rule, and that nothing was sent', () => {
  for (const text of [badInputAnnotation([problem]).message, badInputSummary([problem])]) {
    expect(text).toMatch(/dry-run "?yes"? must be true or false\./);
    expect(text).toContain('Nothing was sent');
  }
});

test('a value that must not be shown is not', () => {
  expect(badInputAnnotation([{ ...problem, value: undefined }]).message).toContain('dry-run must be');
});

test('a thousand problems fit into one annotation', () => {
  const { message } = badInputAnnotation(Array(1_000).fill({ ...problem, value: '::error::\n'.repeat(100) }));
  expect(message.length).toBeLessThan(4_096);
  expect(message).toContain('And 988 more problems.');
  expect(message).not.toMatch(/^\s*::/m);
});

test('a hostile value does nothing in the summary', () => {
  const summary = badInputSummary([{ ...problem, value: '<script>@team</script> ![x](https://evil.example)' }]);
  expect(summary.replaceAll(/`[^`]*`/g, '')).not.toMatch(/<script|@team|evil/);
});
