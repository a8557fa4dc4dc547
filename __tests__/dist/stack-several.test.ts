import { describe, expect, test } from 'vitest';
import { emulateStack, runForStack, stackName, updateOf } from './emulated-stack.ts';
import { emulate, operationsOf, resultsOf } from './emulated-step.ts';

describe.concurrent('stacks by name and by ARN', () => {
  test('an ARN is asked for by itself, and results have its name', async () => {
    const emulator = await emulateStack();
    const id = emulator.cloudformation.stack(stackName)?.id ?? '';
    const result = await runForStack(emulator, { inputs: { 'stack-name': `${id}, ${id}` } });
    expect(resultsOf(result)).toMatchObject([{ stackName, outcome: 'cancelled', stack: { stackId: id } }]);
    expect(emulator.requests.every(({ target }) => target === stackName || target === id)).toBe(true);
  });

  test('the region of an ARN serves where none is given', async () => {
    const emulator = await emulateStack();
    const id = emulator.cloudformation.stack(stackName)?.id ?? '';
    const environment = { AWS_REGION: undefined };
    const result = await runForStack(emulator, { inputs: { 'stack-name': id }, environment });
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('after the first read, a new stack of the same name is never touched', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    emulator.onRequest(({ operation }) => {
      const reads = operationsOf(emulator).filter((each) => each === 'DescribeStacks').length;
      if (operation === 'DescribeStacks' && reads === 2) {
        emulator.cloudformation.addStack(stackName, { status: 'UPDATE_IN_PROGRESS' });
      }
    });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('deleted');
    expect(updateOf(emulator)).toMatchObject({ status: 'UPDATE_IN_PROGRESS', cancelRequests: [] });
  });

  test('each of several has its own outcome, in the order of the input', async () => {
    const emulator = await emulate({ cleanupMilliseconds: 200 });
    const stacks = emulator.cloudformation;
    stacks.addStack('works', { status: 'UPDATE_IN_PROGRESS' });
    stacks.addStack('fails', { status: 'UPDATE_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
    stacks.addStack('idle');
    stacks.addStack('new', { status: 'CREATE_IN_PROGRESS' });
    stacks.addStack('undone', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 5_000 });
    const inputs = { 'stack-name': 'works, fails\nidle, new, undone, missing, works' };
    const result = await runForStack(emulator, { inputs });
    expect(resultsOf(result).map((each) => [each['stackName'], each['outcome']])).toEqual([
      ['works', 'cancelled'],
      ['fails', 'failed'],
      ['idle', 'nothing-to-cancel'],
      ['new', 'error'],
      ['undone', 'nothing-to-cancel'],
      ['missing', 'not-found'],
    ]);
    expect(result.outputs).toMatchObject({ outcome: 'mixed', failed: '["fails","new","missing"]' });
    expect(result.outputs['message']).toMatch(/^CloudFormation: 1 of 6 stack updates cancelled/);
  });

  test('1,000 are all cancelled, with bounded reports', async () => {
    const emulator = await emulate({ cancelMilliseconds: 0, cleanupMilliseconds: 0 });
    const names = Array.from({ length: 1_000 }, (_nothing, at) => `preview-${at}`);
    for (const name of names) emulator.cloudformation.addStack(name, { status: 'UPDATE_IN_PROGRESS' });
    const result = await runForStack(emulator, { inputs: { 'stack-name': names.join(',') } });
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', failed: '[]' });
    const results = resultsOf(result);
    expect(results.map((each) => each['stackName'])).toEqual(names);
    const updates = names.map((name) => emulator.cloudformation.updates(name).at(-1));
    expect(new Set(updates.map((update) => update?.status))).toEqual(new Set(['UPDATE_ROLLBACK_COMPLETE']));
    expect(updates.every((update) => update?.cancelRequests.length === 1)).toBe(true);
    expect(results.map((each) => each['deploymentId'])).toEqual(updates.map((update) => update?.id));
    expect(Buffer.byteLength(result.summary)).toBeLessThan(2 ** 20);
    expect(emulator.requests).toHaveLength(2_000);
  }, 60_000);
});
