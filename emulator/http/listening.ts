import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { isIPv6 } from 'node:net';
import type { EmulatorSettings } from '../settings.ts';

/** Where a server shall listen, and with which certificate, if any. */
export type Listening = Pick<EmulatorSettings, 'host' | 'port' | 'certificate'>;

/** Starts a server and gives it with its URL, once it listens. Rejects when the port can't be had. */
export async function listen(
  { host, port, certificate }: Listening,
  listener: RequestListener,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = certificate === undefined ? createServer(listener) : createSecureServer({ ...certificate }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const scheme = certificate === undefined ? 'http' : 'https';
  return { server, url: `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${actualPort}` };
}

/** Stops listening and destroys every connection, also those with a request under way. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
