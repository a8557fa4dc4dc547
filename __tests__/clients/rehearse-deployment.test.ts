import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { createJob } from '../../runner/job.ts';
import type { JobStep } from '../../runner/workflow.ts';
import { slug } from '../conventions/repository.ts';
import type { WorkflowStep } from '../conventions/workflow-file.ts';
import { jobOf } from '../examples/run-example.ts';
import { awsObeysEndpointVariable } from './commands.ts';

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

/** A step as the stand-in for GitHub's runner has it, with this repository's own actions; the checkout is the test's. */
function stepToRun({ id, uses, run, inputs, environment }: WorkflowStep): readonly JobStep[] {
  const common = { env: environment, ...(id === undefined ? {} : { id }) };
  if (run !== undefined) return [{ ...common, run }];
  const [action = ''] = (uses ?? '').split('@');
  if (action === 'actions/checkout') return [];
  const folders: Readonly<Record<string, string>> = {
    [slug]: '.',
    [`${slug}/emulator`]: 'emulator',
    'aws-actions/configure-aws-credentials': '__tests__/clients/configure-aws-credentials',
  };
  return [{ ...common, uses: folders[action] ?? action, with: inputs }];
}

/** A path on which the AWS CLI goes where `AWS_ENDPOINT_URL` says, also where the one that is installed is too old for it. */
async function awsFor(folder: string): Promise<string> {
  const usual = process.env['PATH'] ?? '';
  if (awsObeysEndpointVariable()) return usual;
  const wrapper = path.join(folder, 'aws');
  await writeFile(wrapper, `#!/bin/sh\nPATH='${usual}' exec aws "$@" --endpoint-url "$AWS_ENDPOINT_URL"\n`);
  await chmod(wrapper, 0o755);
  return `${folder}${path.delimiter}${usual}`;
}
