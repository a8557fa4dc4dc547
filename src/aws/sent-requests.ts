import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { asText, property } from '../outside-data.ts';

/** The SDK gives each call an id of its own in this header, which tells its request from those of the credential chain. */
const invocationIdHeader = 'amz-sdk-invocation-id';

/**
 * Tells when requests leave this machine. The SDK does not say it: it hands a request to Node, which looks up the name,
 * connects and, for TLS, shakes hands before the first byte goes out. Node's `http.client.request.start` says that the
 * request has been written to its socket; it leaves as soon as that is open.
 */
export class SentRequests {
  readonly #waiting = new Map<string, () => void>();

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
    this.#waiting.set(id, onSent);
    return () => this.#waiting.delete(id);
  }

  #start(request: unknown): void {
    if (!(request instanceof ClientRequest)) return;
    const id = asText(request.getHeader(invocationIdHeader));
    const onSent = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || onSent === undefined || request.socket === null) return;
    this.#waiting.delete(id);
    whenOpen(request.socket, onSent);
  }
}

function whenOpen(socket: Socket, then: () => void): void {
  if (socket.connecting) socket.once('connect', () => whenOpen(socket, then));
  else if (property(socket, 'secureConnecting') === true) socket.once('secureConnect', then);
  else then();
}
