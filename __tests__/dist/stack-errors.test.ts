import { describe, expect, test } from 'vitest';
import { deadPort } from '../loopback-port.ts';
import { emulateStack, runForStack, stackName, updateOf } from './emulated-stack.ts';
import { annotationsOf, operationsOf, resultsOf } from './emulated-step.ts';

const resource = `arn:aws:cloudformation:us-east-1:123456789012:stack/${stackName}/*`;

describe.concurrent('an error about a stack', () => {
  test.each(['cloudformation:CancelUpdateStack', 'cloudformation:DescribeStacks'] as const)(
    'access denied: the action %s, the resource and the request id',
    async (action) => {
      const emulator = await emulateStack({}, { denied: [action] });
      const result = await runForStack(emulator);
      expect(result.exitCode).toBe(1);
      const [annotation = ''] = annotationsOf(result);
      expect(annotationsOf(result)).toHaveLength(1);
      const { requestId } = emulator.requests.at(-1) ?? {};
      for (const part of [stackName, action, resource, String(requestId)]) expect(annotation).toContain(part);
      expect(resultsOf(result)[0]?.['error']).toMatchObject({ name: 'AccessDenied', requestId });
    },
  );

  test('expired credentials end it at once', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'error', name: 'ExpiredToken', message: 'The security token in the request is expired' });
    const result = await runForStack(emulator);
    expect(annotationsOf(result)[0]).toContain('expired');
    expect(operationsOf(emulator)).toEqual(['CancelUpdateStack']);
  });

  test('nobody listens: the endpoint is named, and no word of Proton', async () => {
    const endpoint = `http://127.0.0.1:${deadPort}`;
    const environment = { AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint };
    const result = await runForStack(await emulateStack(), { environment });
    expect(result.outputs['outcome']).toBe('error');
    const text = JSON.stringify([result.commands, result.log, result.summary]);
    expect(text).toContain(endpoint);
    expect(text).not.toContain('2026-10-07');
  });

  test('a refusal of an update in progress is the error that AWS says', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'error', name: 'ValidationError', message: 'It is just not allowed', times: 1 });
    const result = await runForStack(emulator);
    expect(resultsOf(result)[0]).toMatchObject({
      outcome: 'error',
      error: { name: 'ValidationError', message: expect.stringContaining('It is just not allowed') },
    });
    expect(updateOf(emulator)?.status).toBe('UPDATE_IN_PROGRESS');
  });
});

describe.concurrent('throttling', () => {
  test('at half of all calls only makes it slower', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'error', name: 'Throttling', message: 'Rate exceeded', probability: 0.5 });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome'], result.outputs['results']).toBe('cancelled');
  });
});

describe.concurrent('parameters, outputs, tags and the template of a stack', () => {
  const definition = {
    template: '{"Metadata": "secret-template"}',
    parameters: [{ name: 'Password', value: 'secret-parameter' }],
    outputs: [{ name: 'Endpoint', value: 'secret-output' }],
    tags: [{ name: 'team', value: 'secret-tag' }],
  };

  test.each([
    ['cancelled', {}, {}],
    ['failed', { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }, {}],
    ['would-cancel', {}, { 'dry-run': 'true' }],
    ['error', { status: 'CREATE_IN_PROGRESS' }, {}],
  ] as const)('are shown nowhere: %s', async (outcome, stack, inputs) => {
    const emulator = await emulateStack({ ...definition, ...stack });
    const result = await runForStack(emulator, { inputs, environment: { RUNNER_DEBUG: '1' } });
    expect(result.outputs['outcome']).toBe(outcome);
    expect(JSON.stringify(result)).not.toMatch(/secret-(template|parameter|output|tag)/);
  });
});
