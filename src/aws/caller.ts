import type { Call, Failure } from '../cancellation/model/failure.ts';
import type { Answer, CallLimits } from '../cancellation/ports.ts';
import { asWords, property } from '../outside-data.ts';
import type { ServiceSettings } from './client-settings.ts';
import { type Endpoint, endpointOf, goesThroughProxy } from './endpoint.ts';
import { type CallStage, failureFrom } from './failure.ts';
import { type Limit, startLimit } from './limit.ts';
import { SentRequests } from './sent-requests.ts';

/** What the SDK's clients of all services have, as far as a call needs it. */
export interface SdkClient {
  readonly config: {
    readonly region: () => Promise<string>;
    readonly credentials: () => Promise<{
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    }>;
  };
}

/** What the SDK's answers have in common. */
interface Output {
  readonly $metadata: { readonly requestId?: string | undefined };
}

/** A handler of the SDK's middleware stack, in its `deserialize` step: the request is complete, the answer not yet read. */
type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** Sees a request on its way out, and the answer on its way in. */
type Middleware = <Args extends { readonly request: unknown }, Result extends { readonly response: unknown }>(
  next: Handler<Args, Result>,
) => Handler<Args, Result>;

/** Next to the handler that sends. */
const middlewarePlace = { name: 'observeCall', step: 'deserialize', priority: 'low' } as const;

/** A command of the SDK, as far as it can be watched. */
interface Command {
  readonly middlewareStack: { add(middleware: Middleware, place: typeof middlewarePlace): void };
}

/** How one call is made and read. */
export interface CallSteps<Client, Sent extends Output, Value> {
  /** Sends one command or several, one after the other. Each has to go through `observed`, which returns it. */
  readonly send: (
    client: Client,
    observed: <Observed extends Command>(command: Observed) => Observed,
    abortSignal: AbortSignal,
  ) => Promise<Sent>;
  /** Reads the answer. Throws an `UnreadableAnswer` if it is not the API's. */
  readonly read: (output: Sent) => Value;
}

export interface CallerSettings<Client> extends Omit<ServiceSettings, 'region'> {
  readonly createClient: () => Client;
  /** Whether a failure shows that AWS has ended the service. `isProxied`: the request went through a proxy. */
  readonly isEndOfService: (failure: Failure, isProxied: boolean) => boolean;
}

/** Makes calls, each within its limits, and turns whatever they throw into failures. */
export class Caller<Client extends SdkClient> {
  readonly #settings: CallerSettings<Client>;
  readonly #sentRequests = new SentRequests();
  #client: Client | undefined;

  constructor(settings: CallerSettings<Client>) {
    this.#settings = settings;
  }

  /** Makes one attempt. Never throws. */
  async call<Sent extends Output, Value>(
    call: Call,
    limits: CallLimits,
    steps: CallSteps<Client, Sent, Value>,
  ): Promise<Answer<Value>> {
    const limit = startLimit(limits);
    const attempt = new Attempt(this.#sentRequests, limits.onSent, limit.reach);
    try {
      // The credential chain does not listen to the signal: the race does.
      const output = await Promise.race([this.#send(attempt, limit, steps), limit.reached]);
      const value = steps.read(output);
      return { ok: true, value, requestId: output.$metadata.requestId, dateEpoch: attempt.dateEpoch };
    } catch (thrown) {
      const failure = failureFrom(thrown, { ...attempt.facts(), call, endedBy: limit.endedBy() });
      const isEndOfService = this.#settings.isEndOfService(failure, this.#isProxied(attempt.endpoint));
      // An answer that broke off, or is not AWS's, does not have AWS's time.
      const isAnswered = failure.kind !== 'unreadable' && failure.kind !== 'connection-lost';
      const dateEpoch = isAnswered && limit.endedBy() === undefined ? attempt.dateEpoch : undefined;
      return { ok: false, failure: { ...failure, isEndOfService }, dateEpoch };
    } finally {
      attempt.end();
      limit.release();
    }
  }

  async #send<Sent extends Output, Value>(
    attempt: Attempt,
    limit: Limit,
    { send }: CallSteps<Client, Sent, Value>,
  ): Promise<Sent> {
    // Not made at the start: wrong settings fail the call.
    this.#client ??= this.#settings.createClient();
    const { config } = this.#client;
    attempt.stage = 'region';
    attempt.region = await config.region();
    attempt.stage = 'credentials';
    const { accessKeyId, secretAccessKey, sessionToken = '' } = await config.credentials();
    this.#settings.learnSecrets([accessKeyId, secretAccessKey, sessionToken]);
    attempt.stage = 'building';
    return send(this.#client, attempt.observed, limit.signal);
  }

  #isProxied(endpoint: Endpoint | undefined): boolean {
    return endpoint !== undefined && goesThroughProxy(endpoint, this.#settings.environment);
  }
}

/**
 * The longest until a request has left, in milliseconds: for the name look-up, the connection, a proxy's tunnel and the TLS
 * handshake together. The SDK's own limit does not count the handshake.
 */
const connectMilliseconds = 5_000;

/** One call in progress: how far it has come. */
class Attempt {
  readonly #sentRequests: SentRequests;
  readonly #onSent: () => void;
  readonly #giveUp: () => void;
  #connecting: NodeJS.Timeout | undefined;
  /** Whether the request that is on its way now has left; only the first one is reported. */
  #isSent = false;
  #isReported = false;
  #endWatch: () => unknown = () => undefined;
  stage: CallStage = 'client';
  region: string | undefined;
  endpoint: Endpoint | undefined;
  /** AWS's time of the answer, in milliseconds since 1970. */
  dateEpoch: number | undefined;

  constructor(sentRequests: SentRequests, onSent: () => void, giveUp: () => void) {
    this.#sentRequests = sentRequests;
    this.#onSent = onSent;
    this.#giveUp = giveUp;
  }

  readonly observed = <Observed extends Command>(command: Observed): Observed => {
    command.middlewareStack.add(this.#middleware, middlewarePlace);
    return command;
  };

  readonly #middleware: Middleware = (next) => async (args) => {
    this.endpoint = endpointOf(args.request);
    if (this.endpoint !== undefined && !/^https?:$/.test(this.endpoint.protocol)) {
      // The SDK would take it for http.
      throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    }
    this.stage = 'sending';
    this.#isSent = false;
    this.#connecting = setTimeout(this.#giveUp, connectMilliseconds);
    this.#endWatch = this.#sentRequests.watch(args.request, () => this.#sent());
    const result = await next(args);
    this.dateEpoch = dateOf(result.response);
    return result;
  };

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
