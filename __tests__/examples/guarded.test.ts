import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { createJob, type Job } from '../../runner/job.ts';
import { afterFile } from '../after-file.ts';
import { slug } from '../conventions/repository.ts';
import { jobOf, regionOf, stepUsing } from './run-example.ts';

const hasJq = process.platform !== 'win32' && spawnSync('jq', ['--version']).status === 0;

async function emulatorFor(file: string): Promise<Emulator> {
  const emulator = await startEmulator({
    region: regionOf(file),
    deployMilliseconds: 600_000,
    cancelMilliseconds: 100,
    cleanupMilliseconds: 100,
  });
  afterFile(() => emulator.close());
  return emulator;
}

/** Runs the example's guard in a job, with what its workflow gives it. */
async function runGuard(file: string, job: Job): Promise<void> {
  const { inputs } = stepUsing(jobOf(file), `${slug}/guard@`);
  expect(await job.run({ uses: 'guard', with: inputs })).toMatchObject({ conclusion: 'success' });
}

function cancelledStacks({ requests }: Emulator): readonly (string | undefined)[] {
  const cancellations = requests.filter(({ operation }) => operation === 'CancelUpdateStack');
  return cancellations.map(({ target }) => target?.replace(/^.*:stack\/([^/]+)\/.*$/, '$1'));
}

test('guarded-deployment.yml stops an update that takes longer than the deploying step may', async () => {
  const file = 'examples/guarded-deployment.yml';
  const emulator = await emulatorFor(file);
  emulator.cloudformation.addStack('shop');
  const job = await createJob({ env: environmentFor(emulator) });
  await runGuard(file, job);
  emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
  await job.run({ run: 'exec sleep 60', 'timeout-minutes': 0.1 / 60 });
  expect(await job.finish()).toMatchObject([{ conclusion: 'success' }]);
  expect(cancelledStacks(emulator)).toEqual(['shop']);
});

describe.skipIf(!hasJq)(`guarded-cdk.yml${hasJq ? '' : ', not run: there is no "jq" on the path'}`, () => {
  const file = 'examples/guarded-cdk.yml';

  /** What `cdk synth` leaves: stacks with and without a name of their own, one of them in a stage, and other artifacts. */
  async function synthesize(folder: string): Promise<void> {
    const type = 'aws:cloudformation:stack';
    const manifests = {
      'cdk.out/manifest.json': {
        Shop: { type, properties: { templateFile: 'Shop.template.json' } },
        Billing: { type, properties: { stackName: 'billing-production' } },
        'Shop.assets': { type: 'cdk:asset-manifest', properties: {} },
        Tree: { type: 'cdk:tree' },
      },
      'cdk.out/assembly-Stage/manifest.json': { StageWiki: { type, properties: { stackName: 'Stage-Wiki' } } },
    };
    for (const [name, artifacts] of Object.entries(manifests)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), JSON.stringify({ version: '36.0.0', artifacts }));
    }
    // In place of the CDK, which has synthesized already.
    await mkdir(path.join(folder, 'bin'));
    await writeFile(path.join(folder, 'bin', 'npx'), '#!/bin/sh\n', { mode: 0o755 });
  }

  test('guards all stacks of the app, by their names', async () => {
    const emulator = await emulatorFor(file);
    const names = ['Shop', 'billing-production', 'Stage-Wiki'];
    for (const name of names) emulator.cloudformation.addStack(name);
    const job = await createJob({ env: environmentFor(emulator) });
    await synthesize(job.workspace);
    await job.run({ run: 'echo "$PWD/bin" >> "$GITHUB_PATH"' });
    const lists = jobOf(file).steps.find(({ id }) => id === 'stacks');
    const { outputs } = await job.run({ id: 'stacks', run: lists?.run ?? '' });
    expect(outputs['names']?.split('\n').toSorted()).toEqual(names.toSorted());
    await runGuard(file, job);
    // In all of them: for one where nothing has begun, the guard would look out for ten seconds.
    for (const name of names) emulator.cloudformation.setStatus(name, 'UPDATE_IN_PROGRESS');
    await job.run({ run: 'false' });
    expect(await job.finish()).toMatchObject([{ conclusion: 'success' }]);
    expect(cancelledStacks(emulator).toSorted()).toEqual(names.toSorted());
  });
});
