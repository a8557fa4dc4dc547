import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createSocketServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { beginEarlyConnection, type EarlyConnection } from '../../src/aws/early-connection.ts';
import type { DeploymentService } from '../../src/cancellation/ports.ts';
import { createProtonService } from '../../src/proton/service.ts';
import { temporaryFolder } from '../after-file.ts';
import { deadPort } from '../loopback-port.ts';
import { certificate, limits, listen, listenInSilence, serve, setEnvironment } from './loopback.ts';

const service = '{"service":{"name":"checkout-api","status":"ACTIVE"}}';
const answerService: RequestListener = (_request, response) => {
  response.setHeader('x-amzn-requestid', 'request-1').end(service);
};

/** A service whose requests go to `endpoint`, with `variables` beside. */
function serviceAt(endpoint: string, variables: Readonly<Record<string, string | undefined>> = {}): DeploymentService {
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint, ...variables });
  return createProtonService({
    region: 'us-east-1',
    environment: { ...process.env, ...variables },
    learnSecrets: () => undefined,
  });
}

function trustCertificate(): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate.cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}

test('a request has left once it goes onto an open connection, and before its answer', async () => {
  let sentBeforeAnswer = 0;
  const watched = limits();
  const endpoint = await serve((request, response) => {
    sentBeforeAnswer = watched.onSent.mock.calls.length;
    answerService(request, response);
  });
  const answer = await serviceAt(endpoint).readState('checkout-api', watched);
  expect(answer).toMatchObject({ ok: true, requestId: 'request-1' });
  expect(sentBeforeAnswer).toBe(1);
  expect(watched.onSent).toHaveBeenCalledOnce();
});

test('a request on a connection that is used again has left at once', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => answerService(request, response));
  });
  server.on('connection', () => {
    connections += 1;
  });
  const proton = serviceAt(`http://127.0.0.1:${await listen(server)}`);
  for (const _turn of [1, 2, 3]) {
    const watched = limits();
    expect(await proton.readState('checkout-api', watched)).toMatchObject({ ok: true });
    expect(watched.onSent).toHaveBeenCalledOnce();
  }
  expect(connections).toBe(1);
});

test('over TLS, a request has left once the handshake is done, also on a connection that is used again', async () => {
  trustCertificate();
  const proton = serviceAt(await serve(answerService, { isSecure: true }));
  for (const _turn of [1, 2]) {
    const watched = limits();
    expect(await proton.readState('checkout-api', watched)).toMatchObject({ ok: true });
    expect(watched.onSent).toHaveBeenCalledOnce();
  }
});

test('a server that stays silent got the request: it is lost', async () => {
  const watched = limits(2_000);
  const answer = await serviceAt(`http://127.0.0.1:${await listenInSilence()}`).cancel(
    'checkout-api',
    'token',
    watched,
  );
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'connection-lost', name: 'TimeoutError' } });
  expect(watched.onSent).toHaveBeenCalledOnce();
});

test('a server that breaks the connection got the request: it is lost', async () => {
  const server = createSocketServer((socket) => {
    socket.once('data', () => socket.resetAndDestroy());
  });
  const watched = limits();
  const answer = await serviceAt(`http://127.0.0.1:${await listen(server)}`).cancel('checkout-api', 'token', watched);
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'connection-lost' } });
  expect(watched.onSent).toHaveBeenCalledOnce();
});

test('a port that nobody listens on gets nothing', async () => {
  const watched = limits();
  const answer = await serviceAt(`http://127.0.0.1:${deadPort}`).cancel('checkout-api', 'token', watched);
  expect(answer).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable', host: `127.0.0.1:${deadPort}`, isAwsEndpoint: false, isEndOfService: false },
    dateEpoch: undefined,
  });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('a name that does not resolve gets nothing', async () => {
  const watched = limits();
  const answer = await serviceAt('http://proton.nowhere.invalid').cancel('checkout-api', 'token', watched);
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable', isEndOfService: false } });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('a server that never shakes hands is given up after 5 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const connected = Promise.withResolvers<void>();
  const port = await listenInSilence(() => connected.resolve());
  let isOver = false;
  const call = serviceAt(`https://127.0.0.1:${port}`).cancel('a', 'token', limits(20_000));
  const end = call.finally(() => {
    isOver = true;
  });
  await connected.promise;
  await vi.advanceTimersByTimeAsync(4_999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await end).toMatchObject({ ok: false, failure: { kind: 'unreachable', name: 'TimeoutError' } });
});

