import { isHttpUrl } from './endpoint.ts';

/** Where a request goes, as far as the choice of a proxy depends on it. */
export interface Destination {
  /** `https:` or `http:`. */
  readonly protocol: string;
  /** An address of IPv6 with or without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/** Where requests to a URL go; undefined if it isn't one. */
export function destinationOf(url: string | undefined): Destination | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  return { protocol, hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
}

/** The environment variables that name a proxy. */
export type ProxyVariable = 'https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY';

/** A proxy that is set, and where. */
export interface ConfiguredProxy {
  readonly setBy: ProxyVariable;
  /** With its scheme. Perhaps not a URL, perhaps with a password. */
  readonly url: string;
}

/**
 * The proxy for a destination; undefined where it is reached directly. As curl, the AWS CLI and GitHub's runner have it: lower case
 * goes before upper case, an address without a scheme is `http://`, and each name in NO_PROXY covers its subdomains.
 *
 * The package proxy-from-env doesn't do: its NO_PROXY=amazonaws.com covers no subdomain, and it reads ALL_PROXY, which neither
 * the AWS CLI nor the runner does.
 */
export function proxyFor(destination: Destination, environment: NodeJS.ProcessEnv): ConfiguredProxy | undefined {
  const proxy = configuredProxy(destination.protocol === 'https:' ? 'https' : 'http', environment);
  return proxy === undefined || isException(destination, exceptionsIn(environment)) ? undefined : proxy;
}

/**
 * The proxies of the environment as the option `proxyEnv` of Node's agents takes them: with a scheme, and with each exception
 * both for the name itself and for its subdomains. What can't be used, such as SOCKS, which Node doesn't know, is left out: where it would have been, it is bad input.
 */
export function proxyOptions(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const options: NodeJS.ProcessEnv = {};
  for (const protocol of ['https', 'http'] as const) {
    const proxy = configuredProxy(protocol, environment);
    if (proxy !== undefined && isHttpUrl(proxy.url)) options[`${protocol}_proxy`] = proxy.url;
  }
  options['no_proxy'] = exceptionsIn(environment)
    .flatMap((exception) => [exception, `.${exception}`])
    .join(',');
  return options;
}

function configuredProxy(protocol: 'https' | 'http', environment: NodeJS.ProcessEnv): ConfiguredProxy | undefined {
  const variables =
    protocol === 'https' ? (['https_proxy', 'HTTPS_PROXY'] as const) : (['http_proxy', 'HTTP_PROXY'] as const);
  for (const setBy of variables) {
    const address = environment[setBy]?.trim();
    if (address) return { setBy, url: address.includes('://') ? address : `http://${address}` };
  }
  return undefined;
}

/** In lower case, without the dot or `*.` before a name. */
function exceptionsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  return (environment['no_proxy'] || environment['NO_PROXY'] || '')
    .toLowerCase()
    .split(/[\s,]/)
    .map((exception) => exception.replace(/^\*?\./, ''))
    .filter((exception) => exception !== '');
}

function isException({ hostname, port }: Destination, exceptions: readonly string[]): boolean {
  const host = hostname.toLowerCase();
  return exceptions.some(
    (exception) =>
      exception === '*' || exception === host || exception === `${host}:${port}` || host.endsWith(`.${exception}`),
  );
}
