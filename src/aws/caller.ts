import type { Call, Failure } from '../cancellation/model/failure.ts';
import type { Answer, CallLimits } from '../cancellation/ports.ts';
import { proxyFor } from '../environment/proxy.ts';
import { Attempt } from './attempt.ts';
import { hasKeys, type ServiceSettings } from './client-settings.ts';
import { failureFrom } from './failure.ts';
import { SentRequests } from './sent-requests.ts';

/** What the SDK's clients of all services have, as far as a call needs it. */
export interface SdkClient {
  readonly middlewareStack: { add(middleware: Middleware, place: typeof middlewarePlace): void };
  readonly config: {
    readonly requestHandler: {
      handle(request: unknown, options: { readonly abortSignal: AbortSignal }): Promise<{ readonly response: unknown }>;
    };
    readonly region: () => Promise<string>;
    readonly credentials: (options?: { readonly forceRefresh: boolean }) => Promise<{
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    }>;
  };
}

/** What the SDK's answers have in common. */
export interface Output {
  readonly $metadata: { readonly requestId?: string | undefined };
}

/** A handler of the SDK's middleware stack, in its `deserialize` step: the request is complete, the answer not yet read. */
type Handler = (args: { readonly input: object; readonly request: unknown }) => Promise<{ readonly response: unknown }>;

type Middleware = (next: Handler) => Handler;

/** Next to the handler that sends. */
const middlewarePlace = { name: 'observeCall', step: 'deserialize', priority: 'low' } as const;

/** A command of the SDK, as far as it can be watched: its input goes through the middleware as the same object. */
interface Command {
  readonly input: object;
}

/** How one call is made and read. */
export interface CallSteps<Client, Sent extends Output, Value> {
  /**
   * Sends one command or several, one after the other, without options. Each has to go through `observed`, which returns it
   * and sees to its limits.
   */
  readonly send: (client: Client, observed: <Observed extends Command>(command: Observed) => Observed) => Promise<Sent>;
  /** Reads the answer. @throws an `UnreadableAnswer` if it is not the API's */
  readonly read: (output: Sent) => Value;
}

export interface CallerSettings<Client> extends Omit<ServiceSettings, 'region'> {
  readonly createClient: () => Client;
  /** Whether a failure shows that AWS has ended the service. `isProxied`: the request went through a proxy. */
  readonly isEndOfService: (failure: Failure, isProxied: boolean) => boolean;
}

/** Makes calls, each within its limits, and turns what they throw into failures. */
export class Caller<Client extends SdkClient> {
  readonly #settings: CallerSettings<Client>;
  readonly #sentRequests = new SentRequests();
  /** By the inputs of the commands. */
  readonly #attempts = new WeakMap<object, Attempt>();
  #client: Client | undefined;
  /** Whether there have been credentials already. */
  #haveBeenLoaded = false;

  constructor(settings: CallerSettings<Client>) {
    this.#settings = settings;
  }

  /** Makes one attempt. Never throws. */
  async call<Sent extends Output, Value>(
    call: Call,
    limits: CallLimits,
    steps: CallSteps<Client, Sent, Value>,
  ): Promise<Answer<Value>> {
    const attempt = new Attempt(call, limits, this.#sentRequests);
    try {
      // The credential chain does not listen to the signal: the race does.
      const output = await Promise.race([this.#send(attempt, steps), attempt.ended]);
      const value = steps.read(output);
      return { ok: true, value, requestId: output.$metadata.requestId, dateEpoch: attempt.dateEpoch };
    } catch (thrown) {
      const failure = await this.#reconsider(failureFrom(thrown, attempt), attempt);
      const { endpoint } = attempt;
      const isProxied = endpoint !== undefined && proxyFor(endpoint, this.#settings.environment) !== undefined;
      const isEndOfService = this.#settings.isEndOfService(failure, isProxied);
      // An answer that broke off, or is not AWS's, does not have AWS's time.
      const isAnswered = failure.kind !== 'unreadable' && failure.kind !== 'connection-lost';
      const dateEpoch = isAnswered && attempt.endedBy === undefined ? attempt.dateEpoch : undefined;
      return { ok: false, failure: { ...failure, isEndOfService }, dateEpoch };
    } finally {
      attempt.end();
    }
  }

  async #send<Sent extends Output, Value>(attempt: Attempt, { send }: CallSteps<Client, Sent, Value>): Promise<Sent> {
    // Not made at the start: wrong settings have to fail the call.
    this.#client ??= this.#createClient();
    const client = this.#client;
    const { config } = client;
    attempt.stage = 'region';
    attempt.region = await config.region();
    attempt.stage = 'credentials';
    const { accessKeyId, secretAccessKey, sessionToken = '' } = await config.credentials();
    this.#settings.learnSecrets([accessKeyId, secretAccessKey, sessionToken]);
    attempt.accessKeyId = accessKeyId;
    this.#haveBeenLoaded = true;
    attempt.stage = 'building';
    return send(client, (command) => {
      this.#attempts.set(command.input, attempt);
      return command;
    });
  }

  /**
   * The SDK puts its middleware together anew for each call, a tenth of the call's garbage, unless calls have no options and
   * the client has `cacheMiddleware`. So what is a call's own, its signal, joins the request here.
   */
  #createClient(): Client {
    const client = this.#settings.createClient();
    const observe: Middleware = (next) => async (args) => {
      const attempt = this.#attempts.get(args.input);
      if (attempt === undefined) return next(args);
      // Not left to the garbage collector: it takes two rounds to find that a key is gone, and keeps the answer until then.
      this.#attempts.delete(args.input);
      return attempt.watch(args.request, () =>
        client.config.requestHandler.handle(args.request, { abortSignal: attempt.signal }),
      );
    };
    client.middlewareStack.add(observe, middlewarePlace);
    return client;
  }

  /** Credentials may be replaced while the step runs: a file is rewritten, or a session ends and its source gives a new one. */
  async #reconsider(failure: Failure, { stage, accessKeyId, ended }: Attempt): Promise<Failure> {
    switch (failure.kind) {
      case 'credentials-missing':
      case 'credentials-failed':
        return this.#haveBeenLoaded ? { ...failure, kind: 'credentials-unavailable' } : failure;
      case 'credentials-refused': {
        if (stage !== 'sending' || hasKeys(this.#settings.environment)) return failure;
        const current = await Promise.race([this.#freshKey(accessKeyId), ended]).catch(() => accessKeyId);
        return current === accessKeyId ? failure : { ...failure, kind: 'credentials-renewed' };
      }
      default:
        return failure;
    }
  }

  /** The id of the key that is in use now or, if that is the refused one, of the key that its source gives now. */
  async #freshKey(refused: string | undefined): Promise<string | undefined> {
    const current = await this.#client?.config.credentials();
    if (current === undefined || current.accessKeyId !== refused) return current?.accessKeyId;
    return (await this.#client?.config.credentials({ forceRefresh: true }))?.accessKeyId;
  }
}