test('an answer may take longer than 5 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const asked = Promise.withResolvers<() => void>();
  const endpoint = await serve((request, response) => asked.resolve(() => answerService(request, response)));
  const call = serviceAt(endpoint).readState('checkout-api', limits(20_000));
  const answerNow = await asked.promise;
  await vi.advanceTimersByTimeAsync(19_000);
  answerNow();
  expect(await call).toMatchObject({ ok: true });
});

/** A service whose first request takes over the connection that leads to `endpoint`. */
function serviceOver(endpoint: string): { readonly proton: DeploymentService; readonly early: EarlyConnection } {
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const early = beginEarlyConnection({ host: '127.0.0.1', port: Number(new URL(endpoint).port) });
  const proton = createProtonService({
    region: 'us-east-1',
    environment: process.env,
    learnSecrets: () => undefined,
    early,
  });
  return { proton, early };
}

describe.each([
  ['its own connection', serviceAt],
  ['a connection that was begun early', (endpoint: string) => serviceOver(endpoint).proton],
])('over %s', (_which, serviceFor) => {
  test('a server that never shakes hands gets nothing, however long it takes', async () => {
    const watched = limits(500);
    const answer = await serviceFor(`https://127.0.0.1:${await listenInSilence()}`).cancel('a', 'token', watched);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable', name: 'TimeoutError' } });
    expect(watched.onSent).not.toHaveBeenCalled();
  });

  test('a server that hangs up during the handshake gets nothing', async () => {
    const server = createSocketServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const watched = limits();
    const answer = await serviceFor(`https://127.0.0.1:${await listen(server)}`).cancel('a', 'token', watched);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    expect(watched.onSent).not.toHaveBeenCalled();
  });

  test('a server whose certificate is not trusted gets nothing', async () => {
    const watched = limits();
    const asked: string[] = [];
    const endpoint = await serve((request) => asked.push(String(request.url)), { isSecure: true });
    const answer = await serviceFor(endpoint).cancel('a', 'token', watched);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'untrusted', name: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(watched.onSent).not.toHaveBeenCalled();
    expect(asked).toEqual([]);
  });
});

describe('over a connection that was begun early', () => {
  test('a request has left once the handshake is done, also while it is under way when the request comes', async () => {
    trustCertificate();
    const connections = vi.fn<() => void>();
    const { proton } = serviceOver(await serve(answerService, { isSecure: true, onConnection: connections }));
    for (const _turn of [1, 2]) {
      const watched = limits();
      expect(await proton.readState('checkout-api', watched)).toMatchObject({ ok: true });
      expect(watched.onSent).toHaveBeenCalledOnce();
    }
    expect(connections).toHaveBeenCalledOnce();
  });

  test('a request has left at once where the handshake is done already', async () => {
    trustCertificate();
    const connections = vi.fn<() => void>();
    const { proton, early } = serviceOver(await serve(answerService, { isSecure: true, onConnection: connections }));
    await handshakeOf(early);
    const watched = limits();
    expect(await proton.readState('checkout-api', watched)).toMatchObject({ ok: true });
    expect(watched.onSent).toHaveBeenCalledOnce();
    expect(connections).toHaveBeenCalledOnce();
  });

  test('a server that breaks the connection got the request: it is lost', async () => {
    trustCertificate();
    const endpoint = await serve((request) => request.socket.destroy(), { isSecure: true });
    const { proton, early } = serviceOver(endpoint);
    await handshakeOf(early);
    const watched = limits();
    const answer = await proton.cancel('a', 'token', watched);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'connection-lost' } });
    expect(watched.onSent).toHaveBeenCalledOnce();
  });
});

/** Resolves when the handshake has ended: from then on, the connection holds nobody up. */
async function handshakeOf(early: EarlyConnection): Promise<void> {
  for (let hasTurned = true; hasTurned; ) {
    hasTurned = false;
    setImmediate(() => {
      hasTurned = true;
    });
    await early.proceed();
  }
}

