import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock } from '../../emulator/clients.ts';
import { awsCommand } from '../commands.ts';

const minute = 60_000;
const installed = spawnSync('aws', ['--version']).status === 0;
const why = 'there is no "aws" on the path (on Debian: apt-get install awscli)';

if (!installed) {
  console.warn(`The AWS CLI was not tried against the emulated CloudFormation: ${why}.`);
  test.skip(`the AWS CLI agrees with the emulated CloudFormation: skipped, because ${why}`, () => undefined);
}

describe.runIf(installed)('the AWS CLI as client of CloudFormation', { timeout: 90_000 }, () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let folder: string;

  beforeEach(async () => {
    clock = new FakeClock();
    const durations = { deployMilliseconds: minute, cancelMilliseconds: minute, cleanupMilliseconds: 0 };
    emulator = await startEmulator({ clock, ...durations });
    folder = await mkdtemp(join(tmpdir(), 'stack-'));
  });

  afterEach(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  const aws = (...words: readonly string[]) => awsCommand(emulator, ['cloudformation', ...words]);
  const stack = ['--stack-name', 'shop'];
  const wait = (state: string) => aws('wait', state, ...stack);
  const status = () => emulator.cloudformation.stack('shop')?.status;

  async function answerOf(...words: readonly string[]): Promise<unknown> {
    const { code, output, error } = await aws(...words);
    expect({ code, error }).toMatchObject({ code: 0 });
    return output.trim() === '' ? {} : JSON.parse(output);
  }

  async function template(version: string): Promise<string> {
    const file = join(folder, 'template.yaml');
    const parameters = 'Parameters:\n  Version:\n    Type: String\n    Default: "1"\n';
    const resources = `Resources:\n  Service:\n    Type: AWS::ECS::Service\n    Metadata: {version: "${version}"}\n`;
    await writeFile(file, `Description: Sells things\n${parameters}${resources}`);
    return file;
  }

  test('creates, updates, cancels, shows events, lists and deletes', async () => {
    const body = ['--template-body', `file://${await template('1')}`];
    const created = await answerOf('create-stack', ...stack, ...body, '--tags', 'Key=team,Value=sales');
    expect(created).toMatchObject({ StackId: emulator.cloudformation.stack('shop')?.id });
    clock.advance(minute);
    expect(await wait('stack-create-complete')).toMatchObject({ code: 0 });

    const changed = ['--template-body', `file://${await template('2')}`, '--client-request-token', 'up'];
    const parameters = ['--parameters', 'ParameterKey=Version,ParameterValue=2'];
    await answerOf('update-stack', ...stack, ...changed, ...parameters);
    expect(await answerOf('describe-stacks', ...stack)).toMatchObject({
      Stacks: [
        {
          StackName: 'shop',
          StackStatus: 'UPDATE_IN_PROGRESS',
          Parameters: [{ ParameterKey: 'Version', ParameterValue: '2' }],
          Tags: [{ Key: 'team', Value: 'sales' }],
        },
      ],
    });

    expect(await aws('cancel-update-stack', ...stack, '--client-request-token', 'stop')).toEqual({
      code: 0,
      output: '',
      error: '',
    });
    expect(emulator.cloudformation.updates('shop')).toMatchObject([
      { token: 'up', status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelRequests: [{ token: 'stop', verdict: 'accepted' }] },
    ]);
    const again = await aws('cancel-update-stack', ...stack);
    expect(again.code).not.toBe(0);
    expect(again.error).toContain('An error occurred (ValidationError) when calling the CancelUpdateStack operation');
    expect(again.error).toContain(': CancelUpdateStack cannot be called from current stack status');

    clock.advance(minute);
    expect(await wait('stack-rollback-complete')).toMatchObject({ code: 0 });
    const updated = await wait('stack-update-complete');
    expect(updated.code).not.toBe(0);
    expect(updated.error).toContain('terminal failure state');

    expect(await answerOf('describe-stack-events', ...stack, '--max-items', '3')).toMatchObject({
      StackEvents: [
        { ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE', ClientRequestToken: 'stop' },
        { ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' },
        { LogicalResourceId: 'Service', ResourceStatus: 'UPDATE_COMPLETE' },
      ],
    });
    expect(await answerOf('list-stacks')).toMatchObject({ StackSummaries: [{ StackName: 'shop' }] });
    await answerOf('delete-stack', ...stack);
    clock.advance(minute);
    expect(await wait('stack-delete-complete')).toMatchObject({ code: 0 });
    const gone = await aws('describe-stacks', ...stack);
    expect(gone.error).toContain('(ValidationError) when calling the DescribeStacks operation');
    expect(gone.error).toContain(': Stack with id shop does not exist');
  });

  test('waits for an update that succeeds', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    clock.advance(minute);
    expect(await wait('stack-update-complete')).toMatchObject({ code: 0 });
  });

  test('waits for a rollback that fails', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_ROLLBACK_FAILED' });
    expect((await wait('stack-rollback-complete')).error).toContain('terminal failure state');
  });

  test('deploys: a new stack, nothing new, and a change', async () => {
    await emulator.close();
    const immediately = { deployMilliseconds: 0, cleanupMilliseconds: 0 };
    emulator = await startEmulator(immediately);
    const deploy = async (version: string, ...more: readonly string[]) => {
      // The CLI names a change set by the second, and no two may have the same name.
      await sleep(1000 - (Date.now() % 1000));
      return aws('deploy', ...stack, '--template-file', await template(version), ...more);
    };

    const first = await deploy('1');
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringContaining('Successfully created/updated stack - shop'),
    });
    expect(status()).toBe('CREATE_COMPLETE');

    const same = await deploy('1', '--no-fail-on-empty-changeset');
    expect(same).toMatchObject({ code: 0, output: expect.stringContaining('No changes to deploy') });
    expect(emulator.cloudformation.updates('shop')).toEqual([]);

    const changed = await deploy('2', '--parameter-overrides', 'Version=2');
    expect(changed).toMatchObject({ code: 0 });
    expect(emulator.cloudformation.updates('shop')).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
  });

  test('fails a deploy whose update fails', async () => {
    await emulator.close();
    const failing = { updateEnding: 'UPDATE_FAILED', deployMilliseconds: 0, cancelMilliseconds: 0 } as const;
    emulator = await startEmulator({ ...failing, cleanupMilliseconds: 0 });
    emulator.cloudformation.addStack('shop', { parameters: [] });
    const failed = await aws('deploy', ...stack, '--template-file', await template('2'));
    expect(failed.code).not.toBe(0);
    expect(failed.error).toContain('Failed to create/update the stack.');
    expect(status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('finds the stack of a former Proton service by its tags', async () => {
    const arn = 'arn:aws:proton:us-east-1:123456789012:service/shop';
    emulator.cloudformation.addStack('AWSProton-shop-cloudformation--ABCDEFGHIJKLMNO', {
      tags: [{ name: 'proton:service', value: arn }],
    });
    emulator.cloudformation.addStack('other');
    const query = "Stacks[?Tags[?Key=='proton:service' && ends_with(Value, ':service/shop')]].[StackName,StackStatus]";
    expect(await answerOf('describe-stacks', '--query', query)).toEqual([
      ['AWSProton-shop-cloudformation--ABCDEFGHIJKLMNO', 'UPDATE_COMPLETE'],
    ]);
  });
});
