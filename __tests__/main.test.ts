import { describe, expect, test } from 'vitest';
import { quickWorld } from './memory-runner.ts';

describe('a step in memory', () => {
  test('cancels, waits for the end, and reports it everywhere', async () => {
    const { emulator, run } = await quickWorld();
    emulator.proton.addService('checkout-api', { deployment: 'in-progress' });

    const step = await run({ inputs: { 'service-name': 'checkout-api' } });

    expect(step.exitCode).toBe(0);
    expect(step.outputs['outcome']).toBe('cancelled');
    expect(step.outputsAsSet.filter(([name]) => name === 'outcome').map(([, value]) => value)).toEqual([
      'requested',
      'cancelled',
    ]);
    expect(step.log.at(-1)).toBe(step.outputs['message']);
    expect(step.summary).toContain('Cancelled');
    expect(step.annotations).toEqual([]);
    expect(step.debug).toEqual([]);
  });

  test('keeps secrets out of what it leaves, in a wait that is over at once', async () => {
    const { emulator, run } = await quickWorld();
    const { secretAccessKey } = emulator.credentials;
    emulator.inject({ kind: 'error', name: 'ValidationException', message: `for ${secretAccessKey}` });

    const step = await run({ inputs: { 'service-name': 'checkout-api' }, isDebug: true });

    expect(step.exitCode).toBe(1);
    expect(step.debug.join('\n')).toContain('for ***');
    expect(JSON.stringify(step)).not.toContain(secretAccessKey);
  });

  test('reports bad input without a call', async () => {
    const { emulator, run } = await quickWorld();

    const step = await run({ inputs: { 'service-name': 'not a name' } });

    expect(step.annotations).toMatchObject([{ severity: 'error', title: 'Bad input' }]);
    expect(step.outputs['outcome']).toBe('error');
    expect(emulator.requests).toEqual([]);
  });

  test('names its targets although the credentials are a part of their names, as LocalStack has them', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const { emulator, run } = await quickWorld({ credentials, cancelMilliseconds: 500 });
    emulator.cloudformation.addStack('test-shop', {
      status: 'UPDATE_IN_PROGRESS',
      rollbackEnding: 'UPDATE_ROLLBACK_FAILED',
    });
    emulator.cloudformation.addStack('prod-test', { status: 'UPDATE_IN_PROGRESS' });

    const step = await run({
      inputs: { 'stack-name': 'test-shop, prod-test', 'comment-on-pull-request': 'true', 'github-token': 'ghs_token' },
      environment: { HTTP_PROXY: 'http://me:prod@proxy.example', NO_PROXY: '127.0.0.1' },
    });

    expect(step.outputs['failed']).toBe('["test-shop"]');
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
      {
        stackName: 'test-shop',
        outcome: 'failed',
        stack: { stackId: expect.stringMatching(/:stack\/test-shop\/[0-9a-f-]+$/) },
      },
      { stackName: 'prod-test', outcome: 'cancelled', stack: { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' } },
    ]);
    const shown = [step.log, step.annotations, step.summary, step.comments].map((each) => JSON.stringify(each));
    for (const text of shown) expect(text).toContain('test-shop');
    expect(JSON.stringify(step)).not.toContain('***');
  });
});
