import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createJob } from '../../runner/job.ts';
import type { StepResult } from '../../runner/step-result.ts';
import { afterFile } from '../after-file.ts';
import { jobOf, regionOf } from '../examples/run-example.ts';
import { awsFor, stepToRun } from './example-job.ts';
import { startGitHubComments } from './github-comments.ts';
import { stepVariables } from './tools.ts';

const installed = spawnSync('aws', ['--version']).status === 0;
const event = { pull_request: { number: 42 }, repository: { name: 'octo-repo', owner: { login: 'octo-org' } } };
const quick = { deployMilliseconds: 0, deleteMilliseconds: 0, cancelMilliseconds: 1_500, cleanupMilliseconds: 500 };

/** Runs all steps of an example's job but the one for credentials, on a stack that it meets, until one fails. */
async function runJob(file: string, name: string, stack: NewStack) {
  const emulator = await startEmulator({ region: regionOf(file), ...quick });
  emulator.cloudformation.addStack(name, stack);
  const gitHub = await startGitHubComments();
  const folder = await mkdtemp(path.join(tmpdir(), 'example-'));
  afterFile(() => Promise.all([emulator.close(), gitHub.close(), rm(folder, { recursive: true })]));
  const environment = { GITHUB_API_URL: gitHub.url };
  const env = { ...stepVariables(emulator, folder), PATH: await awsFor(folder), AWS_CONFIG_FILE: devNull };
  const job = await createJob({ environment: { ...environment, ...env }, event });
  const results: StepResult[] = [];
  try {
    await mkdir(path.join(job.workspace, 'cloudformation'));
    const template = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n';
    await writeFile(path.join(job.workspace, 'cloudformation', 'shop.yaml'), template);
    const steps = jobOf(file).steps.filter(({ uses }) => !uses?.startsWith('aws-actions/configure-aws-credentials@'));
    for (const step of steps.map(resolved).flatMap(stepToRun)) {
      if (job.status === 'success') results.push(await job.run(step));
    }
  } finally {
    await job.finish();
  }
  const [cancelled] = results;
  return {
    status: job.status,
    outcome: cancelled?.outputs['outcome'],
    emulator,
    log: results.map(({ stderr }) => stderr),
  };
}

/** The event is resolved here: the stand-in for the runner does not know it. */
function resolved<Value extends object>(step: Value): Value {
  return JSON.parse(JSON.stringify(step).replaceAll(/\$\{\{ github\.event\.pull_request\.number \}\}/g, '42'));
}

describe.runIf(installed)('a job goes on with the AWS CLI after the step', { timeout: 120_000 }, () => {
  test.each<readonly [string, NewStack, string]>([
    ['an update that is cancelled', { status: 'UPDATE_IN_PROGRESS', deployMilliseconds: 600_000 }, 'cancelled'],
    ['a cleanup', { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', cleanupMilliseconds: 3_000 }, 'nothing-to-cancel'],
    ['a creation', { status: 'CREATE_IN_PROGRESS', createMilliseconds: 600_000 }, 'not-cancellable'],
  ])('clean-up-preview.yml deletes the preview after %s', async (_title, stack, expected) => {
    const { status, outcome, emulator, log } = await runJob('examples/clean-up-preview.yml', 'preview-42', stack);
    expect({ status, outcome }, log.join()).toEqual({ status: 'success', outcome: expected });
    expect(emulator.cloudformation.stack('preview-42')?.status).toBe('DELETE_COMPLETE');
  });

  test('clean-up-preview.yml is red where AWS refuses to delete the preview', async () => {
    const stack = { status: 'IMPORT_IN_PROGRESS', deployMilliseconds: 600_000 } as const;
    const { status, outcome, log } = await runJob('examples/clean-up-preview.yml', 'preview-42', stack);
    expect({ status, outcome }).toEqual({ status: 'failure', outcome: 'not-cancellable' });
    expect(log.at(-1)).toContain('cannot be deleted while in status IMPORT_IN_PROGRESS');
  });

  test('newest-wins.yml deploys after the rollback', async () => {
    const { status, outcome, emulator, log } = await runJob('examples/newest-wins.yml', 'shop', {
      status: 'UPDATE_IN_PROGRESS',
      // The next update takes as long. The CLI looks again after 30 s.
      deployMilliseconds: 15_000,
    });
    expect({ status, outcome }, log.join()).toEqual({ status: 'success', outcome: 'cancelled' });
    const [cancelled, deployed] = emulator.cloudformation.updates('shop');
    expect([cancelled?.status, deployed?.status]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE']);
  });
});

test.skipIf(installed)('a job goes on after the step: not run, because there is no "aws" on the path', () => undefined);
