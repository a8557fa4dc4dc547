import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished, vi } from 'vitest';
import type { CallLimits } from '../../src/cancellation/ports.ts';
import { listenOnLoopback } from '../loopback-port.ts';

const folder = path.resolve(import.meta.dirname, '..', 'emulator', 'certificate');

export const certificateFile = path.join(folder, 'certificate.pem');

/** A certificate for 127.0.0.1 that signs itself. */
export const certificate = {
  key: readFileSync(path.join(folder, 'key.pem'), 'utf8'),
  cert: readFileSync(certificateFile, 'utf8'),
};

/** Listens on a free port of this machine until the test is over. */
export async function listen(server: Server | SocketServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  const port = await listenOnLoopback(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return port;
}

/** Starts a server that takes connections and never says a word. */
export function listenInSilence(onConnection: () => void = () => undefined): Promise<number> {
  return listen(createSocketServer(onConnection));
}

/** Starts a server over HTTP, or over TLS. Returns its URL. */
export async function serve(
  listener: RequestListener,
  { isSecure = false, onConnection = (): void => undefined } = {},
): Promise<string> {
  const whole: RequestListener = (request, response) => {
    // The body is read first: an answer before its end would let the client see a reset.
    request.resume().on('end', () => listener(request, response));
  };
  const server = isSecure ? createSecureServer(certificate, whole) : createServer(whole);
  server.on('connection', onConnection);
  return `${isSecure ? 'https' : 'http'}://127.0.0.1:${await listen(server)}`;
}

/** What the environment says to the SDK; nothing of the machine's own counts. */
export function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  const machine = /^(AWS_\w+|(https?|no|all)_proxy)$/i;
  const none = Object.fromEntries(
    Object.keys(process.env).flatMap((name) => (machine.test(name) ? [[name, undefined]] : [])),
  );
  const nowhere = {
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-secret-access-key' };
  for (const [name, value] of Object.entries({ ...none, ...nowhere, ...credentials, ...variables })) {
    vi.stubEnv(name, value);
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** Limits of a call, and how often it was said to have left. */
export interface WatchedLimits extends CallLimits {
  readonly onSent: ReturnType<typeof vi.fn<() => void>>;
}

export function limits(timeoutMilliseconds = 10_000, signal = new AbortController().signal): WatchedLimits {
  return { timeoutMilliseconds, signal, onSent: vi.fn<() => void>() };
}
