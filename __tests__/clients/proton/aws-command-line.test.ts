import { spawnSync } from 'node:child_process';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock } from '../../emulator/clients.ts';
import { awsCommand } from '../commands.ts';

const minute = 60_000;
const timeout = 90_000;
// Printing a skeleton needs no endpoint: it tells a CLI that knows Proton from one that no longer does, and from none.
const skeleton = spawnSync('aws', ['proton', 'get-service', '--generate-cli-skeleton'], { encoding: 'utf8' });
const installed = skeleton.status === 0;
const why = 'there is no "aws" on the path that knows Proton (on Debian: apt-get install awscli)';

if (!installed) {
  console.warn(`The AWS CLI was not tried against the emulator: ${why}.`);
  test.skip(`the AWS CLI agrees with the emulator: skipped, because ${why}`, () => undefined);
}

describe.runIf(installed)('the AWS CLI as client', { timeout: timeout }, () => {
  let clock: FakeClock;
  let emulator: Emulator;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, deployMilliseconds: minute, cancelMilliseconds: minute });
    return () => emulator.close();
  });

  const aws = (...words: readonly string[]) => awsCommand(emulator, ['proton', ...words]);

  async function answerOf(...words: readonly string[]): Promise<unknown> {
    const { code, output, error } = await aws(...words);
    expect({ code, error }).toMatchObject({ code: 0 });
    return output.trim() === '' ? {} : JSON.parse(output);
  }

  test('creates, updates, cancels, reads, lists and deletes', async () => {
    const spec = 'proton: ServiceSpec';
    const template = ['--template-name', 'web', '--template-major-version', '1', '--template-minor-version', '0'];
    const connection = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/a1b2c3d4';
    const repository = ['--repository-connection-arn', connection, '--repository-id', 'a/b', '--branch-name', 'main'];

    const created = await answerOf('create-service', '--name', 'shop', '--spec', spec, ...template, ...repository);
    expect(created).toMatchObject({ service: { status: 'CREATE_IN_PROGRESS', createdAt: expect.anything() } });
    clock.advance(minute);

    const update = ['update-service-pipeline', '--service-name', 'shop', '--spec', spec];
    const updated = await answerOf(...update, '--deployment-type', 'MINOR_VERSION', '--template-minor-version', '1');
    expect(updated).toMatchObject({ pipeline: { deploymentStatus: 'IN_PROGRESS' } });

    const cancelled = await answerOf('cancel-service-pipeline-deployment', '--service-name', 'shop');
    const id = emulator.proton.deployments('shop').at(-1)?.id ?? '';
    expect(cancelled).toMatchObject({ pipeline: { deploymentStatus: 'CANCELLING' } });
    clock.advance(minute);

    expect(await answerOf('get-service', '--name', 'shop')).toMatchObject({
      service: {
        pipeline: {
          deploymentStatus: 'CANCELLED',
          deploymentStatusMessage: 'User initiated cancellation.',
          templateMinorVersion: '0',
        },
      },
    });
    emulator.proton.addService('bank');
    emulator.proton.addService('post');
    expect(await answerOf('list-services', '--page-size', '2')).toMatchObject({
      services: [{ name: 'shop' }, { name: 'bank' }, { name: 'post' }],
    });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);

    expect(await answerOf('delete-service', '--name', 'shop')).toMatchObject({
      service: { status: 'DELETE_IN_PROGRESS' },
    });
    clock.advance(minute);
    const gone = await aws('get-service', '--name', 'shop');
    expect(gone.error).toContain('(ResourceNotFoundException) when calling the GetService operation');
  });

  test('reads and lists deployments, where its version knows how', async ({ skip }) => {
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    const id = emulator.proton.deployments('shop').at(-1)?.id ?? '';
    const read = await aws('get-deployment', '--id', id, '--service-name', 'shop');
    skip(read.error.includes('Invalid choice'), 'this AWS CLI is from before Proton had GetDeployment');
    expect(JSON.parse(read.output)).toMatchObject({
      deployment: {
        id,
        deploymentStatus: 'IN_PROGRESS',
        targetState: { servicePipeline: { templateMinorVersion: '1' } },
      },
    });
    expect(await answerOf('list-deployments', '--service-name', 'shop')).toMatchObject({
      deployments: [{ id, deploymentStatus: 'IN_PROGRESS' }, { deploymentStatus: 'SUCCEEDED' }],
    });
  });

  // boto3 and the CLI read errors with the same code: it tries the other names.
  test('sees an error by its name, in its words', async () => {
    emulator.inject({ kind: 'error', name: 'ConflictException', message: 'In these words.' });
    const { code, error } = await aws('cancel-service-pipeline-deployment', '--service-name', 'shop');
    expect(code).not.toBe(0);
    expect(error).toContain(
      'An error occurred (ConflictException) when calling the CancelServicePipelineDeployment operation',
    );
    expect(error).toContain('In these words.');
  });
});
