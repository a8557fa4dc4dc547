import type { TargetKind } from '../cancellation/model/plan.ts';
import { endpointFlags, isBoolean } from '../environment/aws-variables.ts';
import { apiOf, configuredEndpoint, isHttpUrl, publicAddress } from '../environment/endpoint.ts';
import { destinationOf, proxyFor } from '../environment/proxy.ts';
import type { Report } from './problem.ts';

/** Reports switches that are neither true nor false: taken for false, they would lead to another endpoint without a word. */
export function checkFlags(environment: NodeJS.ProcessEnv, report: Report): void {
  for (const name of endpointFlags) {
    const value = environment[name];
    if (value && !isBoolean(value)) report(name, value, 'must be true or false');
  }
}

/** Reports an endpoint that no request could be sent to. */
export function checkEndpoint(environment: NodeJS.ProcessEnv, targetKind: TargetKind, report: Report): void {
  const endpoint = configuredEndpoint(environment, apiOf[targetKind]);
  if (endpoint === undefined || isHttpUrl(endpoint.url)) return;
  const rule = 'must be a URL that begins with https:// or http://';
  const shown = publicAddress(endpoint.url);
  // Without a protocol, everything before the first colon passes for one.
  const isHost = !endpoint.url.includes('//') && /^[\w.-]+(:\d+)?(\/|$)/.test(endpoint.url);
  report(endpoint.setBy, shown, rule, isHost ? `Write https://${shown}` : undefined);
}

/** Reports a proxy that no request could be sent through. */
export function checkProxy(
  environment: NodeJS.ProcessEnv,
  targetKind: TargetKind,
  region: string | undefined,
  report: Report,
): void {
  const api = apiOf[targetKind];
  const endpoint = configuredEndpoint(environment, api)?.url ?? `https://${api}.${region}.amazonaws.com`;
  const destination = destinationOf(endpoint);
  const proxy = destination && proxyFor(destination, environment);
  if (proxy === undefined || isHttpUrl(proxy.url)) return;
  const hint = /^socks/i.test(proxy.url) ? 'This action can use HTTP proxies only' : undefined;
  const rule = 'must be the address of an HTTP proxy, such as http://proxy:3128';
  report(proxy.setBy, publicAddress(proxy.url), rule, hint);
}

/** Reports half a pair of keys: other credentials, perhaps of another account, would take its place without a word. */
export function checkKeys(environment: NodeJS.ProcessEnv, report: Report): void {
  if (!environment['AWS_ACCESS_KEY_ID'] || environment['AWS_SECRET_ACCESS_KEY']) return;
  report('AWS_SECRET_ACCESS_KEY', undefined, 'must be set too, since AWS_ACCESS_KEY_ID is');
}
