import type { TargetKind } from '../cancellation/model/plan.ts';

/** The AWS APIs that this action calls. */
export type AwsApi = 'cloudformation' | 'proton';

/** The API that each kind of target is cancelled at. */
export const apiOf: Readonly<Record<TargetKind, AwsApi>> = { service: 'proton', stack: 'cloudformation' };

/** The environment variable with the endpoint of each API. */
export const endpointVariables = {
  cloudformation: 'AWS_ENDPOINT_URL_CLOUDFORMATION',
  proton: 'AWS_ENDPOINT_URL_PROTON',
} as const;

/** The environment variables with an endpoint to ask instead of AWS's own. */
export type EndpointVariable = (typeof endpointVariables)[AwsApi] | 'AWS_ENDPOINT_URL';

/** An endpoint that is set, and where. */
export interface ConfiguredEndpoint {
  readonly setBy: EndpointVariable;
  /** As it is set: perhaps not a URL, perhaps with a password. */
  readonly url: string;
}

/**
 * The endpoint that the environment names for an API, undefined where it names none (AWS SDKs and Tools Reference Guide,
 * "Service-specific endpoints").
 */
export function configuredEndpoint(environment: NodeJS.ProcessEnv, api: AwsApi): ConfiguredEndpoint | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  for (const setBy of [endpointVariables[api], 'AWS_ENDPOINT_URL'] as const) {
    const url = environment[setBy];
    if (url) return { setBy, url };
  }
  return undefined;
}

/** Whether a request could be sent there. The URL parser would also take `http:host` and `http:///host`. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text);
}

/** An address without user, password, query and fragment, any of which may be secret; also if it isn't a sound URL. */
export function publicAddress(url: string): string {
  if (isHttpUrl(url)) {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
  }
  const [address = ''] = url.split(/[?#]/, 1);
  const host = address.slice(address.lastIndexOf('@') + 1);
  // `user:password@host` has no protocol: what looks like one is the user.
  const protocol = host === address ? '' : (/^[a-z][a-z0-9+.-]*:\/+/i.exec(address)?.[0] ?? '');
  return protocol + host;
}

/**
 * The endpoint that is called instead of AWS's own, without user, password and query; undefined if AWS itself is called. A
 * VPC endpoint, for example, is one of AWS's own.
 */
export function customEndpointOf(environment: NodeJS.ProcessEnv, targetKind: TargetKind): string | undefined {
  const url = configuredEndpoint(environment, apiOf[targetKind])?.url;
  if (url === undefined) return undefined;
  const isOfAws = URL.canParse(url) && isAwsHost(new URL(url).hostname);
  return isOfAws ? undefined : publicAddress(url);
}

/**
 * The domains of AWS's endpoints, in each partition the ordinary one and that of dual-stack endpoints. Source: partitions.js of
 * the SDK (`dnsSuffix`, `dualStackDnsSuffix`); a test compares the two.
 */
export const awsDomains = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'api.aws.hci.ic.gov',
] as const;

/**
 * Whether a host name is one of AWS's endpoints of the two APIs, a VPC endpoint included. Others at AWS's domains belong to
 * customers: an emulator may run on a machine whose name is `ec2-….amazonaws.com`.
 */
export function isAwsHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    awsDomains.some((domain) => host.endsWith(`.${domain}`)) && /(^|\.)(proton|cloudformation)(-fips)?\./.test(host)
  );
}
