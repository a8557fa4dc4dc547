import { connect, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type AwsApi, configuredEndpoint } from '../environment/endpoint.ts';
import { destinationOf, proxyFor } from '../environment/proxy.ts';

/** Where a TLS connection leads. */
export interface TlsEndpoint {
  /** A host name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * A TLS connection that was begun before it was needed. Until it is handed over, it does not keep the process alive; if it is
 * not handed over within 5 s, it is destroyed.
 */
export interface EarlyConnection {
  /**
   * Hands the connection over, once, as soon as TCP is connected; TLS may still be at work. Undefined, at once or later, where
   * it leads elsewhere, has failed or is too old: the caller then connects as usual. Never rejects.
   */
  take(host: string, port: number): Promise<TLSSocket | undefined> | undefined;
  /** Lets the handshake go on between two pieces of work that block the event loop. Done at once if none is under way. */
  proceed(): Promise<void>;
}

/**
 * How long a connection may take to be established, or wait for its request, in milliseconds. Servers close idle connections, perhaps
 * just as a request goes out.
 */
const lifetimeMilliseconds = 5_000;

/**
 * The endpoint that the SDK is going to call, where inputs and environment alone say so and nothing is in between.
 * Undefined with a proxy, custom certificate authorities, FIPS or dual-stack endpoints, without TLS, and in partitions with
 * domains of their own.
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
  if (isSpecial || environment['AWS_CA_BUNDLE']) return undefined;
  const destination = destinationOf(configuredEndpoint(environment, api)?.url ?? defaultUrl(region, api));
  if (destination?.protocol !== 'https:') return undefined;
  const host = destination.hostname.replace(/^\[(.*)\]$/, '$1');
  const proxy = proxyFor({ ...destination, hostname: host }, environment);
  return proxy === undefined ? { host, port: destination.port } : undefined;
}

function defaultUrl(region: string | undefined, api: AwsApi): string | undefined {
  if (region === undefined || !/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) return undefined;
  // The isolated partitions and the European sovereign cloud have domains of their own; `fips-` was part of region names once.
  if (/^(eusc|fips)-|-iso[a-z]?-/.test(region)) return undefined;
  return `https://${api}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Begins a TLS connection as Node's HTTPS agent would, certificates checked in the same way. It sends the handshake alone. */
export function beginEarlyConnection({ host, port }: TlsEndpoint): EarlyConnection {
  const tcp = connect({ host, port, noDelay: true, keepAlive: true });
  // Ignored on purpose: after a failed early connection the request connects as usual, and reports the problem itself.
  tcp.on('error', ignore).unref();
  let isUnderWay = true;
  let isTaken = false;
  const settle = (): void => {
    isUnderWay = false;
  };
  tcp.once('close', settle);
  const handshake = beginHandshake(tcp, host).then(
    (tls) => tls?.once('secureConnect', settle).on('error', ignore),
    // Without a secure context, say. The request meets the same, and reports it.
    () => undefined,
  );
  setTimeout(() => {
    if (!isTaken || tcp.connecting) tcp.destroy();
  }, lifetimeMilliseconds).unref();
  return {
    take: (wantedHost, wantedPort) => {
      if (isTaken || tcp.destroyed || wantedHost !== host || wantedPort !== port) return undefined;
      isTaken = true;
      tcp.ref();
      return handshake.then((tls) => tls?.off('error', ignore));
    },
    proceed: async () => {
      if (isUnderWay) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** @returns undefined where no TCP connection came about */
async function beginHandshake(tcp: Socket, host: string): Promise<TLSSocket | undefined> {
  const connected = new Promise<boolean>((resolve) => {
    tcp.once('connect', () => resolve(true)).once('close', () => resolve(false));
  });
  // Loading TLS and the root certificates takes as long as a short round trip: the TCP handshake goes on meanwhile.
  const { connect: connectTls, createSecureContext } = await import('node:tls');
  const secureContext = createSecureContext();
  if (!(await connected)) return undefined;
  return connectTls({
    socket: tcp,
    host,
    // A server name is never an address (RFC 6066, section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext,
    ALPNProtocols: ['http/1.1'],
  });
}

function ignore(): void {
  // See where it is used.
}
