import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from '../../../emulator/http/authenticate.ts';
import { bodyReader } from '../../../emulator/http/body-reader.ts';
import { Callers } from '../../../emulator/http/callers.ts';
import { isOwnHost } from '../../../emulator/http/host.ts';
import { protonApi } from '../../../emulator/proton/api.ts';
import { ProtonState } from '../../../emulator/proton/proton-state.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { rejectionOf, sdkClient } from '../clients.ts';
import { send } from './requests.ts';

const mebibyte = 1024 * 1024;
const wellFormed = `AWS4-HMAC-SHA256 Credential=AKIAOTHER/20261124/us-east-1/proton/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

describe('a request that nobody signed', () => {
  let emulator: Emulator;
  const lines: string[] = [];

  beforeEach(async () => {
    lines.length = 0;
    emulator = await startEmulator({ log: (line) => lines.push(line) });
    emulator.proton.addService('shop');
    return () => emulator.close();
  });

  test.each([undefined, wellFormed])(
    'has its body neither kept nor parsed: authorization %s',
    async (authorization) => {
      const request = new IncomingMessage(new Socket());
      Object.assign(request, { method: 'POST', url: '/', headers: { host: 'localhost', authorization } });
      const { credentials, accountId } = defaultSettings;
      const problem = await authenticate(request, protonApi(new ProtonState(defaultSettings)), {
        settings: defaultSettings,
        callers: new Callers(credentials, accountId),
        readBody: () => {
          throw new Error('its body was read');
        },
      });
      expect(problem).toMatchObject({ kind: authorization === undefined ? 'no-signature' : 'unknown-credentials' });
      expect(request.readableFlowing).toBe(true);
      const body = JSON.stringify({ name: 'shop' });
      await send(emulator.url, { headers: authorization === undefined ? {} : { authorization }, body });
      expect(emulator.requests).toMatchObject([{ operation: '', target: undefined, input: undefined }]);
    },
  );

  test.each(['//', '//evil.example/', '/?', '/?a=%', '/%', '*', '/../', 'http://evil.example/'])(
    'is answered whatever its path is: %s',
    async (path) => {
      const { status, text } = await send(emulator.url, { path });
      expect([403, 404]).toContain(status);
      expect(text).toMatch(/"__type"/);
      expect(lines.join()).not.toContain('The emulator failed');
    },
  );

  test.each(['evil.example', 'evil.example:7768', '127.0.0.1.evil.example', '169.254.169.254', '[::2]:1'])(
    'is refused at a name of somebody else: %s',
    async (host) => {
      const path = '/health';
      const { status, text } = await send(emulator.url, { method: 'GET', path, headers: { host } });
      expect(status).toBe(403);
      expect(text).not.toContain('evil');
    },
  );

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:7768', '[::1]:7768', '127.0.0.2', 'localhost.'])(
    'is taken at a name of this machine: %s',
    async (host) => {
      const { status, text } = await send(emulator.url, { method: 'GET', path: '/health', headers: { host } });
      expect({ status, text }).toEqual({ status: 200, text: 'ok\n' });
    },
  );
});

test.each([
  ['example.test', 'example.test', true],
  ['Example.test:80', 'example.test', true],
  ['10.0.0.7:80', '0.0.0.0', true],
  ['[2001:db8::1]:80', '::', true],
  ['evil.example', '0.0.0.0', false],
  ['10.0.0.7', '10.0.0.8', false],
  [undefined, '127.0.0.1', false],
])('Host %s at a server that listens at %s: %s', (header, listensAt, own) => {
  expect(isOwnHost(header, listensAt)).toBe(own);
});

test('a look at /health needs no signature, and leaves no record', async () => {
  const emulator = await startEmulator();
  try {
    expect(await send(emulator.url, { method: 'GET', path: '/health' })).toMatchObject({ status: 200, text: 'ok\n' });
    expect(emulator.requests).toEqual([]);
  } finally {
    await emulator.close();
  }
});

test('the record keeps as many of the latest requests as it may', async () => {
  const emulator = await startEmulator({ keptRequests: 2 });
  try {
    for (const name of ['a', 'b', 'c']) await rejectionOf(sdkClient(emulator).getService({ name }));
    expect(emulator.requests.map(({ target }) => target)).toEqual(['b', 'c']);
  } finally {
    await emulator.close();
  }
});

test('bodies that are read at the same time share 64 MiB', async () => {
  const read = bodyReader();
  const open = Array.from({ length: 70 }, () => new PassThrough());
  const bodies = open.map((stream) => read(stream, mebibyte));
  for (const stream of open) stream.write('x'.repeat(mebibyte - 1));
  await new Promise(setImmediate);
  for (const stream of open) stream.end('x');
  const results = await Promise.all(bodies);
  expect(results.filter((body) => body === 'overloaded')).toHaveLength(6);
  expect(results.filter((body) => body instanceof Buffer && body.length === mebibyte)).toHaveLength(64);
  const next = new PassThrough();
  const later = read(next, mebibyte);
  next.end('small');
  expect(String(await later)).toBe('small');
});
