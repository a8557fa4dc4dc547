/** Where a request goes, as far as the choice of a proxy depends on it. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number;
}

/**
 * Whether requests to an endpoint go through a proxy, by the rules of Node's agents (`proxyEnv` of `http.Agent`), as far as
 * host names go: address ranges in `NO_PROXY` are not read.
 */
export function goesThroughProxy({ protocol, hostname, port }: Destination, environment: NodeJS.ProcessEnv): boolean {
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
