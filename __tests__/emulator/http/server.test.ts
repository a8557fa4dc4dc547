import { readFileSync } from 'node:fs';
import { CancelServicePipelineDeploymentCommand, GetServiceCommand } from '@aws-sdk/client-proton';
import { afterEach, describe, expect, test } from 'vitest';
import { logLine } from '../../../emulator/http/log-line.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import type { EmulatorSettings } from '../../../emulator/settings.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';

const opened: Emulator[] = [];

async function emulatorWith(settings: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const emulator = await startEmulator(settings);
  opened.push(emulator);
  return emulator;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((emulator) => emulator.close()));
});

describe('the record of requests', () => {
  test('holds operation, input, time, answer, request id and headers', async () => {
    const clock = new FakeClock();
    const emulator = await emulatorWith({ clock });
    await rejectionOf(sdkClient(emulator).getService({ name: 'shop' }));
    expect(emulator.requests).toMatchObject([
      {
        operation: 'GetService',
        input: { name: 'shop' },
        atMilliseconds: clock.now(),
        answer: 'ResourceNotFoundException',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        headers: { 'x-amz-target': 'AwsProton20200720.GetService' },
      },
    ]);
  });

  test('is told to listeners before the answer, so that the world can change in between', async () => {
    const emulator = await emulatorWith();
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    const answers: string[] = [];
    const stop = emulator.onRequest(({ answer }) => {
      answers.push(answer);
      emulator.proton.endDeployment('shop', 'SUCCEEDED');
    });
    const cancel = new CancelServicePipelineDeploymentCommand({ serviceName: 'shop' });
    expect((await rejectionOf(sdkClient(emulator).send(cancel))).name).toBe('ConflictException');
    expect(answers).toEqual(['pending']);
    stop();
    await sdkClient(emulator).listServices({});
    expect(answers).toHaveLength(1);
  });
});

describe('the log', () => {
  test('has one line a request: time, operation, service, answer, request id', async () => {
    const lines: string[] = [];
    const clock = new FakeClock();
    const emulator = await emulatorWith({ clock, log: (line) => lines.push(line) });
    emulator.proton.addService('shop');
    await sdkClient(emulator).getService({ name: 'shop' });
    expect(lines).toEqual([
      `${new Date(clock.now()).toISOString()}  GetService  shop  ok  ${emulator.requests[0]?.requestId}`,
    ]);
  });

  test.each(['a\nb', '::error::x', '##[error]x', '\u001b[31mred', '\u2028', 'two words', '<b>'])(
    'holds hostile text %# as one word that can not act',
    (text) => {
      const line = logLine({ atMilliseconds: 0, operation: text, target: text, answer: 'ok', requestId: 'id' });
      expect(line.split('  ')).toHaveLength(5);
      expect(line).toMatch(/^1970-01-01T[\w:.\\ -]+$/);
    },
  );

  test('cuts long texts', () => {
    const text = 'x'.repeat(10_000);
    const line = logLine({ atMilliseconds: 0, operation: text, target: undefined, answer: 'ok', requestId: 'id' });
    expect(line.length).toBeLessThan(200);
  });

  test('holds no credential and no spec', async () => {
    const lines: string[] = [];
    const emulator = await emulatorWith({ log: (line) => lines.push(line) });
    await sdkClient(emulator).listServices({});
    expect(lines.join()).not.toContain(emulator.credentials.accessKeyId);
  });
});

describe('the server', () => {
  test('ends at once, with the requests it has left unanswered', async () => {
    const emulator = await startEmulator();
    emulator.inject({ kind: 'stall', stage: 'before' });
    const call = rejectionOf(sdkClient(emulator).listServices({}));
    await new Promise<void>((resolve) => {
      emulator.onRequest(() => resolve());
    });
    await emulator.close();
    expect(await call).toMatchObject({ code: 'ECONNRESET' });
  });

  test('ends at once, with answers still delayed', async () => {
    const lines: string[] = [];
    const emulator = await startEmulator({ latencyMilliseconds: 60_000, log: (line) => lines.push(line) });
    const call = rejectionOf(sdkClient(emulator).listServices({}));
    await expect.poll(() => lines).toHaveLength(1);
    await emulator.close();
    expect(await call).toMatchObject({ code: 'ECONNRESET' });
    expect(lines).toHaveLength(1);
  });

  test('tells that its port is taken', async () => {
    const emulator = await emulatorWith();
    const port = Number(new URL(emulator.url).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('refuses a request of more than a megabyte', async () => {
    const emulator = await emulatorWith();
    const request = new GetServiceCommand({ name: 'x'.repeat(1024 * 1024) });
    expect(await rejectionOf(sdkClient(emulator).send(request))).toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
  });

  test('answers a request id also to what it refuses', async () => {
    const emulator = await emulatorWith();
    const response = await fetch(emulator.url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-requestid')).toBe(emulator.requests[0]?.requestId);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });

  test('serves https with a certificate', async () => {
    const directory = new URL('../certificate/', import.meta.url);
    const certificate = {
      key: readFileSync(new URL('key.pem', directory), 'utf8'),
      cert: readFileSync(new URL('certificate.pem', directory), 'utf8'),
    };
    const emulator = await emulatorWith({ certificate });
    expect(emulator.url).toMatch(/^https:/);
    // Nobody vouches for the certificate, so a client that gets as far as judging it has met TLS.
    const error = await rejectionOf(sdkClient(emulator).listServices({}));
    expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});
