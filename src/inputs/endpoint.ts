import type { TargetKind } from '../cancellation/model/plan.ts';
import type { EndpointVariable } from './name.ts';
import { problemWith, type Report } from './problem.ts';

const ownVariables: Readonly<Record<TargetKind, EndpointVariable>> = {
  service: 'AWS_ENDPOINT_URL_PROTON',
  stack: 'AWS_ENDPOINT_URL_CLOUDFORMATION',
};

interface Endpoint {
  readonly variable: EndpointVariable;
  readonly url: string;
}

/** The endpoint that the SDK takes from the environment (AWS SDKs and tools reference, "Service-specific endpoints"). */
function endpointIn(environment: NodeJS.ProcessEnv, targetKind: TargetKind): Endpoint | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  for (const variable of [ownVariables[targetKind], 'AWS_ENDPOINT_URL'] as const) {
    const url = environment[variable];
    if (url) return { variable, url };
  }
  return undefined;
}

/** Reports an endpoint that no request could be sent to. */
export function checkEndpoint(environment: NodeJS.ProcessEnv, targetKind: TargetKind, report: Report): void {
  const endpoint = endpointIn(environment, targetKind);
  if (endpoint === undefined || isHttpUrl(endpoint.url)) return;
  const rule = 'must be a URL that begins with https:// or http://';
  // Without a protocol, everything before the first colon passes for one.
  const isHost = !endpoint.url.includes('//') && /^[\w.-]+(:\d+)?(\/|$)/.test(endpoint.url);
  const hint = isHost ? `Write https://${publicPartOf(endpoint.url)}` : undefined;
  report(problemWith(endpoint.variable, publicPartOf(endpoint.url), rule, hint));
}

function isHttpUrl(text: string): boolean {
  // The URL parser would also take `http:host` and `http:///host`.
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text);
}

/**
 * The endpoint that is asked instead of one of AWS, without user, password and query; undefined if AWS itself is asked. A
 * VPC endpoint, for example, is one of AWS's own.
 */
export function customEndpointOf(environment: NodeJS.ProcessEnv, targetKind: TargetKind): string | undefined {
  const url = endpointIn(environment, targetKind)?.url;
  if (url === undefined) return undefined;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const isOfAws = /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(host);
  return isOfAws ? undefined : publicPartOf(url);
}

/** An endpoint without user, password, query and fragment, also if it is no sound URL. */
function publicPartOf(url: string): string {
  if (isHttpUrl(url)) {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
  }
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/*)?.*@/is, (_all, protocol?: string) =>
    // `user:password@host` has no protocol: what looks like one is the user.
    protocol?.endsWith('/') ? protocol : '',
  );
}
