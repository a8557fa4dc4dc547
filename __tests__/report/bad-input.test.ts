import { expect, test } from 'vitest';
import type { InputProblem } from '../../src/inputs.ts';
import { badInputAnnotation, badInputOutputs } from '../../src/report/bad-input.ts';

const problem: InputProblem = { input: 'dry-run', value: 'yes', rule: 'must be true or false', hint: 'Use true' };

test('bad input names the input, the value in quotes, the rule and the hint, and that nothing was sent', () => {
  const line = 'dry-run "yes" must be true or false. Use true.';
  const remedy = 'Nothing was sent to AWS. Correct the inputs of this step.';
  expect(badInputAnnotation([problem])).toEqual({
    severity: 'error',
    title: 'Bad input',
    message: `${line}\n${remedy}`,
  });
  expect(badInputOutputs([problem])).toEqual({
    outcome: 'error',
    message: `Bad input: ${line} ${remedy}`,
    failed: '[]',
    results: '[]',
  });
});

test('an input that was not given has no value to show', () => {
  const missing: InputProblem = { input: 'service-name', value: '', rule: 'is required' };
  expect(badInputAnnotation([missing]).message).toContain('service-name is required.');
});

test('a value that must not be shown is not', () => {
  expect(badInputAnnotation([{ ...problem, value: undefined }]).message).toContain('dry-run must be');
});

test('a thousand problems fit into one annotation', () => {
  const { message } = badInputAnnotation(Array(1_000).fill({ ...problem, value: '::error::\n'.repeat(100) }));
  expect(message.length).toBeLessThan(4_096);
  expect(message).toContain('And 988 more.');
  expect(message).not.toMatch(/^\s*::/m);
});

test('a hint that quotes a hostile value can not act', () => {
  const hostile = { ...problem, value: '##[error]x', hint: 'Did you mean ##[error]x' };
  expect(badInputAnnotation([hostile]).message).not.toContain('##[');
  expect(badInputOutputs([hostile])['message']).not.toContain('##[');
});
