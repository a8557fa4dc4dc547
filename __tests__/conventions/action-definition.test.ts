import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { defaultFailOn, outcomes } from '../../src/cancellation/model/outcome.ts';
import { inputDefaults, inputNames } from '../../src/inputs.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { facts, resultOf } from '../report/sample.ts';

const { description, inputs, outputs } = readActionDefinition();

describe('action.yml', () => {
  test('declares the inputs that the code reads', () => {
    expect(inputs.map(({ name }) => name)).toEqual([...inputNames]);
  });

  test('has the defaults of the code, and beside them only the token of the job', () => {
    const declared = inputs.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]));
    expect(Object.fromEntries(declared)).toEqual({ ...inputDefaults, 'github-token': `\${{ github.token }}` });
  });

  test('requires no input by itself: that one of service-name and stack-name is given, the code checks', () => {
    expect(inputs.filter(({ required }) => required)).toEqual([]);
  });

  test('keeps its description within the 125 characters that GitHub Marketplace shows', () => {
    expect(description.length).toBeLessThan(125);
  });

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

  test('describes everything in whole sentences', () => {
    const unfinished = [...inputs, ...outputs].filter(({ description }) => !/^[A-Z].*\.$/.test(description));
    expect(unfinished).toEqual([]);
  });
});