test('a proxy that never opens the tunnel gets no request', async () => {
  const watched = limits(500);
  const proxy = `http://127.0.0.1:${await listenInSilence()}`;
  const proton = serviceAt('https://proton.nowhere.invalid', { HTTPS_PROXY: proxy });
  const answer = await proton.cancel('a', 'token', watched);
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable', isEndOfService: false } });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('through the tunnel of a proxy, a request has left once the handshake with the endpoint is done', async () => {
  trustCertificate();
  const endpoint = await serve(answerService, { isSecure: true });
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    const upstream = connect(Number(new URL(`http://${request.url}`).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
  });
  const watched = limits();
  const proton = serviceAt(endpoint, { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` });
  expect(await proton.readState('checkout-api', watched)).toMatchObject({ ok: true });
  expect(watched.onSent).toHaveBeenCalledOnce();
});

test('through a tunnel to a server that never shakes hands, nothing leaves', async () => {
  const proxy = createServer();
  proxy.on('connect', (_request, socket) => {
    socket.on('error', () => undefined).write('HTTP/1.1 200 Connection Established\r\n\r\n');
  });
  const watched = limits(500);
  const proton = serviceAt('https://proton.nowhere.invalid', {
    HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
  });
  expect(await proton.cancel('a', 'token', watched)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('a plain proxy that is connected has got the request', async () => {
  const watched = limits();
  const asked: string[] = [];
  const proxy = await serve((request, response) => {
    asked.push(String(request.url));
    response.writeHead(502).end('<html>Bad gateway</html>');
  });
  const proton = serviceAt('http://proton.nowhere.invalid', { HTTP_PROXY: proxy });
  expect(await proton.cancel('a', 'token', watched)).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  expect(watched.onSent).toHaveBeenCalledOnce();
  expect(asked).toEqual(['http://proton.nowhere.invalid/']);
});

test('while a container’s credentials hang, nothing has left, and the call still ends in time', async () => {
  const asked = Promise.withResolvers<string>();
  const chain = await serve((request) => asked.resolve(String(request.url)));
  const endpoint = await serve(answerService);
  const stop = new AbortController();
  const watched = limits(10_000, stop.signal);
  const proton = serviceAt(endpoint, {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${chain}/role`,
  });
  const answer = proton.cancel('a', 'token', watched);
  expect(await asked.promise).toBe('/role');
  stop.abort();
  expect(await answer).toMatchObject({ ok: false, failure: { kind: 'interrupted' } });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('while STS hangs, nothing has left', async () => {
  const asked = Promise.withResolvers<string>();
  const chain = await serve((request) => asked.resolve(String(request.method)));
  const tokenFile = path.join(await temporaryFolder('web-identity'), 'token');
  await writeFile(tokenFile, 'an-identity-token');
  const watched = limits(2_000);
  const proton = serviceAt(await serve(answerService), {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/proton-cancel',
    AWS_ENDPOINT_URL_STS: chain,
  });
  const answer = proton.cancel('a', 'token', watched);
  expect(await asked.promise).toBe('POST');
  expect(await answer).toMatchObject({ ok: false, failure: { kind: 'credentials-unavailable', name: 'TimeoutError' } });
  expect(watched.onSent).not.toHaveBeenCalled();
});

test('while a credential process hangs, nothing has left, and nothing does later', async () => {
  const asked: string[] = [];
  const started = createSocketServer();
  const port = await listen(started);
  const folder = await temporaryFolder('process');
  const script = path.join(folder, 'hang.cjs');
  // It says that it runs by a connection, and ends with valid credentials when that is closed.
  const credentials = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: 'a-secret' });
  await writeFile(
    script,
    `require('node:net').connect(${port}, '127.0.0.1').resume().on('close', () => process.stdout.write(${JSON.stringify(credentials)}))`,
  );
  const config = path.join(folder, 'config');
  await writeFile(config, `[default]\ncredential_process = "${process.execPath}" "${script}"\n`);
  const stop = new AbortController();
  const watched = limits(10_000, stop.signal);
  const proton = serviceAt(
    await serve((request, response) => {
      asked.push(String(request.headers['x-amz-target']));
      answerService(request, response);
    }),
    { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_CONFIG_FILE: config },
  );
  const connected = once(started, 'connection');
  const answer = proton.cancel('a', 'token', watched);
  const [socket] = await connected;
  stop.abort();
  expect(await answer).toMatchObject({ ok: false, failure: { kind: 'interrupted' } });
  socket.end();
  // The same credentials serve the next call: when it is answered, a cancel request would have been sent as well.
  expect(await proton.readState('checkout-api', limits())).toMatchObject({ ok: true });
  expect(asked).toEqual(['AwsProton20200720.GetService']);
  expect(watched.onSent).not.toHaveBeenCalled();
});
