import { asNumber, asText, property } from '../outside-data.ts';

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

/** Whether a host name is one of AWS's endpoints. A VPC endpoint is one as well; China has a domain of its own. */
export function isAwsHostname(hostname: string): boolean {
  return /\.(amazonaws\.com(\.cn)?|api\.aws)$/i.test(hostname);
}

/**
 * Whether requests to an endpoint go through a proxy, by the rules of Node's agents (`proxyEnv` of `http.Agent`), as far as
 * host names go: address ranges in `NO_PROXY` are not read.
 */
export function goesThroughProxy(
  { protocol, hostname, port }: Omit<Endpoint, 'host'>,
  environment: NodeJS.ProcessEnv,
): boolean {
  const proxy =
    protocol === 'https:'
      ? environment['https_proxy'] || environment['HTTPS_PROXY']
      : environment['http_proxy'] || environment['HTTP_PROXY'];
  if (!proxy) return false;
  const exceptions = (environment['no_proxy'] || environment['NO_PROXY'] || '').toLowerCase().split(',');
  return !exceptions.some((exception) => covers(exception.trim(), hostname.toLowerCase(), port));
}

function covers(exception: string, hostname: string, port: number): boolean {
  if (exception === '*') return true;
  const [name = '', onlyPort] = exception.split(':');
  if (name === '' || (onlyPort !== undefined && Number(onlyPort) !== port)) return false;
  return /^\*?\./.test(name) ? hostname.endsWith(name.replace(/^\*/, '')) : hostname === name;
}
