import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ProtonClient } from '@aws-sdk/client-proton';

/** The longest that connecting may take, in milliseconds. */
const connectMilliseconds = 5_000;

/** No more connections than requests are ever sent at once. */
const connections = 50;

/** What the client is made from. */
export interface ClientSettings {
  /** Undefined where the environment or the shared config is to say it. */
  readonly region: string | undefined;
  /** Says which proxy to use (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, in either case). */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The SDK's client, with one attempt a call, since only the caller knows whether repeating is right, and with agents
 * that honour the proxy variables, which the SDK's own do not. Credentials, endpoint and, where not given, region come from
 * the SDK's default chain. Nothing is looked up or connected before the first call.
 */
export function createClient({ region, environment }: ClientSettings): ProtonClient {
  const agentOptions: AgentOptions = {
    keepAlive: true,
    maxSockets: connections,
    proxyEnv: environment,
  };
  return new ProtonClient({
    ...(region === undefined ? {} : { region }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectMilliseconds,
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new HttpsAgent(agentOptions),
      // It would warn on the console about connections that wait for one another, which they do by design.
      logger: silence,
    },
  });
}

const silence = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Says nothing.
}
