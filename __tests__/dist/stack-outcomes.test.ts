import { describe, expect, test } from 'vitest';
import { emulateStack, runForStack, stackName, startForStack, updateOf } from './emulated-stack.ts';
import { annotationsOf, emulate, operationsOf, resultsOf } from './emulated-step.ts';

const cancel = 'CancelUpdateStack';
const wrongId = '00000000-0000-4000-8000-000000000000';

describe.concurrent('how the update of a stack ends', () => {
  test('it is cancelled, and the step passes', async () => {
    const emulator = await emulateStack();
    const result = await runForStack(emulator);
    const update = updateOf(emulator);
    const { id } = emulator.cloudformation.stack(stackName) ?? {};
    expect(update?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      outcome: 'cancelled',
      failed: '[]',
      'deployment-id': update?.id,
      'deployment-status': 'UPDATE_ROLLBACK_COMPLETE',
      'stack-id': id,
      'pipeline-arn': '',
    });
    expect(resultsOf(result)).toEqual([
      {
        stackName,
        outcome: 'cancelled',
        reason: expect.any(String),
        deploymentId: update?.id,
        waitedSeconds: expect.any(Number),
        stack: {
          stackId: id,
          stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
          creationTime: expect.any(String),
          lastUpdatedTime: expect.any(String),
        },
      },
    ]);
    expect(annotationsOf(result)).toEqual([]);
    expect(operationsOf(emulator)[0]).toBe(cancel);
    expect(update?.cancelRequests).toMatchObject([{ verdict: 'accepted' }]);
  });

  test('its rollback fails, and the step fails', async () => {
    const emulator = await emulateStack({ rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
    const result = await runForStack(emulator);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'deployment-status': 'UPDATE_ROLLBACK_FAILED' });
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error .*/)]);
    expect(annotationsOf(result)[0]).toContain('continue-update-rollback');
  });

  test('it had succeeded before the request: a notice', async () => {
    const emulator = await emulateStack({ status: 'UPDATE_COMPLETE' });
    const result = await runForStack(emulator);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ outcome: 'nothing-to-cancel', 'deployment-id': '' });
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^notice /)]);
  });

  test('the answer to the request is lost, and it finishes first: succeeded, with a warning', async () => {
    const emulator = await emulateStack({ deployMilliseconds: 1_500 });
    emulator.inject({ kind: 'reset', stage: 'before', operation: cancel, times: 1 });
    emulator.inject({ kind: 'delay', milliseconds: 1_600, operation: 'DescribeStacks', times: 1 });
    const result = await runForStack(emulator);
    expect(['UPDATE_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS']).toContain(updateOf(emulator)?.status);
    expect(result.outputs['outcome']).toBe('succeeded');
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^warning /)]);
  });

  test('it is deleted during the wait', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    emulator.inject({ kind: 'deletion', milliseconds: 0, operation: 'DescribeStacks', from: 2, times: 1 });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('deleted');
    expect(result.exitCode).toBe(0);
  });

  test('a newer update takes over: the events say how the cancelled one ended', async () => {
    const emulator = await emulateStack({ supersededAfterMilliseconds: 0 });
    const id = updateOf(emulator)?.id;
    const result = await runForStack(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
    expect(operationsOf(emulator).at(-1)).toBe('DescribeStackEvents');
    expect(emulator.cloudformation.updates(stackName)).toHaveLength(2);
    expect(updateOf(emulator)?.cancelRequests).toEqual([]);
  });

  test('a newer update takes over, and the events are denied: superseded', async () => {
    const settings = { denied: ['cloudformation:DescribeStackEvents'] } as const;
    const emulator = await emulateStack({ supersededAfterMilliseconds: 0 }, settings);
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('superseded');
    expect(result.exitCode).toBe(1);
  });

  test('the wait is too short: timed-out', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0.02' } });
    expect(result.outputs).toMatchObject({
      outcome: 'timed-out',
      'deployment-status': 'UPDATE_ROLLBACK_IN_PROGRESS',
    });
    expect(result.exitCode).toBe(1);
  });

  test('nobody waits: requested', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0' } });
    expect(result.outputs).toMatchObject({ outcome: 'requested', 'deployment-id': updateOf(emulator)?.id });
    expect(result.exitCode).toBe(0);
    expect(operationsOf(emulator)).toEqual([cancel, 'DescribeStacks']);
  });

  test('there is no such stack: not-found', async () => {
    const emulator = await emulate();
    const result = await runForStack(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'not-found', 'deployment-id': '', 'stack-id': '' });
    expect(result.exitCode).toBe(1);
  });
});

describe.concurrent('guarded use for a stack', () => {
  test('a dry run changes nothing', async () => {
    const emulator = await emulateStack();
    const result = await runForStack(emulator, { inputs: { 'dry-run': 'true' } });
    expect(result.outputs['outcome']).toBe('would-cancel');
    expect(operationsOf(emulator)).toEqual(['DescribeStacks']);
    expect(updateOf(emulator)?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test("deployment-id is the update's operation id: it is cancelled", async () => {
    const emulator = await emulateStack();
    const id = updateOf(emulator)?.id ?? '';
    const result = await runForStack(emulator, { inputs: { 'deployment-id': id } });
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
    expect(operationsOf(emulator).slice(0, 2)).toEqual(['DescribeStacks', cancel]);
  });

  test('deployment-id is that of another update: nothing is sent, with a warning', async () => {
    const emulator = await emulateStack();
    const result = await runForStack(emulator, { inputs: { 'deployment-id': wrongId } });
    expect(result.outputs['outcome']).toBe('nothing-to-cancel');
    expect(operationsOf(emulator)).toEqual(['DescribeStacks']);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^warning /)]);
  });
});

describe.concurrent('while a stack is waited for', () => {
  test('the outputs are there as soon as the request is accepted', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    const running = await startForStack(emulator);
    const reads = Promise.withResolvers<void>();
    emulator.onRequest(({ operation }) => {
      if (operation === 'DescribeStacks') reads.resolve();
    });
    await reads.promise;
    const early = await running.outputsSoFar();
    running.process.kill('SIGKILL');
    await running.result;
    expect(early['outcome']).toBe('requested');
  });

  test.skipIf(process.platform === 'win32')('a signal ends the step within 2 s', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    const running = await startForStack(emulator);
    const second = Promise.withResolvers<void>();
    emulator.onRequest(() => {
      if (operationsOf(emulator).filter((operation) => operation === 'DescribeStacks').length > 1) second.resolve();
    });
    await second.promise;
    running.process.kill('SIGINT');
    const signalledAt = performance.now();
    const result = await running.result;
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({
      outcome: 'interrupted',
      'deployment-id': updateOf(emulator)?.id,
      'deployment-status': 'UPDATE_ROLLBACK_IN_PROGRESS',
    });
  });
});
