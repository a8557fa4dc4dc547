import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { asText, property } from '../outside-data.ts';

/** The SDK gives each call an id of its own in this header, which tells its request from those of the credential chain. */
const invocationIdHeader = 'amz-sdk-invocation-id';

interface Waiting {
  readonly id: string;
  readonly onSent: () => void;
}

/**
 * Tells when requests leave this machine. The SDK does not say it: it hands a request to Node, which looks up the name,
 * connects and, for TLS, shakes hands before the first byte goes out. Node's `http.client.request.start` says that the
 * request has been written to its socket; it leaves as soon as that is open.
 */
export class SentRequests {
  /** Few at a time. Not a map: what has left one stays in memory until several collections of garbage later. */
  readonly #waiting: Waiting[] = [];

  constructor() {
    subscribe('http.client.request.start', (message) => this.#start(property(message, 'request')));
  }

  /**
   * Calls `onSent`, once, when the request goes onto an open connection.
   *
   * @param request the SDK's request, with its headers
   * @returns forgets the request, which may never leave
   */
  watch(request: unknown, onSent: () => void): () => unknown {
    const id = asText(property(property(request, 'headers'), invocationIdHeader));
    if (id === undefined) return () => undefined;
    const waiting = { id, onSent };
    this.#waiting.push(waiting);
    return () => this.#forget(waiting);
  }

  #forget(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  #start(request: unknown): void {
    if (!(request instanceof ClientRequest)) return;
    const id = asText(request.getHeader(invocationIdHeader));
    const waiting = this.#waiting.find((one) => one.id === id);
    if (waiting === undefined || request.socket === null) return;
    this.#forget(waiting);
    whenOpen(request.socket, waiting.onSent);
  }
}

function whenOpen(socket: Socket, then: () => void): void {
  if (socket.connecting) socket.once('connect', () => whenOpen(socket, then));
  else if (property(socket, 'secureConnecting') === true) socket.once('secureConnect', then);
  else then();
}
