import { connect, createServer, type Server, type Socket } from 'node:net';

/** A relay to a port of this machine that is as far away as a region of AWS. */
export interface Relay {
  readonly port: number;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
}

/**
 * Starts a relay on 127.0.0.1 that passes every byte on in order, without loss, half a round trip late. Loopback connects
 * at once, so the TCP handshake's own round trip is added to what the client sends first.
 *
 * @param targetPort where the bytes go, on 127.0.0.1
 * @param roundTripMilliseconds the time until an answer is back from a server that needs no time
 */
export async function startRelay(targetPort: number, roundTripMilliseconds: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, target]) {
      sockets.add(socket);
      // A broken connection shows up at the other end, and as a failed run.
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    const oneWay = roundTripMilliseconds / 2;
    passOn(client, target, oneWay, performance.now() + roundTripMilliseconds);
    passOn(target, client, oneWay, 0);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { port: portOf(server), close: () => close(server, sockets) };
}

/** @param notBefore when the first byte may leave, by `performance.now()` */
function passOn(from: Socket, to: Socket, oneWayMilliseconds: number, notBefore: number): void {
  const later = delayedQueue();
  const due = (): number => Math.max(performance.now(), notBefore) + oneWayMilliseconds;
  from.on('data', (bytes) => later(due(), () => to.write(bytes)));
  from.on('end', () => later(due(), () => to.end()));
  from.on('close', () => later(due(), () => to.destroy()));
}

interface Delayed {
  readonly due: number;
  readonly act: () => void;
}

/** Acts when each act is due, in the order they came in: timers of different lengths don't keep an order. */
function delayedQueue(): (due: number, act: () => void) => void {
  const waiting: Delayed[] = [];
  const actOnDue = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const milliseconds = next.due - performance.now();
      if (milliseconds > 0) {
        setTimeout(actOnDue, milliseconds);
        return;
      }
      waiting.shift();
      next.act();
    }
  };
  return (due, act) => {
    waiting.push({ due, act });
    if (waiting.length === 1) actOnDue();
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  return address.port;
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
