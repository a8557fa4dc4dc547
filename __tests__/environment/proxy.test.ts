import { describe, expect, test } from 'vitest';
import { goesThroughProxy } from '../../src/environment/proxy.ts';

describe('a request goes through a proxy', () => {
  const https = { protocol: 'https:', hostname: 'proton.eu-west-1.amazonaws.com', port: 443 };
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
