import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { problemsOf } from './actionlint.ts';
import { slug } from './repository.ts';
import { workflowsIn } from './workflow-file.ts';

/** What a workflow can use of this project: the action, the guard, and the emulator as a step. */
const definitions = new Map([
  [`${slug}@v1`, readActionDefinition()],
  [`${slug}/guard@v1`, readActionDefinition('guard/action.yml')],
  [`${slug}/emulator@v1`, readActionDefinition('emulator/action.yml')],
]);

describe.each(workflowsIn('examples'))('the example $file', ({ file, source, jobs, permissions }) => {
  const steps = jobs.flatMap((job) => job.steps);
  const ours = steps.filter(({ uses }) => uses?.startsWith(slug));

  test('is a sound workflow', async () => {
    expect(await problemsOf(file, source)).toEqual([]);
  });

  test('uses this action or the guard, with inputs that it has and without repeating defaults', () => {
    expect(ours.some(({ uses }) => uses === `${slug}@v1` || uses === `${slug}/guard@v1`)).toBe(true);
    for (const { uses = '', inputs } of ours) {
      const definition = definitions.get(uses);
      const inputNames = definition?.inputs.map(({ name }) => name);
      const defaults = new Map(definition?.inputs.map((input) => [input.name, input.default]));
      expect(inputNames).toEqual(expect.arrayContaining(Object.keys(inputs)));
      const repeated = Object.entries(inputs).filter(([name, value]) => defaults.get(name) === value);
      expect(repeated).toEqual([]);
    }
  });

  test('reads outputs that the action has', () => {
    for (const { id, uses = '' } of ours) {
      const outputNames = definitions.get(uses)?.outputs.map(({ name }) => name);
      const read = [...source.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(([, name]) => name);
      expect(outputNames).toEqual(expect.arrayContaining(read));
    }
  });

  test('gives its jobs no more than the permissions that they name, and a time limit', () => {
    expect(permissions).toEqual({});
    for (const job of jobs) {
      expect(job.permissions).toBeDefined();
      expect(Number(job.timeoutMinutes)).toBeGreaterThan(0);
    }
  });
});
