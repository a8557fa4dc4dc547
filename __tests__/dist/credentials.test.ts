import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { StepResult } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { emulateService, runAgainst } from './emulated-step.ts';

const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'a-secret-access-key-from-the-chain',
  sessionToken: 'a-session-token-from-the-chain',
};
const expiration = new Date(Date.now() + 3_600_000).toISOString();
const stsAnswer = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${credentials.accessKeyId}</AccessKeyId><SecretAccessKey>${credentials.secretAccessKey}</SecretAccessKey><SessionToken>${credentials.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const servers = new Set<Server>();

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a server that answers every request alike, and keeps the paths and headers of what it was asked. */
async function serve(type: string, body: string): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    request.resume().on('end', () => response.setHeader('content-type', type).end(body));
  });
  servers.add(server);
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, asked };
}

/** Runs the step without credentials in the environment, but for what `environment` says. */
async function runWith(environment: Readonly<Record<string, string>>): Promise<StepResult> {
  const emulator = await emulateService({ credentials });
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
  const result = await runAgainst(emulator, { environment: { ...none, ...environment } });
  const everything = JSON.stringify([result.stdout, result.stderr, result.summary, result.outputsAsSet]);
  expect(everything).not.toMatch(/from-the-chain/);
  return result;
}

async function webIdentity(): Promise<Readonly<Record<string, string>>> {
  const folder = await temporaryFolder('web-identity');
  const tokenFile = path.join(folder, 'token');
  await writeFile(tokenFile, 'an-identity-token');
  return { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/proton-cancel' };
}

describe.concurrent('the credential chain of the SDK is whole in the bundle', () => {
  test('a container’s credentials', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const answer = {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: expiration,
    };
    const { url, asked } = await serve('application/json', JSON.stringify(answer));
    const result = await runWith({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
    });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(asked).toEqual(['GET /role container-token']);
  });

  test('a web identity, by STS', async () => {
    const { url, asked } = await serve('text/xml', stsAnswer);
    const result = await runWith({ ...(await webIdentity()), AWS_ENDPOINT_URL_STS: url });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(asked).toHaveLength(1);
  });

  test('a web identity, by STS, through a proxy', async () => {
    const { url, asked } = await serve('text/xml', stsAnswer);
    const result = await runWith({
      ...(await webIdentity()),
      AWS_ENDPOINT_URL_STS: 'http://sts.nowhere.invalid',
      HTTP_PROXY: url,
      NO_PROXY: '127.0.0.1',
    });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(asked).toEqual(['POST http://sts.nowhere.invalid/ ']);
  });

  test('a profile of IAM Identity Center (SSO)', async () => {
    const roleCredentials = { ...credentials, expiration: Date.parse(expiration) };
    const { url, asked } = await serve('application/json', JSON.stringify({ roleCredentials }));
    const home = await temporaryFolder('sso');
    const startUrl = 'https://octo-org.awsapps.example/start';
    const cache = path.join(home, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const name = createHash('sha1').update(startUrl).digest('hex');
    const token = { startUrl, region: 'us-east-1', accessToken: 'an-sso-token', expiresAt: expiration };
    await writeFile(path.join(cache, `${name}.json`), JSON.stringify(token));
    const profile = `[profile octo]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = deployer\n`;
    await writeFile(path.join(home, '.aws', 'config'), profile);
    const result = await runWith({ HOME: home, USERPROFILE: home, AWS_PROFILE: 'octo', AWS_ENDPOINT_URL_SSO: url });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    expect(asked[0]).toContain('/federation/credentials');
  });

  test('a process of a profile', async () => {
    const folder = await temporaryFolder('process');
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const answer = {
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiration,
    };
    const script = path.join(folder, 'print.cjs');
    await writeFile(script, `process.stdout.write(${JSON.stringify(JSON.stringify(answer))})`);
    const config = path.join(folder, 'config');
    await writeFile(config, `[default]\ncredential_process = "${process.execPath}" "${script}"\n`);
    const result = await runWith({ AWS_CONFIG_FILE: config });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
  });
});
