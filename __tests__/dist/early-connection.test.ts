import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../runner/run-step.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { operationsOf } from '../whole-step/emulated.ts';
import { emulateService, runAgainst } from './emulated-step.ts';
import { startTimed } from './own-time.ts';

const certificateFolder = path.resolve(import.meta.dirname, '..', 'emulator', 'certificate');
const certificateFile = path.join(certificateFolder, 'certificate.pem');
/** The first byte of a TLS record that belongs to a handshake (RFC 8446, section 5.1). */
const handshakeRecord = 0x16;

let folder: string;
const open = new Set<Server>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'early-connection-'));
  // Credentials that never come: no request can be signed, let alone sent.
  await writeFile(path.join(folder, 'hang.cjs'), 'setTimeout(() => {}, 10_000);');
  const command = `"${process.execPath}" "${path.join(folder, 'hang.cjs')}"`;
  await writeFile(path.join(folder, 'config'), `[default]\ncredential_process = ${command}\n`);
});

afterAll(async () => {
  for (const server of open) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server of connections, and those that it has had. */
interface WatchedServer {
  readonly tcp: Server;
  readonly url: string;
  readonly sockets: readonly Socket[];
}

/** A server that takes connections and never says a word. */
function startSilentServer(): Promise<WatchedServer> {
  return startServer(() => undefined);
}

/** A server that passes everything on to a port of this machine. */
function startRelay(port: number): Promise<WatchedServer> {
  return startServer((socket) => {
    const target = connect(port, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(target).pipe(socket);
  });
}

async function startServer(onConnection: (socket: Socket) => void): Promise<WatchedServer> {
  const sockets: Socket[] = [];
  const tcp = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    onConnection(socket);
  });
  open.add(tcp);
  const port = await listenOnLoopback(tcp);
  return { tcp, url: `https://127.0.0.1:${port}`, sockets };
}

/** A step for the silent server, without credentials. */
function stepFor({ url }: WatchedServer, changes: Partial<Step> = {}): Step {
  return {
    inputs: { 'service-name': 'shop', ...changes.inputs },
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      ...changes.environment,
    },
  };
}

describe.concurrent('the connection to AWS', () => {
  test.each(['service-name', 'stack-name'])(
    'is begun before there are credentials, for %s; nothing but the handshake is sent, and a signal is heard',
    async (input) => {
      const server = await startSilentServer();
      const running = await startTimed(stepFor(server, { inputs: { 'service-name': '', [input]: 'shop' } }));
      const [socket] = await once(server.tcp, 'connection');
      const [sent] = await once(socket, 'data');
      running.process.kill('SIGINT');
      const result = await running.result;

      expect(sent[0]).toBe(handshakeRecord);
      expect(result.outputs['outcome']).toBe('interrupted');
      expect(result.sinceLast('signal')).toBeLessThan(2_000);
      expect(server.sockets).toHaveLength(1);
    },
  );

  test.each([
    ['bad input', { inputs: { 'wait-for-minutes': 'soon' } }],
    ['FIPS endpoints', { environment: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_CONFIG_FILE: '/nowhere' } }],
  ])('is not begun early with %s', async (_what, changes) => {
    const server = await startSilentServer();
    const { process: step, result } = await startTimed(stepFor(server, changes));
    await result;

    expect(step.exitCode).toBe(1);
    expect(server.sockets).toHaveLength(0);
  });

  test('that was begun early carries all calls of one service', async () => {
    const key = await readFile(path.join(certificateFolder, 'key.pem'), 'utf8');
    const emulator = await emulateService({ certificate: { key, cert: await readFile(certificateFile, 'utf8') } });
    const relay = await startRelay(Number(new URL(emulator.url).port));
    const environment = { AWS_ENDPOINT_URL_PROTON: relay.url, NODE_EXTRA_CA_CERTS: certificateFile };
    const { outputs } = await runAgainst(emulator, { environment });

    expect(outputs['outcome']).toBe('cancelled');
    expect(operationsOf(emulator).length).toBeGreaterThan(1);
    expect(relay.sockets).toHaveLength(1);
  });
});
