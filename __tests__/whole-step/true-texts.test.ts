import { describe, expect, test } from 'vitest';
import { LeapingClock } from '../leaping-clock.ts';
import { annotationsIn, type MemoryStepResult, runInMemory } from '../memory-runner.ts';
import { type EmulatorWithSteps, emulateService, service } from './emulated.ts';
import { environmentOf, startEndpoint } from './scripted-endpoint.ts';

const cancel = 'CancelServicePipelineDeployment';

/** What a step says to people and to later steps, place by place. */
function textsOf(result: MemoryStepResult): readonly string[] {
  const { outputs, summary, log } = result;
  return [
    annotationsIn(result).join('\n'),
    outputs['message'] ?? '',
    outputs['results'] ?? '',
    summary,
    log.join('\n'),
  ];
}

/** Backticks are the summary's alone. */
function expectInAll(result: MemoryStepResult, part: string): void {
  for (const text of textsOf(result)) expect(text.replaceAll('`', '')).toContain(part);
}

function expectInNone(result: MemoryStepResult, pattern: RegExp): void {
  for (const text of textsOf(result)) expect(text).not.toMatch(pattern);
}

/** Runs a step that is stopped while its call of an operation, the first or a later one, is on its way. */
async function stoppedAt(emulator: EmulatorWithSteps, operation: string, count = 1): Promise<MemoryStepResult> {
  const stop = new AbortController();
  emulator.onRequest(() => {
    if (emulator.requests.filter((request) => request.operation === operation).length === count) stop.abort();
  });
  const result = await emulator.run({ signal: stop.signal });
  expect([result.outputs['outcome'], result.exitCode]).toEqual(['interrupted', 1]);
  return result;
}

describe('annotation, message, reason, summary and log say the same', () => {
  test('of an error name that this version does not know', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'SomethingNewException', operation: cancel });
    const result = await emulator.run();
    expectInAll(result, `AWS refused the cancel request for ${service}`);
    expectInAll(result, 'SomethingNewException');
    expectInNone(result, /could not be determined|sent no cancel request|No cancellation/);
  });

  test('of a request that AWS throttled until the step was stopped', async () => {
    const emulator = await emulateService();
    const stop = new AbortController();
    emulator.inject({ kind: 'error', name: 'ThrottlingException', operation: cancel });
    const clock = new LeapingClock();
    // While the step sleeps before its fifth attempt.
    const sleep: LeapingClock['sleep'] = (milliseconds, signal) => {
      if (emulator.requests.length === 4) stop.abort();
      return clock.sleep(milliseconds, signal);
    };
    const stopping = { now: () => clock.now(), epoch: () => clock.epoch(), sleep };
    const result = await emulator.run({ signal: stop.signal, clock: stopping });
    expect(result.outputs['outcome']).toBe('interrupted');
    expectInAll(result, `he step was stopped after AWS had refused the cancel request for ${service}`);
    expectInNone(result, /on its way|If AWS received it|AWS carries on/);
  });

  test('of an interruption, without a guess at its cause', async () => {
    const result = await stoppedAt(await emulateService({ cancelMilliseconds: 60_000 }), 'GetService');
    expectInAll(result, 'he step was stopped while ');
    expectInNone(result, /run was cancelled|cancelled run|timeout-minutes|time limit/i);
  });
});

describe('what an answer leaves out is left out of the texts', () => {
  test.each([
    ['the deployment id', 'lastAttemptedDeploymentId', 'deployment-id', undefined, 'cancelled'],
    ['the deployment id', 'lastAttemptedDeploymentId', 'deployment-id', 'ConflictException', 'error'],
    ['the status', 'deploymentStatus', 'deployment-status', undefined, 'timed-out'],
    ['the status', 'deploymentStatus', 'deployment-status', 'ConflictException', 'error'],
  ] as const)('%s (%s, %s; refused with %s)', async (_what, field, output, refusal, outcome) => {
    const emulator = await emulateService();
    if (refusal !== undefined) emulator.inject({ kind: 'error', name: refusal, operation: cancel });
    emulator.inject({ kind: 'alter-pipeline', fields: { [field]: undefined } });
    const result = await emulator.run({ inputs: { 'wait-for-minutes': '0.5' } });
    expect(result.outputs).toMatchObject({ outcome, [output]: '' });
    expectInNone(result, /undefined|null|NaN|another deployment|doesn't know/i);
  });

  test('the deployment id, when another deployment comes', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
    emulator.inject({ kind: 'alter-pipeline', fields: { lastAttemptedDeploymentId: undefined }, times: 1 });
    expectInNone(await emulator.run(), /undefined|null|NaN|Deployment another/i);
  });

  test('everything: a service that is no object is an unreadable answer, not a deleted service', async () => {
    const stop = new AbortController();
    const endpoint = await startEndpoint((operation) => {
      if (endpoint.asked.length === 3) stop.abort();
      return operation === cancel
        ? { status: 400, body: '{"__type":"ConflictException"}' }
        : { body: '{"service":"x"}' };
    });
    const result = await runInMemory({
      inputs: { 'service-name': service },
      environment: environmentOf(endpoint),
      clock: new LeapingClock(),
      signal: stop.signal,
    });
    expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'interrupted']);
    expect(result.log.join('\n')).toContain('not from AWS');
    expectInNone(result, /deleted|undefined/i);
  });
});

describe('what has ended is not going on', () => {
  test('after a stop between the end of the deployment and the confirmation', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
    emulator.inject({ kind: 'stall', stage: 'before', operation: 'GetDeployment' });
    expectInNone(await stoppedAt(emulator, 'GetDeployment'), /was CANCELLED\. AWS carries on|undefined/);
  });
});
