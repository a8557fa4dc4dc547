import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { EarlyAgent } from './early-agent.ts';
import type { EarlyConnection } from './early-connection.ts';

/** More connections than requests are ever on their way at once: one that waits for another fails as if it could not connect. */
const maxSockets = 100;

/** What an adapter is made from. */
export interface ServiceSettings {
  /** Undefined if the environment or the shared config is to say it. */
  readonly region: string | undefined;
  /** Says which proxy to use (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, in either case). */
  readonly environment: NodeJS.ProcessEnv;
  /** Takes the credentials that the SDK finds, so that they can be kept out of what leaves the process. */
  readonly learnSecrets: (secrets: readonly string[]) => void;
  /** For the first request, if it leads to where that goes. */
  readonly early?: EarlyConnection | undefined;
}

/** The settings that the SDK's clients of both APIs share. */
export interface ClientSettings {
  readonly region?: string;
  readonly maxAttempts: number;
  readonly cacheMiddleware: boolean;
  readonly requestHandler: {
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpsAgent;
    readonly logger: typeof silence;
  };
}

/**
 * One attempt a call, since only the caller knows whether repeating is right, and agents that honour the proxy variables,
 * which the SDK's own agents do not. Credentials, endpoint and, if not given, region come from the SDK's default chain.
 */
export function clientSettings({ region, environment, early }: Omit<ServiceSettings, 'learnSecrets'>): ClientSettings {
  const agentOptions: AgentOptions = { keepAlive: true, maxSockets, proxyEnv: environment };
  return {
    ...(region === undefined ? {} : { region }),
    maxAttempts: 1,
    cacheMiddleware: true,
    requestHandler: {
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new EarlyAgent(agentOptions, early),
      // Its warnings would go to the console, which is the log of the step.
      logger: silence,
    },
  };
}

const silence = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Says nothing.
}
