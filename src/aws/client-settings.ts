import { readFileSync } from 'node:fs';
import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { proxyOptions } from '../environment/proxy.ts';
import type { EarlyConnection } from './early-connection.ts';

/** More connections than requests are ever on their way at once: one that waits for another fails as if it could not connect. */
const maxSockets = 100;

/** What an adapter is made from. */
export interface ServiceSettings {
  /** Undefined if the environment or the shared config has to say it. */
  readonly region: string | undefined;
  /** Says which proxy to use (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, in either case). */
  readonly environment: NodeJS.ProcessEnv;
  /** Takes the credentials that the SDK finds, to keep them out of what leaves the process. */
  readonly learnSecrets: (secrets: readonly string[]) => void;
  /** For the first request, if it leads to where that goes. */
  readonly early?: EarlyConnection | undefined;
}

/** The settings that the SDK's clients of both APIs share. */
export interface ClientSettings {
  readonly region?: string;
  readonly credentials: ReturnType<typeof fromEnv>;
  readonly maxAttempts: number;
  readonly cacheMiddleware: boolean;
  readonly requestHandler: {
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpsAgent;
    readonly logger: typeof silence;
  };
}

/**
 * One attempt per call, since only the caller knows whether repeating is right, and agents that honour the variables for a proxy
 * and for certificate authorities, which the SDK's own agents do not. The endpoint and, if not given, the region are left to the
 * SDK.
 *
 * @throws if the file of AWS_CA_BUNDLE can't be read
 */
export function clientSettings({ region, environment, early }: Omit<ServiceSettings, 'learnSecrets'>): ClientSettings {
  const bundle = environment['AWS_CA_BUNDLE'];
  const agentOptions: AgentOptions = { keepAlive: true, maxSockets, proxyEnv: proxyOptions(environment) };
  const secureOptions = bundle ? { ...agentOptions, ca: readFileSync(bundle) } : agentOptions;
  return {
    ...(region === undefined ? {} : { region }),
    credentials: hasKeys(environment) ? fromEnv() : findLater(environment),
    maxAttempts: 1,
    cacheMiddleware: true,
    requestHandler: {
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new EarlyAgent(secureOptions, bundle ? undefined : early),
      // Its warnings would go to the console, which is the step's log.
      logger: silence,
    },
  };
}

/** Whether keys in the environment are the credentials: as in the AWS CLI, they go before any profile. */
export function hasKeys(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']);
}

/** Loads the way to other credentials only where it is needed. */
function findLater(environment: NodeJS.ProcessEnv): ClientSettings['credentials'] {
  return async (context) => {
    const { findCredentials } = await import('./credential-chain.ts');
    return findCredentials(environment, context);
  };
}

/** A logger for the SDK, which would otherwise write to the console: the log of the step, where any line may be a command. */
export const silence = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Says nothing.
}

type CreateConnection = HttpsAgent['createConnection'];

/** Node's HTTPS agent, which takes over an early connection for the first request to where that one leads. */
export class EarlyAgent extends HttpsAgent {
  readonly #early: EarlyConnection | undefined;

  constructor(options: AgentOptions, early: EarlyConnection | undefined) {
    super(options);
    this.#early = early;
  }

  override createConnection(...[options, callback]: Parameters<CreateConnection>): ReturnType<CreateConnection> {
    const taken = this.#early?.take(String(options.host), Number(options.port));
    if (taken === undefined || callback === undefined) return super.createConnection(options, callback);
    void taken.then((socket) => {
      const stream = socket ?? super.createConnection(options, callback);
      if (stream) callback(null, stream);
    });
    return undefined;
  }
}
