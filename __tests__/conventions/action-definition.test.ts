import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { defaultFailOn, outcomes } from '../../src/cancellation/model/outcome.ts';
import { guardInputNames, inputDefaults, inputNames } from '../../src/inputs.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { facts, resultOf } from '../report/sample.ts';

const guard = readActionDefinition('guard/action.yml');

describe.each([
  ['action.yml', readActionDefinition(), inputNames],
  ['guard/action.yml', guard, guardInputNames],
] as const)('%s', (_file, { description, inputs, outputs }, names) => {
  test('declares the inputs that the code reads', () => {
    expect(inputs.map(({ name }) => name)).toEqual([...names]);
  });

  test('has the defaults of the code, and beside them only what the job says', () => {
    const declared = inputs.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]));
    const ofJob = { 'github-token': `\${{ github.token }}`, 'job-status': `\${{ job.status }}` };
    const expected = Object.entries({ ...inputDefaults, ...ofJob }).filter(([name]) =>
      names.some((own) => own === name),
    );
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(expected));
  });

  test('requires no input by itself: that one of service-name and stack-name is given, the code checks', () => {
    expect(inputs.filter(({ required }) => required)).toEqual([]);
  });

  test('keeps its description within the 125 characters that GitHub Marketplace shows', () => {
    expect(description.length).toBeLessThan(125);
  });

  test('describes everything in whole sentences', () => {
    const unfinished = [...inputs, ...outputs].filter(({ description }) => !/^[A-Z].*\.$/.test(description));
    expect(unfinished).toEqual([]);
  });
});

describe('the action', () => {
  const { outputs } = readActionDefinition();

  test('declares the outputs that the code sets, in the same order', () => {
    expect(outputs.map(({ name }) => name)).toEqual(
      Object.keys(outputsOf([resultOf('cancelled')], facts, { includeSpec: true })),
    );
  });

  test('names every outcome in the description of the output', () => {
    const description = outputs.find(({ name }) => name === 'outcome')?.description;
    const list = outcomes.join(', ').replace(/, (?=[^,]*$)/, ' or ');
    expect(description).toContain(`${list}.`);
  });

  test('fails by default on outcomes that it names', () => {
    expect(outcomes).toEqual(expect.arrayContaining([...defaultFailOn]));
  });
});

describe('the guard', () => {
  test('has no outputs, since no step comes after it', () => {
    expect(guard.outputs).toEqual([]);
  });

  test('runs again where the job was cancelled or has failed, in a file of its own', () => {
    expect(guard.postCondition).toBe('cancelled() || failure()');
    expect([guard.main, guard.post].map((file) => path.posix.join('guard', file ?? ''))).toEqual([
      'dist/guard-main.js',
      'dist/guard-post.js',
    ]);
  });
});
