import { Agent } from 'node:https';
import { describe, expect, test } from 'vitest';
import { isHttpUrl } from '../../src/environment/endpoint.ts';
import { proxyFor, proxyOptions } from '../../src/environment/proxy.ts';

const https = { protocol: 'https:', hostname: 'proton.eu-west-1.amazonaws.com', port: 443 };
const proxy = 'http://proxy.example:3128';

describe('a request over https goes through', () => {
  test.each([
    ['no proxy', {}, undefined],
    ['that of HTTPS_PROXY', { HTTPS_PROXY: proxy }, proxy],
    ['that of https_proxy, before HTTPS_PROXY', { https_proxy: proxy, HTTPS_PROXY: 'http://other' }, proxy],
    ['that of HTTPS_PROXY where https_proxy is empty', { https_proxy: '', HTTPS_PROXY: proxy }, proxy],
    ['http:// where there is no scheme', { HTTPS_PROXY: 'proxy.example:3128' }, proxy],
    ['http:// where there are a password and no scheme', { HTTPS_PROXY: 'u:p@proxy:1' }, 'http://u:p@proxy:1'],
    ['no proxy of http', { HTTP_PROXY: proxy }, undefined],
    ['no proxy of ALL_PROXY, as with the AWS CLI and the runner', { ALL_PROXY: proxy }, undefined],
  ])('%s: %j', (_what, environment, url) => {
    expect(proxyFor(https, environment)?.url).toBe(url);
  });

  test('what says so is named', () => {
    expect(proxyFor({ ...https, protocol: 'http:' }, { HTTP_PROXY: proxy })?.setBy).toBe('HTTP_PROXY');
  });
});

describe('NO_PROXY', () => {
  const rows = [
    ['*', true],
    ['localhost, .amazonaws.com', true],
    ['*.amazonaws.com', true],
    ['amazonaws.com', true],
    ['AmazonAWS.com', true],
    ['localhost proton.eu-west-1.amazonaws.com', true],
    ['Proton.eu-west-1.amazonaws.com:443', true],
    ['proton.eu-west-1.amazonaws.com:8443', false],
    ['aws.com,notamazonaws.com,eu-west-1', false],
    ['', false],
  ] as const;

  test.each(rows)('%j covers an endpoint of AWS: %s', (exceptions, isCovered) => {
    expect(proxyFor(https, { HTTPS_PROXY: proxy, NO_PROXY: exceptions }) === undefined).toBe(isCovered);
    expect(proxyFor(https, { HTTPS_PROXY: proxy, no_proxy: exceptions, NO_PROXY: 'x' }) === undefined).toBe(isCovered);
  });

  test.each(rows)('%j means the same to Node: %s', (exceptions, isCovered) => {
    expect(usesProxy({ HTTPS_PROXY: proxy, NO_PROXY: exceptions })).toBe(!isCovered);
  });
});

test.each([
  [proxy, true],
  ['https://proxy.example', true],
  ['socks5://proxy.example:1080', false],
  ['http://', false],
])('%s can be used: %s', (url, isUsable) => {
  expect(isHttpUrl(url)).toBe(isUsable);
  expect(proxyOptions({ HTTPS_PROXY: url })['https_proxy']).toBe(isUsable ? url : undefined);
});

/** Whether Node's agent, with the options for these variables, takes the proxy: asked of Node itself. */
function usesProxy(environment: NodeJS.ProcessEnv): boolean {
  const agent = new Agent({ proxyEnv: proxyOptions(environment) });
  const settings = Object.getOwnPropertySymbols(agent).map((symbol): unknown => Reflect.get(agent, symbol));
  for (const each of settings) {
    const decide: unknown = typeof each === 'object' && each !== null ? Reflect.get(each, 'shouldUseProxy') : undefined;
    if (typeof decide === 'function') return Boolean(decide.call(each, https.hostname, https.port));
  }
  throw new Error('The agent has no settings for a proxy.');
}
