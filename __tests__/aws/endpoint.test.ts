import { describe, expect, test } from 'vitest';
import { endpointOf, goesThroughProxy, isAwsHostname } from '../../src/aws/endpoint.ts';

test.each([
  ['proton.eu-west-1.amazonaws.com', true],
  ['cloudformation.cn-north-1.amazonaws.com.cn', true],
  ['vpce-1.proton.us-east-1.vpce.amazonaws.com', true],
  ['cloudformation.us-east-1.api.aws', true],
  ['amazonaws.com.example.org', false],
  ['127.0.0.1', false],
])('%s is an endpoint of AWS: %s', (hostname, isAws) => {
  expect(isAwsHostname(hostname)).toBe(isAws);
});

test('a host is shown with its port only if that is not the default', () => {
  expect(endpointOf({ protocol: 'https:', hostname: 'a.example' })?.host).toBe('a.example');
  expect(endpointOf({ protocol: 'https:', hostname: 'a.example', port: 443 })?.host).toBe('a.example');
  expect(endpointOf({ protocol: 'http:', hostname: 'a.example', port: 4566 })?.host).toBe('a.example:4566');
  expect(endpointOf({ protocol: 'http:', hostname: 'a.example', port: 443 })?.host).toBe('a.example:443');
  expect(endpointOf('nothing')).toBeUndefined();
});

describe('a request goes through a proxy', () => {
  const https = { protocol: 'https:', hostname: 'proton.eu-west-1.amazonaws.com', host: '', port: 443 };
  const proxy = 'http://proxy.example:3128';

  test.each([
    [{}, false],
    [{ HTTPS_PROXY: proxy }, true],
    [{ https_proxy: proxy }, true],
    [{ HTTP_PROXY: proxy }, false],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '*' }, false],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'localhost, .amazonaws.com' }, false],
    [{ HTTPS_PROXY: proxy, no_proxy: '*.amazonaws.com' }, false],
    [{ HTTPS_PROXY: proxy, no_proxy: 'Proton.eu-west-1.amazonaws.com:443' }, false],
    [{ HTTPS_PROXY: proxy, no_proxy: 'proton.eu-west-1.amazonaws.com:8443' }, true],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'amazonaws.com' }, true],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'localhost proton.eu-west-1.amazonaws.com' }, true],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '' }, true],
  ])('with %j: %s', (environment, isProxied) => {
    expect(goesThroughProxy(https, environment)).toBe(isProxied);
  });
});
