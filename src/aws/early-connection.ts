import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

/** The AWS APIs that this action calls. */
export type AwsApi = 'cloudformation' | 'proton';

/** Where a TLS connection leads. */
export interface TlsEndpoint {
  /** A host name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** A TLS connection that was begun before it was needed. Until it is handed over, it does not keep the process alive. */
export interface EarlyConnection {
  /**
   * Hands the connection over once, connected or still connecting, for an agent's `createConnection`. Undefined where it leads
   * elsewhere, has failed or is too old: the caller then connects as usual.
   */
  take(host: string, port: number): TLSSocket | undefined;
  /** Lets the handshake go on between two pieces of work that block the event loop. Done at once if none is under way. */
  proceed(): Promise<void>;
  /** Destroys the connection unless it has been handed over. */
  discard(): void;
}

/** How long a connection waits for its request, in milliseconds. Servers close idle connections, perhaps just as a request goes out. */
const lifetimeMilliseconds = 5_000;

const httpsPort = 443;

/**
 * The endpoint that the SDK is going to call, where inputs and environment alone say so and nothing is in between.
 * Undefined with a proxy, FIPS or dual-stack endpoints, without TLS, and in partitions with domains of their own.
 *
 * Sources: AWS SDKs and Tools Reference Guide ("Service-specific endpoints", "Dual-stack and FIPS endpoints"); the endpoint rules of both
 * SDK clients. An endpoint in the shared config file is not seen: the connection then leads elsewhere and is not taken.
 *
 * @param region the step's region, undefined where only the shared config says it
 */
export function earlyEndpointOf(
  environment: NodeJS.ProcessEnv,
  region: string | undefined,
  api: AwsApi,
): TlsEndpoint | undefined {
  const isSpecial = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'].some(
    (name) => (environment[name] || 'false') !== 'false',
  );
  if (isSpecial) return undefined;
  const url = configuredUrl(environment, api) ?? defaultUrl(region, api);
  const endpoint = url === undefined ? undefined : endpointIn(url);
  return endpoint === undefined || usesProxy(endpoint, environment) ? undefined : endpoint;
}

function configuredUrl(environment: NodeJS.ProcessEnv, api: AwsApi): string | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  return environment[`AWS_ENDPOINT_URL_${api.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'] || undefined;
}

function defaultUrl(region: string | undefined, api: AwsApi): string | undefined {
  if (region === undefined || !/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) return undefined;
  // The isolated partitions and the European sovereign cloud have domains of their own; `fips-` was part of region names once.
  if (/^(eusc|fips)-|-iso[a-z]?-/.test(region)) return undefined;
  return `https://${api}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function endpointIn(url: string): TlsEndpoint | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:') return undefined;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? httpsPort : Number(port) };
}

/**
 * Whether Node's agent would go through a proxy. Of the forms of `NO_PROXY` that Node knows, ranges of addresses are left
 * out: a host in one counts as proxied, and is connected to as usual. (Node.js, "Built-in Proxy Support")
 */
function usesProxy({ host, port }: TlsEndpoint, environment: NodeJS.ProcessEnv): boolean {
  if (!(environment['https_proxy'] || environment['HTTPS_PROXY'])) return false;
  const exceptions = environment['no_proxy'] || environment['NO_PROXY'] || '';
  return !exceptions
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .some((entry) => {
      if (entry === '*' || entry === host || entry === `${host}:${port}`) return true;
      const domain = /^\*?(\..+)$/.exec(entry)?.[1];
      return domain !== undefined && host.endsWith(domain);
    });
}

/**
 * Begins a TLS connection as the SDK's agent would, certificates checked in the same way. Nothing is sent on it but the handshake.
 */
export function beginEarlyConnection({ host, port }: TlsEndpoint): EarlyConnection {
  const socket = connect({
    host,
    port,
    // As Node's HTTPS agent has them. A server name is never an address (RFC 6066, section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
  }).setNoDelay(true);
  let isUnderWay = true;
  const settle = (): void => {
    isUnderWay = false;
  };
  // Swallowed on purpose: after a failed early connection the request connects as usual, and reports what that one meets.
  socket.once('secureConnect', settle).once('close', settle).on('error', ignore).unref();
  const discard = (): void => {
    clearTimeout(timer);
    if (!isTaken) socket.destroy();
  };
  const timer = setTimeout(discard, lifetimeMilliseconds).unref();
  let isTaken = false;
  return {
    take: (wantedHost, wantedPort) => {
      if (isTaken || socket.destroyed || wantedHost !== host || wantedPort !== port) return undefined;
      isTaken = true;
      clearTimeout(timer);
      return socket.off('error', ignore).ref();
    },
    proceed: async () => {
      if (isUnderWay) await new Promise((resolve) => setImmediate(resolve));
    },
    discard,
  };
}

function ignore(): void {
  // See where it is used.
}
