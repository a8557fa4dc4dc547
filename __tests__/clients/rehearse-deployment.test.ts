import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createJob } from '../../runner/job.ts';
import { jobOf } from '../examples/run-example.ts';
import { awsFor, stepToRun } from './example-job.ts';

const installed = spawnSync('aws', ['--version']).status === 0;

test.runIf(installed)('rehearse-deployment.yml runs as it is, with the AWS CLI', { timeout: 120_000 }, async () => {
  const { steps, environment } = jobOf('examples/rehearse-deployment.yml');
  const folder = await mkdtemp(path.join(tmpdir(), 'rehearsal-'));
  const tools = await awsFor(folder);
  const own = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true' };
  const job = await createJob({ env: { ...environment, ...own, HOME: folder, PATH: tools, NO_PROXY: '127.0.0.1' } });
  try {
    await mkdir(path.join(job.workspace, 'cloudformation'));
    const template =
      'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Ref AWS::StackName}\n';
    await writeFile(path.join(job.workspace, 'cloudformation', 'shop.yaml'), template);
    for (const step of steps.flatMap(stepToRun)) {
      const { conclusion, stdout, stderr } = await job.run(step);
      expect({ step, conclusion }, stdout + stderr).toMatchObject({ conclusion: 'success' });
    }
  } finally {
    const [emulator] = await job.finish();
    expect(emulator?.stdout).toMatch(/ {2}AssumeRoleWithWebIdentity {2}.* {2}CancelUpdateStack {2}shop {2}ok {2}/s);
    await rm(folder, { recursive: true, force: true });
  }
});

test.skipIf(installed)('rehearse-deployment.yml: not run, because there is no "aws" on the path', () => undefined);
