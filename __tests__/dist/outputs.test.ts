import { describe, expect, test } from 'vitest';
import { startStep } from '../../runner/run-step.ts';
import { emulate, emulateService, runAgainst, service } from './emulated-step.ts';

describe.concurrent('outputs', () => {
  test('are there as soon as Proton has accepted, while the wait goes on', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startStep({
      inputs: { 'service-name': service },
      environment: {
        AWS_ENDPOINT_URL: emulator.url,
        AWS_REGION: emulator.region,
        AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
      },
    });
    await new Promise<void>((resolve) => {
      emulator.onRequest(({ operation }) => {
        if (operation === 'GetService') resolve();
      });
    });
    const early = await running.outputsSoFar();
    running.process.kill('SIGKILL');
    await running.result;
    expect(early).toMatchObject({ outcome: 'requested', 'deployment-status': 'CANCELLING' });
  });

  test('hold no spec unless it is asked for, and then in its output alone', async () => {
    const spec = 'proton: "ServiceSpec"\npipeline:\n  password: hunter2-hunter2\n';
    const emulator = await emulate();
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    const without = await runAgainst(emulator, { environment: { RUNNER_DEBUG: '1' } });
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    const asked = await runAgainst(emulator, {
      inputs: { 'include-spec': 'true' },
      environment: { RUNNER_DEBUG: '1' },
    });
    expect(JSON.stringify(without)).not.toContain('hunter2');
    expect(asked.outputs['spec']).toBe(spec);
    const { spec: _spec, ...others } = asked.outputs;
    expect(JSON.stringify([others, asked.stdout, asked.stderr, asked.summary])).not.toContain('hunter2');
  });
});
