import type { TargetKind } from '../cancellation/model/plan.ts';
import { isAwsHost } from '../environment/aws-host.ts';
import { apiOf, configuredEndpoint, isHttpUrl, publicAddress } from '../environment/endpoint.ts';
import { problemWith, type Report } from './problem.ts';

/** Reports an endpoint that no request could be sent to. */
export function checkEndpoint(environment: NodeJS.ProcessEnv, targetKind: TargetKind, report: Report): void {
  const endpoint = configuredEndpoint(environment, apiOf[targetKind]);
  if (endpoint === undefined || isHttpUrl(endpoint.url)) return;
  const rule = 'must be a URL that begins with https:// or http://';
  const shown = publicAddress(endpoint.url);
  // Without a protocol, everything before the first colon passes for one.
  const isHost = !endpoint.url.includes('//') && /^[\w.-]+(:\d+)?(\/|$)/.test(endpoint.url);
  report(problemWith(endpoint.setBy, shown, rule, isHost ? `Write https://${shown}` : undefined));
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
