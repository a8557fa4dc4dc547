import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Agent as HttpsAgent, request, type Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EarlyAgent } from '../../src/aws/client-settings.ts';
import { beginEarlyConnection, type EarlyConnection, earlyEndpointOf } from '../../src/aws/early-connection.ts';

const folder = path.resolve(import.meta.dirname, '..', 'emulator', 'certificate');
const certificate = readFileSync(path.join(folder, 'certificate.pem'), 'utf8');
const key = readFileSync(path.join(folder, 'key.pem'), 'utf8');
const trusted = getCACertificates('default');

afterEach(() => {
  setDefaultCACertificates(trusted);
  vi.useRealTimers();
});

describe('the endpoint is known', () => {
  test.each([
    ['the region', {}, 'eu-west-1', 'proton', 'proton.eu-west-1.amazonaws.com', 443],
    ['the region', {}, 'eu-west-1', 'cloudformation', 'cloudformation.eu-west-1.amazonaws.com', 443],
    ['a region in China', {}, 'cn-north-1', 'cloudformation', 'cloudformation.cn-north-1.amazonaws.com.cn', 443],
    ['a region of GovCloud', {}, 'us-gov-west-1', 'proton', 'proton.us-gov-west-1.amazonaws.com', 443],
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'https://vpce.example/' }, undefined, 'proton', 'vpce.example', 443],
    ['its port', { AWS_ENDPOINT_URL: 'https://127.0.0.1:8443/path' }, 'eu-west-1', 'proton', '127.0.0.1', 8443],
    ['an IPv6 address', { AWS_ENDPOINT_URL: 'https://[::1]:8443' }, 'eu-west-1', 'proton', '::1', 8443],
    [
      "the API's own variable, before that of all APIs",
      { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://one.example' },
      'eu-west-1',
      'cloudformation',
      'one.example',
      443,
    ],
    [
      'the region, where configured endpoints are to be ignored',
      { AWS_ENDPOINT_URL: 'https://all.example', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'eu-west-1',
      'proton',
      'proton.eu-west-1.amazonaws.com',
      443,
    ],
  ] as const)('from %s', (_from, environment, region, api, host, port) => {
    expect(earlyEndpointOf(environment, region, api)).toEqual({ host, port });
  });

  test.each(['.amazonaws.com', '*.amazonaws.com', 'elsewhere, PROTON.eu-west-1.amazonaws.com', '*'])(
    'where a proxy is not used because of NO_PROXY=%s',
    (exceptions) => {
      const environment = { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: exceptions };

      expect(earlyEndpointOf(environment, 'eu-west-1', 'proton')).toBeDefined();
    },
  );
});

