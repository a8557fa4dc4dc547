import path from 'node:path';
import { expect, test } from 'vitest';
import { createJob } from '../../runner/job.ts';
import { emulateStack, stackName } from '../dist/emulated-stack.ts';
import { operationsOf } from '../whole-step/emulated.ts';

const configure = path.join(import.meta.dirname, 'configure-aws-credentials');
const role = { 'role-to-assume': 'arn:aws:iam::123456789012:role/deploy' };

test.each<[name: string, calls: readonly string[], withKeys: boolean, inputs: Readonly<Record<string, string>>]>([
  ['keys', ['GetCallerIdentity'], true, {}],
  ['keys and a role', ['GetCallerIdentity', 'AssumeRole', 'GetCallerIdentity'], true, role],
  ['OIDC', ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'], false, role],
])(
  'with what configure-aws-credentials hands on after %s, the action is let in',
  async (_, calls, withKeys, inputs) => {
    const emulator = await emulateStack();
    const { accessKeyId, secretAccessKey } = emulator.credentials;
    const keys = { 'aws-access-key-id': accessKeyId, 'aws-secret-access-key': secretAccessKey };
    const job = await createJob({ env: { AWS_ENDPOINT_URL: emulator.url } });
    const configured = await job.run({
      uses: configure,
      with: { 'aws-region': emulator.region, ...(withKeys ? keys : {}), ...inputs },
    });
    expect(configured, configured.stderr).toMatchObject({
      conclusion: 'success',
      outputs: { 'aws-account-id': '123456789012' },
    });
    expect(operationsOf(emulator)).toEqual(calls);
    const stopped = await job.run({ uses: '.', with: { 'stack-name': stackName } });
    expect(stopped.outputs['outcome']).toBe('cancelled');
    await job.finish();
  },
);
