import type { Call } from '../cancellation/model/failure.ts';
import type { CallLimits } from '../cancellation/ports.ts';
import { asNumber, asText, asWords, property } from '../outside-data.ts';
import type { CallStage, FailureContext } from './failure.ts';
import type { SentRequests } from './sent-requests.ts';

/**
 * The longest until a request has left, in milliseconds: for the name look-up, the connection, a proxy's tunnel and the TLS
 * handshake together. The SDK's own limit does not count the handshake.
 */
const connectMilliseconds = 5_000;

/** One call in progress within its limits: how far it has come, and what ended it early. */
export class Attempt implements FailureContext {
  readonly call: Call;
  readonly #limits: CallLimits;
  readonly #sentRequests: SentRequests;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #connecting: NodeJS.Timeout | undefined;
  /** Only the first request is reported. */
  #isReported = false;
  #endWatch: () => unknown = () => undefined;
  /** Aborted when the call has to end. */
  readonly signal = this.#controller.signal;
  /** Rejects when the call has to end, and never resolves. To be raced against at once. */
  readonly ended = new Promise<never>((_resolve, reject) => {
    const end = (): void => reject(new Error('The limit of the call was reached.'));
    this.signal.addEventListener('abort', end, { once: true });
  });
  stage: CallStage = 'client';
  region: string | undefined;
  /** The id of the key that signs the request. */
  accessKeyId: string | undefined;
  endpoint: Endpoint | undefined;
  /** Whether the request that is on its way now has left. */
  isSent = false;
  /** AWS's time of the answer, in milliseconds since 1970. */
  dateEpoch: number | undefined;

  constructor(call: Call, limits: CallLimits, sentRequests: SentRequests) {
    this.call = call;
    this.#limits = limits;
    this.#sentRequests = sentRequests;
    this.#timer = setTimeout(this.#abort, limits.timeoutMilliseconds);
    limits.signal.addEventListener('abort', this.#abort);
    if (limits.signal.aborted) this.#abort();
  }

  /** What has ended the call early, if this action itself did. */
  get endedBy(): FailureContext['endedBy'] {
    if (this.#limits.signal.aborted) return 'interruption';
    return this.signal.aborted ? 'time' : undefined;
  }

  /** Watches one request of the call, from its sending to the head of its answer. */
  async watch<Answered extends { readonly response: unknown }>(
    request: unknown,
    send: () => Promise<Answered>,
  ): Promise<Answered> {
    this.endpoint = endpointOf(request);
    if (this.endpoint !== undefined && !/^https?:$/.test(this.endpoint.protocol)) {
      // The SDK would take it for http.
      throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    }
    this.stage = 'sending';
    this.isSent = false;
    this.#connecting = setTimeout(this.#abort, connectMilliseconds);
    this.#endWatch = this.#sentRequests.watch(request, () => this.#sent());
    const answer = await send();
    this.dateEpoch = dateOf(answer.response);
    return answer;
  }

  #sent(): void {
    clearTimeout(this.#connecting);
    this.isSent = true;
    if (!this.#isReported) this.#limits.onSent();
    this.#isReported = true;
  }

  /** Has to be called when the call is over. */
  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#connecting);
    this.#limits.signal.removeEventListener('abort', this.#abort);
    this.#endWatch();
  }

  readonly #abort = (): void => this.#controller.abort();
}

function dateOf(response: unknown): number | undefined {
  const date = Date.parse(asWords(property(property(response, 'headers'), 'date')) ?? '');
  return Number.isNaN(date) ? undefined : date;
}

/** Where a request goes. */
export interface Endpoint {
  readonly protocol: string;
  readonly hostname: string;
  /** The host, with its port if it is not the protocol's own. */
  readonly host: string;
  readonly port: number;
}

/** The endpoint of a request as the SDK's handler gets it; undefined if it names none. */
export function endpointOf(request: unknown): Endpoint | undefined {
  const hostname = asText(property(request, 'hostname'));
  const protocol = asText(property(request, 'protocol'));
  if (hostname === undefined || protocol === undefined) return undefined;
  const defaultPort = protocol === 'http:' ? 80 : 443;
  const port = asNumber(property(request, 'port')) ?? defaultPort;
  return { protocol, hostname, port, host: port === defaultPort ? hostname : `${hostname}:${port}` };
}
