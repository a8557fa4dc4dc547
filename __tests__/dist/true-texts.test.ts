import { describe, expect, test } from 'vitest';
import { type StepResult, startStep } from '../../runner/run-step.ts';
import {
  annotationsOf,
  emulate,
  emulateService,
  resultsOf,
  runAgainst,
  service,
  startAgainst,
} from './emulated-step.ts';
import { environmentOf, startEndpoint } from './scripted-endpoint.ts';

const cancel = 'CancelServicePipelineDeployment';

/** What a step says to people and to later steps, place by place. */
function textsOf(result: StepResult): readonly string[] {
  const { outputs, summary, stdout } = result;
  return [annotationsOf(result).join('\n'), outputs['message'] ?? '', outputs['results'] ?? '', summary, stdout];
}

/** Backticks are the summary's alone. */
function expectInAll(result: StepResult, part: string): void {
  for (const text of textsOf(result)) expect(text.replaceAll('`', '')).toContain(part);
}

function expectInNone(result: StepResult, pattern: RegExp): void {
  for (const text of textsOf(result)) expect(text).not.toMatch(pattern);
}

describe.concurrent('annotation, message, reason, summary and log say the same', () => {
  test('of an error name that this version does not know', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'SomethingNewException', operation: cancel });
    const result = await runAgainst(emulator);
    expectInAll(result, `AWS refused the cancel request for ${service}`);
    expectInAll(result, 'SomethingNewException');
    expectInNone(result, /could not be determined|sent no cancel request|No cancellation/);
  });

  test('of a request that AWS throttled until the step was stopped', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'ThrottlingException', operation: cancel });
    const running = await startAgainst(emulator);
    await new Promise<void>((resolve) => {
      emulator.onRequest(() => {
        // The answer to the fourth arrives, and the step sleeps before the fifth.
        if (emulator.requests.length === 4) setTimeout(resolve, 150);
      });
    });
    running.cancel();
    const result = await running.result;
    expect(result.outputs['outcome']).toBe('interrupted');
    expectInAll(result, `he step was stopped after AWS had refused the cancel request for ${service}`);
    expectInNone(result, /on its way|If AWS received it|AWS carries on/);
  });

  test('of an interruption, without a guess at its cause', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startAgainst(emulator);
    await new Promise<void>((resolve) => {
      emulator.onRequest(({ operation }) => {
        if (operation === 'GetService') resolve();
      });
    });
    running.cancel();
    const result = await running.result;
    expectInAll(result, 'he step was stopped while ');
    expectInNone(result, /run was cancelled|cancelled run|timeout-minutes|time limit/i);
  });
});

describe.concurrent('what an answer leaves out is left out of the texts', () => {
  test.each([
    ['an accepted request', undefined, 'cancelled'],
    ['a refused request', 'ConflictException', 'error'],
  ] as const)('the deployment id, of %s', async (_title, refusal, outcome) => {
    const emulator = await emulateService();
    if (refusal !== undefined) emulator.inject({ kind: 'error', name: refusal, operation: cancel });
    emulator.inject({ kind: 'alter-pipeline', fields: { lastAttemptedDeploymentId: undefined } });
    const result = await runAgainst(emulator);
    expect(result.outputs).toMatchObject({ outcome, 'deployment-id': '' });
    expectInNone(result, /undefined|null|NaN|another deployment/i);
  });

  test('the deployment id, when another deployment comes', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
    emulator.inject({ kind: 'alter-pipeline', fields: { lastAttemptedDeploymentId: undefined }, times: 1 });
    expectInNone(await runAgainst(emulator), /undefined|null|NaN|Deployment another/i);
  });

  test.each([
    ['an accepted request', undefined, 'timed-out'],
    ['a refused request', 'ConflictException', 'error'],
  ] as const)('the status, of %s', async (_title, refusal, outcome) => {
    const emulator = await emulateService();
    if (refusal !== undefined) emulator.inject({ kind: 'error', name: refusal, operation: cancel });
    emulator.inject({ kind: 'alter-pipeline', fields: { deploymentStatus: undefined } });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0.02' } });
    expect(result.outputs).toMatchObject({ outcome, 'deployment-status': '' });
    expectInNone(result, /undefined|null|NaN|does not know/i);
  });

  test('everything: a service that is no object is an unreadable answer, not a deleted service', async () => {
    const reads = Promise.withResolvers<void>();
    const endpoint = await startEndpoint((operation) => {
      if (endpoint.asked.length === 3) reads.resolve();
      return operation === cancel
        ? { status: 400, body: '{"__type":"ConflictException"}' }
        : { body: '{"service":"x"}' };
    });
    const running = await startStep({ inputs: { 'service-name': service }, environment: environmentOf(endpoint) });
    await reads.promise;
    running.cancel();
    const result = await running.result;
    expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'interrupted']);
    expect(result.stdout).toContain('not from AWS');
    expectInNone(result, /deleted|undefined/i);
  });
});

describe.concurrent('what has ended is not going on', () => {
  test.each(['CANCELLED', 'FAILED', 'SUCCEEDED'] as const)('after the end as %s', async (cancelEnding) => {
    expectInNone(await runAgainst(await emulateService({ cancelEnding })), /carries on|on its way/);
  });

  test('after an end that could not be confirmed', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0, denied: ['proton:GetDeployment'] });
    expectInNone(await runAgainst(emulator), /carries on|on its way/);
  });

  test('after a stop between the end of the deployment and the confirmation', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
    emulator.inject({ kind: 'stall', stage: 'before', operation: 'GetDeployment' });
    const running = await startAgainst(emulator);
    await new Promise<void>((resolve) => {
      emulator.onRequest(({ operation }) => {
        if (operation === 'GetDeployment') resolve();
      });
    });
    running.cancel();
    const result = await running.result;
    expect(result.outputs['outcome']).toBe('interrupted');
    expectInNone(result, /was CANCELLED\. AWS carries on|undefined/);
  });
});

test('a refusal that 12 services share is one paragraph of one annotation', async () => {
  const names = Array.from({ length: 12 }, (_nothing, at) => `shop-${at}`);
  const emulator = await emulate({ denied: ['proton:CancelServicePipelineDeployment'] });
  for (const name of names) emulator.proton.addService(name, { deployment: 'in-progress' });
  const result = await runAgainst(emulator, { inputs: { 'service-name': names.join() } });
  expect(resultsOf(result).map(({ outcome }) => outcome)).toEqual(names.map(() => 'error'));
  const [annotation = '', ...others] = annotationsOf(result);
  expect(others).toEqual([]);
  expect(annotation.match(/AccessDeniedException/g)).toHaveLength(1);
  expect(annotation.match(/Allow /g)).toHaveLength(1);
  expect(result.summary.match(/Allow /g)).toHaveLength(1);
});
