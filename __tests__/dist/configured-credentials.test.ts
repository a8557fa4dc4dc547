import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { runStep, type StepResult } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';
import { emulate } from './emulated-step.ts';

/*
 * What aws-actions/configure-aws-credentials leaves for later steps, by its source (src/index.ts, src/helpers.ts and
 * src/profileManager.ts of v6).
 */

const user = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-secret-key-of-a-user' };
const role = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'the-secret-key-of-a-session',
  sessionToken: 'the-token-of-a-session',
};
type Keys = typeof user & { readonly sessionToken?: string };

const region = { AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1' };

/** `exportCredentials` without a session token empties the one of an earlier step. */
function exported({ accessKeyId, secretAccessKey, sessionToken = '' }: Keys): Readonly<Record<string, string>> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
}

/** The home directory with the files that `aws-profile` writes. */
async function homeWith(profiles: Readonly<Record<string, Keys>>): Promise<Readonly<Record<string, string>>> {
  const home = await temporaryFolder('home');
  const folder = path.join(home, '.aws');
  await mkdir(folder);
  const credentials = Object.entries(profiles).map(([name, { accessKeyId, secretAccessKey, sessionToken }]) =>
    [
      `[${name}]`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      ...(sessionToken === undefined ? [] : [`aws_session_token = ${sessionToken}`]),
    ].join('\n'),
  );
  const config = Object.keys(profiles).map((name) =>
    [name === 'default' ? '[default]' : `[profile ${name}]`, 'region = us-east-1'].join('\n'),
  );
  await writeFile(path.join(folder, 'credentials'), `${credentials.join('\n\n')}\n`);
  await writeFile(path.join(folder, 'config'), `${config.join('\n\n')}\n`);
  return { HOME: home, USERPROFILE: home };
}

async function runWith(credentials: Keys, environment: Readonly<Record<string, string>>): Promise<StepResult> {
  const emulator: Emulator = await emulate({ credentials, deployMilliseconds: 600_000 });
  emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  return runStep({
    inputs: { 'stack-name': 'shop' },
    environment: { AWS_ENDPOINT_URL_CLOUDFORMATION: emulator.url, ...environment },
  });
}

describe.concurrent('after aws-actions/configure-aws-credentials, the step has the same credentials as the AWS CLI', () => {
  test('with the keys of a user', async () => {
    const result = await runWith(user, { ...region, ...exported(user) });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });

  test('with a role, by OIDC or from the keys of a user', async () => {
    const result = await runWith(role, { ...region, ...exported(role) });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });

  test('with aws-profile, which AWS_PROFILE of the step names: the region is the profile’s, too', async () => {
    const home = await homeWith({ staging: user, production: role });
    const result = await runWith(role, { ...home, AWS_PROFILE: 'production' });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(result.stdout).toContain('in us-east-1');
  });

  test('with aws-profile: default, without any variable', async () => {
    const result = await runWith(role, await homeWith({ default: role }));
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });

  test('with aws-profile and output-env-credentials, which set both', async () => {
    const home = await homeWith({ production: role });
    const result = await runWith(role, { ...region, ...home, ...exported(role), AWS_PROFILE: 'production' });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(result.stdout).toContain('AWS_PROFILE (production)');
  });

  test('with the keys of a later run beside the AWS_PROFILE of an earlier one: those of the later', async () => {
    const home = await homeWith({ staging: user });
    const result = await runWith(role, { ...region, ...home, ...exported(role), AWS_PROFILE: 'staging' });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });

  test('with output-credentials alone, and its outputs in the env of the step', async () => {
    const result = await runWith(role, { ...exported(role), AWS_REGION: 'us-east-1' });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });
});
