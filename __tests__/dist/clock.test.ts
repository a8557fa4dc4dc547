import { describe, expect, test } from 'vitest';
import { annotationsOf, emulateService, operationsOf, runAgainst, service } from './emulated-step.ts';

const cancel = 'CancelServicePipelineDeployment';

describe.concurrent('a clock that differs from AWS’s', () => {
  test('is named where AWS refuses each signature for its time', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'RequestExpired', message: 'Request has expired.' });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0' } });
    expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'error']);
    const [annotation = ''] = annotationsOf(result);
    expect(annotation).toMatch(/clock/i);
    expect(annotation).not.toMatch(/configure-aws-credentials|role-duration/);
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('IN_PROGRESS');
  }, 30_000);

  test('is corrected by AWS’s answer', async () => {
    const emulator = await emulateService({ signatureClock: { now: () => Date.now() + 3_600_000 } });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });

  test.each([-30_000, 30_000])('makes no outcome wrong: %d ms, the answer lost', async (milliseconds) => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'clock', milliseconds });
    emulator.inject({ kind: 'reset', stage: 'after', operation: cancel, times: 1 });
    const id = emulator.proton.deployments(service).at(-1)?.id ?? '';
    const result = await runAgainst(emulator, { inputs: { 'deployment-id': id } });
    expect(result.outputs, result.stdout).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
  });

  test.each([-30_000, 30_000])(
    'makes no outcome wrong: %d ms, another deployment in its place',
    async (milliseconds) => {
      const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
      emulator.inject({ kind: 'clock', milliseconds });
      emulator.inject({ kind: 'reset', stage: 'after', operation: cancel, times: 1 });
      const id = emulator.proton.deployments(service).at(-1)?.id ?? '';
      const result = await runAgainst(emulator, { inputs: { 'deployment-id': id } });
      expect(result.outputs, result.stdout).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
      expect(operationsOf(emulator)).toContain('GetDeployment');
    },
  );
});
