import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stackName } from '../dist/emulated-stack.ts';
import { emulate } from '../dist/emulated-step.ts';
import { operationsOf } from '../whole-step/emulated.ts';
import { awsObeysEndpointVariable } from './commands.ts';
import { stepVariables } from './tools.ts';

const able = awsObeysEndpointVariable();

describe.runIf(able)('the AWS CLI with a bucket, as sam deploy does it', { timeout: 90_000 }, () => {
  let home = '';

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 's3-deploy-'));
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  test('packages, deploys from the bucket, and finds the object there', async () => {
    const emulator = await emulate({ createMilliseconds: 200 });
    const aws = (...words: readonly string[]) =>
      new Promise<string>((resolve, reject) => {
        const options = { cwd: home, env: stepVariables(emulator, home) };
        execFile('aws', words, options, (error, output, said) =>
          error === null ? resolve(output) : reject(new Error(said)),
        );
      });
    await writeFile(path.join(home, 'handler.py'), 'def handler(event, context): pass\n');
    const lambda = {
      Type: 'AWS::Serverless::Function',
      Properties: { CodeUri: './handler.py', Runtime: 'python3.13' },
    };
    await writeFile(path.join(home, 'template.json'), JSON.stringify({ Resources: { Orders: lambda } }));
    const bucket = ['--s3-bucket', 'artifacts', '--s3-prefix', 'shop'];
    await aws(
      'cloudformation',
      'package',
      '--template-file',
      'template.json',
      '--output-template-file',
      'out.yaml',
      ...bucket,
    );
    await aws('cloudformation', 'deploy', '--stack-name', stackName, '--template-file', 'out.yaml', ...bucket);
    expect(emulator.cloudformation.stack(stackName)?.status).toBe('CREATE_COMPLETE');
    const listed = await aws('s3', 'ls', 's3://artifacts/', '--recursive');
    expect(listed.match(/shop\/[0-9a-f]{32}(\.template)?$/gm)).toHaveLength(2);
    expect(operationsOf(emulator)).toEqual(expect.arrayContaining(['HeadObject', 'PutObject', 'CreateChangeSet']));
  });
});

test.skipIf(able)(
  'the AWS CLI with a bucket: skipped, because there is none here that obeys AWS_ENDPOINT_URL',
  () => undefined,
);
