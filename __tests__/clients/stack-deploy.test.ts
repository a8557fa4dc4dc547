import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { runForStack, stackName } from '../dist/emulated-stack.ts';
import { emulate } from '../dist/emulated-step.ts';
import { updateOf } from '../whole-step/emulated.ts';
import { awsCommand } from './commands.ts';

const installed = spawnSync('aws', ['--version']).status === 0;
const why = 'there is no "aws" on the path (on Debian: apt-get install awscli)';

if (!installed) {
  console.warn(`"aws cloudformation deploy" was not stopped by the bundle: ${why}.`);
  test.skip(`the bundle stops "aws cloudformation deploy": skipped, because ${why}`, () => undefined);
}

describe.runIf(installed)('aws cloudformation deploy, stopped by the bundle', { timeout: 120_000 }, () => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'deploy-'));
    emulator = await emulate({ deployMilliseconds: 600_000, cancelMilliseconds: 1_000, cleanupMilliseconds: 200 });
    emulator.cloudformation.addStack(stackName, { parameters: [], tags: [] });
  });

  afterAll(() => rm(folder, { recursive: true }));

  const aws = (...words: readonly string[]) => awsCommand(emulator, ['cloudformation', ...words]);

  async function deploy() {
    const template = path.join(folder, 'template.json');
    await writeFile(template, '{"Resources": {"Service": {"Type": "AWS::ECS::Service"}}, "Description": "New"}');
    return aws('deploy', '--stack-name', stackName, '--template-file', template);
  }

  async function updateInProgress(): Promise<void> {
    for (let attempts = 0; updateOf(emulator)?.status !== 'UPDATE_IN_PROGRESS'; attempts += 1) {
      if (attempts === 600) throw new Error('The deploy began no update.');
      await sleep(50);
    }
  }

  test('the update is rolled back, the deploy fails, and the CLI sees what the step says', async () => {
    const deploying = deploy();
    // One of the two ends first: a deploy that fails at once must not be waited for in vain.
    await Promise.race([updateInProgress(), deploying.then(({ error }) => Promise.reject(new Error(error)))]);
    const result = await runForStack(emulator);
    const id = updateOf(emulator)?.id;
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });

    const seen = await aws('describe-stacks', '--stack-name', stackName);
    const description: unknown = JSON.parse(seen.output);
    expect(description).toMatchObject({
      Stacks: [{ StackId: result.outputs['stack-id'], StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }],
    });
    expect(await aws('wait', 'stack-rollback-complete', '--stack-name', stackName)).toMatchObject({ code: 0 });
    const events = await aws('describe-stack-events', '--stack-name', stackName);
    expect(events.output).toContain('"ResourceStatusReason": "User Initiated"');

    const deployed = await deploying;
    expect(deployed.code).not.toBe(0);
    expect(deployed.error).toContain('Failed to create/update the stack');

    const again = await runForStack(emulator);
    expect(again.outputs['outcome']).toBe('nothing-to-cancel');
  });
});
