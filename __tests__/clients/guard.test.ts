import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { exampleCredentials } from '../../emulator/settings.ts';
import { createJob } from '../../runner/job.ts';
import { slug } from '../conventions/repository.ts';
import { jobOf, stepUsing } from '../examples/run-example.ts';

// The emulator's step sets AWS_ENDPOINT_URL, which the AWS CLI honours from 1.29 and 2.13 on.
const version = spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const [, major = '0', minor = '0'] = /^aws-cli\/(\d+)\.(\d+)/.exec(version) ?? [];
const isNewEnough = Number(minor) >= (Number(major) === 2 ? 13 : 29);

/** Resolves when the stack is being updated. */
async function updateOf(stack: string, endpoint: string | undefined): Promise<void> {
  const client = new CloudFormation({
    endpoint: endpoint ?? '',
    region: 'us-east-1',
    credentials: exampleCredentials,
  });
  for (let attempts = 0; attempts < 600; attempts += 1) {
    const { Stacks } = await client.describeStacks({ StackName: stack });
    if (Stacks?.[0]?.StackStatus === 'UPDATE_IN_PROGRESS') return;
    await sleep(50);
  }
  throw new Error('The deployment began no update.');
}

describe.skipIf(!isNewEnough)('rehearse-guard.yml, with the AWS CLI', { timeout: 60_000 }, () => {
  const workflow = jobOf('examples/rehearse-guard.yml');
  const inputsOf = (action: string) => stepUsing(workflow, `${slug}/${action}@`).inputs;

  test('cancels the update that the AWS CLI began', async () => {
    const job = await createJob();
    const { outputs } = await job.run({ uses: 'emulator', with: inputsOf('emulator') });
    await job.run({ uses: 'guard', with: inputsOf('guard') });
    const deploying = await job.start({ run: workflow.steps.at(-1)?.run ?? '' });
    await updateOf('shop', outputs['endpoint-url']);
    // In place of the step's time limit, which is a minute.
    job.cancel();
    await deploying.result;
    const [guard, emulator] = await job.finish();
    expect(guard?.log.at(-1)).toMatch(/^Cancelled: the stack update of shop/);
    expect(emulator?.log.filter((line) => line.includes('CancelUpdateStack'))).toHaveLength(1);
  });
});
