import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runStep, type StepResult } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { annotationsOf, emulate, emulateService, resultsOf, runAgainst, service } from './emulated-step.ts';

const resource = `arn:aws:proton:us-east-1:123456789012:service/${service}`;

/** What the one annotation of a failed step says. */
function errorOf(result: StepResult): string {
  expect(result.exitCode).toBe(1);
  const annotations = annotationsOf(result);
  expect(annotations).toHaveLength(1);
  const [annotation = ''] = annotations;
  expect(annotation).toMatch(/^error /);
  return annotation;
}

describe.concurrent('an error says what happened, to which service, and what to do', () => {
  test.each(['proton:CancelServicePipelineDeployment', 'proton:GetService'] as const)(
    'access denied: the action %s, the resource and the request id',
    async (action) => {
      const emulator = await emulateService({ denied: [action], cancelMilliseconds: 60_000 });
      const error = errorOf(await runAgainst(emulator));
      for (const part of [service, action, resource, String(emulator.requests.at(-1)?.requestId)]) {
        expect(error).toContain(part);
      }
    },
  );

  test('no credentials: an OIDC role', async () => {
    const emulator = await emulateService();
    const environment = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const error = errorOf(await runAgainst(emulator, { environment }));
    for (const part of [service, 'No usable credentials', 'aws-actions/configure-aws-credentials', 'id-token: write']) {
      expect(error).toContain(part);
    }
    expect(emulator.requests).toEqual([]);
  });

  test('expired credentials: a new session before this step', async () => {
    const emulator = await emulateService();
    emulator.inject({
      kind: 'error',
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
    const error = errorOf(await runAgainst(emulator));
    for (const part of [service, 'expired', 'role-duration-seconds', String(emulator.requests[0]?.requestId)]) {
      expect(error).toContain(part);
    }
  });

  test('credentials that AWS does not know', async () => {
    const emulator = await emulateService();
    const error = errorOf(await runAgainst(emulator, { environment: { AWS_SECRET_ACCESS_KEY: 'not-the-secret-key' } }));
    expect(error).toContain('does not accept the credentials');
    expect(error).not.toContain('not-the-secret-key');
  });

  test('no region: aws-region', async () => {
    const emulator = await emulateService();
    const error = errorOf(await runAgainst(emulator, { environment: { AWS_REGION: undefined } }));
    for (const part of [service, 'No region is known', 'aws-region']) expect(error).toContain(part);
    expect(emulator.requests).toEqual([]);
  });

  test('the region of the shared config serves', async () => {
    const emulator = await emulateService();
    const folder = await temporaryFolder('config');
    await writeFile(path.join(folder, 'config'), '[default]\nregion = us-east-1\n');
    const environment = { AWS_REGION: undefined, AWS_CONFIG_FILE: path.join(folder, 'config') };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('the input aws-region comes before the environment', async () => {
    const emulator = await emulateService({ region: 'eu-west-1' });
    const result = await runAgainst(emulator, {
      inputs: { 'aws-region': 'eu-west-1' },
      environment: { AWS_REGION: 'us-east-1' },
    });
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('a session token is sent along', async () => {
    const credentials = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'a-secret-access-key',
      sessionToken: 'a-session-token',
    };
    const emulator = await emulateService({ credentials });
    expect((await runAgainst(emulator)).outputs['outcome']).toBe('cancelled');
  });

  test('credentials of a profile serve', async () => {
    const emulator = await emulateService();
    const { accessKeyId, secretAccessKey } = emulator.credentials;
    const folder = await temporaryFolder('credentials');
    const file = path.join(folder, 'credentials');
    await writeFile(
      file,
      `[deployer]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const environment = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SHARED_CREDENTIALS_FILE: file,
      AWS_PROFILE: 'deployer',
    };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('a custom endpoint that does not resolve: its address, and not the end of Proton', async () => {
    const environment = {
      AWS_ENDPOINT_URL_PROTON: 'http://proton.nowhere.invalid',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret-access-key',
      AWS_REGION: 'us-east-1',
    };
    const result = await runStep({ inputs: { 'service-name': service }, environment });
    const error = errorOf(result);
    for (const part of [service, 'http://proton.nowhere.invalid', 'Is the emulator running?']) {
      expect(error).toContain(part);
    }
    expect(error).not.toMatch(/2026-10-07|AWS_ENDPOINT_URL/);
    expect(result.milliseconds).toBeLessThan(30_000);
  }, 40_000);

  test.each(['AccessDeniedException', 'ForbiddenException', 'ValidationException'] as const)(
    'an answer that speaks of the end (%s) is explained as that',
    async (name) => {
      const emulator = await emulateService();
      emulator.inject({ kind: 'discontinued', name });
      const error = errorOf(await runAgainst(emulator));
      expect(error).toMatch(/could not be cancelled: AWS Proton ended on 2026-10-07/);
      for (const part of ['proton-end-of-support.html', 'stack-name', `:service/${service}`, 'codebuild stop-build']) {
        expect(error).toContain(part);
      }
    },
  );

  test('a certificate that nobody trusts: NODE_EXTRA_CA_CERTS', async () => {
    const certificate = await testCertificate();
    const emulator = await emulateService({ certificate });
    const error = errorOf(await runAgainst(emulator));
    expect(error).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('a server that closes each connection at once fails within 30 s', async () => {
    const server = createServer((socket) => socket.destroy());
    const port = await listenOnLoopback(server);
    const emulator = await emulate();
    const result = await runAgainst(emulator, {
      environment: { AWS_ENDPOINT_URL_PROTON: `http://127.0.0.1:${port}` },
    });
    server.close();
    expect(result.outputs['outcome']).toBe('error');
    expect(result.milliseconds).toBeLessThan(30_000);
  }, 40_000);

  test('the results say the same as the annotation, for a later step', async () => {
    const emulator = await emulateService({ denied: ['proton:CancelServicePipelineDeployment'] });
    const result = await runAgainst(emulator);
    expect(resultsOf(result)).toEqual([
      {
        serviceName: service,
        outcome: 'error',
        reason: expect.stringContaining('AccessDeniedException'),
        waitedSeconds: expect.any(Number),
        error: {
          name: 'AccessDeniedException',
          message: expect.stringContaining('is not authorized to perform'),
          requestId: emulator.requests[0]?.requestId,
        },
      },
    ]);
  });
});

async function testCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const { readFile } = await import('node:fs/promises');
  const folder = path.resolve(import.meta.dirname, '..', 'emulator', 'certificate');
  const [key, cert] = await Promise.all(
    ['key.pem', 'certificate.pem'].map((file) => readFile(path.join(folder, file), 'utf8')),
  );
  if (key === undefined || cert === undefined) throw new Error('The test certificate is gone.');
  return { key, cert };
}
