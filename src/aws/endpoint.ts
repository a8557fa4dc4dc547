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
