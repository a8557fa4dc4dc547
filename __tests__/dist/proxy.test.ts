import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../loopback-port.ts';
import { emulateService, runAgainst } from './emulated-step.ts';

const folder = path.resolve(import.meta.dirname, '..', 'emulator', 'certificate');
const certificateFile = path.join(folder, 'certificate.pem');
const proxies = new Set<Server>();

afterAll(() => {
  for (const proxy of proxies) {
    proxy.closeAllConnections();
    proxy.close();
  }
});

/** A proxy that tunnels where it is asked to, keeps a record, and wants a password if one is given. */
interface ConnectProxy {
  readonly port: number;
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
}

async function startProxy({ refuses = false } = {}): Promise<ConnectProxy> {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const proxy = createServer((_request, response) => {
    asked.push({ target: 'plain', authorization: undefined });
    response.writeHead(502).end('<html>no</html>');
  });
  proxy.on('connect', (request, socket) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (refuses) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  proxies.add(proxy);
  const port = await listenOnLoopback(proxy);
  return { port, asked };
}

async function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  return { key: await readFile(path.join(folder, 'key.pem'), 'utf8'), cert: await readFile(certificateFile, 'utf8') };
}

describe.concurrent('a proxy', () => {
  test('carries the calls, over TLS, with its password', async () => {
    const emulator = await emulateService({ certificate: await certificate() });
    const proxy = await startProxy();
    const environment = {
      HTTPS_PROXY: `http://user:pass%20word@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificateFile,
    };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome'], result.stdout).toBe('cancelled');
    const { host } = new URL(emulator.url);
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([host]));
    expect(proxy.asked[0]?.authorization).toBe(`Basic ${Buffer.from('user:pass word').toString('base64')}`);
  });

  test('is not used for a host in NO_PROXY', async () => {
    const emulator = await emulateService({ certificate: await certificate() });
    const proxy = await startProxy();
    const environment = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: '127.0.0.1',
      NODE_EXTRA_CA_CERTS: certificateFile,
    };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(proxy.asked).toEqual([]);
  });

  test('that refuses is named as the trouble, without its password', async () => {
    const emulator = await emulateService({ certificate: await certificate() });
    const proxy = await startProxy({ refuses: true });
    const environment = {
      HTTPS_PROXY: `http://user:pass%20word@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificateFile,
    };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome']).toBe('error');
    const everything = JSON.stringify([result.stdout, result.stderr, result.summary, result.outputs]);
    expect(everything).toContain('HTTPS_PROXY');
    expect(everything).not.toMatch(/pass%20word|pass word/);
  });
});
