import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { defaultFailOn, outcomes } from '../../src/cancellation/model/outcome.ts';
import { inputDefaults, inputNames } from '../../src/inputs.ts';
import { outputsOf } from '../../src/report/channels/outputs.ts';
import { resultOf } from '../report/sample.ts';

const { inputs, outputs } = readActionDefinition();

describe('action.yml', () => {
  test('declares the inputs that the code reads', () => {
    expect(inputs.map(({ name }) => name)).toEqual([...inputNames]);
  });

  test('has the defaults of the code, and beside them only the token of the job', () => {
    const declared = inputs.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]));
    expect(Object.fromEntries(declared)).toEqual({ ...inputDefaults, 'github-token': `\${{ github.token }}` });
  });

  test('requires the name of a service, and nothing else', () => {
    expect(inputs.filter(({ required }) => required).map(({ name }) => name)).toEqual(['service-name']);
  });

  test('declares the outputs that the code sets, in the same order', () => {
    expect(outputs.map(({ name }) => name)).toEqual(
      Object.keys(outputsOf([resultOf('cancelled')], { includeSpec: true })),
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

  test('describes everything in whole sentences', () => {
    const unfinished = [...inputs, ...outputs].filter(({ description }) => !/^[A-Z].*\.$/.test(description));
    expect(unfinished).toEqual([]);
  });
});
