import { once } from 'node:events';
import type { Server } from 'node:net';

/** Lets a server listen on a free port of 127.0.0.1, and gives that port. @throws what keeps it from listening */
export async function listenOnLoopback(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/**
 * A port that nobody listens on, for discarding (RFC 863). A port that was free a moment ago would do only until the system gives it to
 * the server of a test in another process.
 */
export const deadPort = 9;