test.each([
  ['a region', {}, undefined],
  ['a region of the kind that AWS has', {}, 'eu-west-1.attacker.example/'],
  ['the domain of its partition', {}, 'us-iso-east-1'],
  ['the domain of its partition', {}, 'eusc-de-east-1'],
  ['TLS', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8080' }, 'eu-west-1'],
  ['a URL', { AWS_ENDPOINT_URL_PROTON: 'foo' }, 'eu-west-1'],
  ['a way past FIPS endpoints', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'eu-west-1'],
  ['a way past dual-stack endpoints', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'eu-west-1'],
  ['a way past a proxy', { https_proxy: 'http://proxy.example' }, 'eu-west-1'],
  ['an exception from the proxy', { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: 'aws.com,notawscom' }, 'eu-west-1'],
])('no endpoint is known without %s: %j, %s', (_what, environment, region) => {
  expect(earlyEndpointOf(environment, region, 'proton')).toBeUndefined();
});

describe('an early connection', () => {
  test('carries the first request, and only the first', async () => {
    const server = await startServer();
    const early = begin(server);
    const agent = agentOver(early);

    const answers = await Promise.all([answerFrom(server, agent), answerFrom(server, agent)]);

    expect(answers).toEqual([200, 200]);
    expect(server.connections.count).toBe(2);
  });

  test('is handed over also when the handshake is done', async () => {
    const server = await startServer();
    const early = begin(server);
    await once(server.https, 'secureConnection');
    const agent = agentOver(early);

    expect(await answerFrom(server, agent)).toBe(200);
    expect(server.connections.count).toBe(1);
  });

  test('waits for a request to its own host and port', async () => {
    const server = await startServer();
    const early = begin(server);

    expect(early.take('localhost', server.port)).toBeUndefined();
    expect(early.take('127.0.0.1', server.port + 1)).toBeUndefined();
    const taken = await early.take('127.0.0.1', server.port);
    expect(taken?.destroy()).toBeDefined();
  });

  test('is not handed over when the certificate is not trusted', async () => {
    const server = await startServer();
    setDefaultCACertificates(trusted);
    const early = beginEarlyConnection({ host: '127.0.0.1', port: server.port });
    await done(early);

    expect(early.take('127.0.0.1', server.port)).toBeUndefined();
  });

  test('that is refused leaves the request to connect as usual', async () => {
    const server = await startServer();
    server.https.close();
    await once(server.https, 'close');
    const early = begin(server);
    await done(early);

    expect(early.take('127.0.0.1', server.port)).toBeUndefined();
  });

  test('is destroyed when no request comes for 5 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await startServer();
    const early = begin(server);
    const [socket] = await once(server.https, 'secureConnection');
    vi.advanceTimersByTime(5_000);

    await closed(socket);
    expect(early.take('127.0.0.1', server.port)).toBeUndefined();
  });

  test('that was handed over is not destroyed after 5 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await startServer();
    const early = begin(server);
    const socket = await early.take('127.0.0.1', server.port);
    if (socket === undefined) throw new Error('Nothing was handed over.');
    vi.advanceTimersByTime(5_000);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');

    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200/);
  });

  test('that was handed over and then fails leaves the request to connect as usual', async () => {
    const server = await startServer();
    server.https.close();
    await once(server.https, 'close');
    const early = begin(server);

    await expect(answerFrom(server, agentOver(early))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('gives way to the event loop during the handshake only', async () => {
    const server = await startServer();
    const early = begin(server);
    expect(await givesWay(early)).toBe(true);
    const socket = await early.take('127.0.0.1', server.port);
    if (socket?.authorized === false) await once(socket, 'secureConnect');

    expect(await givesWay(early)).toBe(false);
    socket?.destroy();
  });

  test('does not keep the process alive', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      silent.close();
    });
    await once(silent, 'listening');

    const script = `${imports} beginEarlyConnection({ host: '127.0.0.1', port: ${portOf(silent)} });`;
    expect(await outputOf(script)).toEqual({ code: 0, stdout: '' });
  });

  test('keeps the process alive once it is handed over', async () => {
    const server = await startServer();

    const script = `${imports}
      const endpoint = { host: '127.0.0.1', port: ${server.port} };
      const agent = new EarlyAgent({}, beginEarlyConnection(endpoint));
      request({ ...endpoint, agent }, (response) => process.stdout.write(String(response.statusCode))).end();`;
    expect(await outputOf(script)).toEqual({ code: 0, stdout: '200' });
    expect(server.connections.count).toBe(1);
  });
});

const imports = `import { request } from 'node:https';
  import { EarlyAgent } from '${new URL('../../src/aws/client-settings.ts', import.meta.url).href}';
  import { beginEarlyConnection } from '${new URL('../../src/aws/early-connection.ts', import.meta.url).href}';`;

/** Runs a script in a process of its own. Its exit code is 9 if it lives for long: an early connection ends by itself after 5 s. */
async function outputOf(script: string): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const timed = `${script}
    const from = performance.now();
    process.on('exit', () => { if (performance.now() - from > 4_000) process.exitCode = 9; });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', timed], {
    env: { NODE_EXTRA_CA_CERTS: path.join(folder, 'certificate.pem') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  await once(child, 'close');
  return { code: child.exitCode, stdout };
}

async function givesWay(early: EarlyConnection): Promise<boolean> {
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });
  await early.proceed();
  return hasTurned;
}

interface TestServer {
  readonly https: Server;
  readonly port: number;
  readonly connections: { count: number };
}

async function startServer(): Promise<TestServer> {
  const https = createServer({ key, cert: certificate }, (_request, response) => {
    response.end('answer');
  });
  const connections = { count: 0 };
  https.on('connection', () => {
    connections.count += 1;
  });
  https.listen(0, '127.0.0.1');
  onTestFinished(() => {
    https.close();
    https.closeAllConnections();
  });
  await once(https, 'listening');
  return { https, port: portOf(https), connections };
}

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

function begin({ port }: TestServer): EarlyConnection {
  setDefaultCACertificates([certificate]);
  return beginEarlyConnection({ host: '127.0.0.1', port });
}

function agentOver(early: EarlyConnection): HttpsAgent {
  const agent = new EarlyAgent({ keepAlive: true }, early);
  onTestFinished(() => agent.destroy());
  return agent;
}

function answerFrom({ port }: TestServer, agent: HttpsAgent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

/** Waits until the handshake has ended, well or not. */
async function done(early: EarlyConnection): Promise<void> {
  while (await givesWay(early));
}

async function closed(socket: { readonly closed: boolean } & NodeJS.EventEmitter): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}
