import { asWords, property } from '../outside-data.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import type { CallStage } from './failure.ts';
import type { Limit } from './limit.ts';
import type { SentRequests } from './sent-requests.ts';

/**
 * The longest until a request has left, in milliseconds: for the name look-up, the connection, a proxy's tunnel and the TLS
 * handshake together. The SDK's own limit does not count the handshake.
 */
const connectMilliseconds = 5_000;

/** One call in progress: how far it has come. */
export class Attempt {
  readonly #sentRequests: SentRequests;
  readonly #onSent: () => void;
  readonly #limit: Limit;
  #connecting: NodeJS.Timeout | undefined;
  /** Whether the request that is on its way now has left; only the first one is reported. */
  #isSent = false;
  #isReported = false;
  #endWatch: () => unknown = () => undefined;
  stage: CallStage = 'client';
  region: string | undefined;
  /** The id of the key that signs the request. */
  accessKeyId: string | undefined;
  endpoint: Endpoint | undefined;
  /** AWS's time of the answer, in milliseconds since 1970. */
  dateEpoch: number | undefined;

  constructor(sentRequests: SentRequests, onSent: () => void, limit: Limit) {
    this.#sentRequests = sentRequests;
    this.#onSent = onSent;
    this.#limit = limit;
  }

  /** Aborted when the call has to end. */
  get signal(): AbortSignal {
    return this.#limit.signal;
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
    this.#isSent = false;
    this.#connecting = setTimeout(this.#limit.reach, connectMilliseconds);
    this.#endWatch = this.#sentRequests.watch(request, () => this.#sent());
    const answer = await send();
    this.dateEpoch = dateOf(answer.response);
    return answer;
  }

  #sent(): void {
    clearTimeout(this.#connecting);
    this.#isSent = true;
    if (!this.#isReported) this.#onSent();
    this.#isReported = true;
  }

  facts(): Pick<Attempt, 'stage' | 'region' | 'endpoint'> & { readonly isSent: boolean } {
    return { stage: this.stage, region: this.region, endpoint: this.endpoint, isSent: this.#isSent };
  }

  /** Has to be called when the call is over. */
  end(): void {
    clearTimeout(this.#connecting);
    this.#endWatch();
  }
}

function dateOf(response: unknown): number | undefined {
  const date = Date.parse(asWords(property(property(response, 'headers'), 'date')) ?? '');
  return Number.isNaN(date) ? undefined : date;
}
