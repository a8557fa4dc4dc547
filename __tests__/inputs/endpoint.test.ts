import { describe, expect, test } from 'vitest';
import { customEndpointOf } from '../../src/environment/endpoint.ts';
import { load, problems } from './load.ts';

describe('an endpoint in the environment', () => {
  test.each(['file:///etc/passwd', 'ftp://host', 'foo', 'http://', 'http:///x', 'http:host', 'localhost:8080'])(
    '%j is bad input, named by its variable',
    (url) => {
      for (const variable of ['AWS_ENDPOINT_URL_PROTON', 'AWS_ENDPOINT_URL']) {
        expect(problems({}, { [variable]: url })).toEqual([
          expect.objectContaining({ input: variable, value: url, rule: expect.stringContaining('https://') }),
        ]);
      }
    },
  );

  test.each(['http://127.0.0.1:8080', 'https://proton.example/path', 'HTTP://host', 'http://[::1]:80'])(
    '%j is fine',
    (url) => {
      expect(load({}, { AWS_ENDPOINT_URL: url }).ok).toBe(true);
    },
  );

  test('a host without a protocol gets a hint', () => {
    expect(problems({}, { AWS_ENDPOINT_URL: 'localhost:8080' })[0]?.hint).toBe('Write https://localhost:8080');
  });

  test.each([
    'ftp://user:secret@host/?token=hidden',
    'user:secret@host',
    'foo://us@er:secret@host',
    'secret:secret@host#hidden',
  ])('never shows user, password or query of %j', (url) => {
    expect(JSON.stringify(problems({}, { AWS_ENDPOINT_URL: url }))).not.toMatch(/secret|hidden|user/);
  });

  test('of the other API, or that the SDK is to ignore, is not looked at', () => {
    expect(problems({}, { AWS_ENDPOINT_URL_CLOUDFORMATION: 'foo' })).toEqual([]);
    const stack = { 'service-name': '', 'stack-name': 'shop' };
    expect(problems(stack, { AWS_ENDPOINT_URL_PROTON: 'foo' })).toEqual([]);
    expect(problems(stack, { AWS_ENDPOINT_URL_CLOUDFORMATION: 'foo' })).toHaveLength(1);
    expect(problems({}, { AWS_ENDPOINT_URL: 'foo', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toEqual([]);
    expect(problems({}, { AWS_ENDPOINT_URL: 'foo', AWS_ENDPOINT_URL_PROTON: 'http://127.0.0.1' })).toEqual([]);
  });
});

describe('the custom endpoint that the reports name', () => {
  test('is the one of the kind of target, or else the general one', () => {
    const environment = {
      AWS_ENDPOINT_URL_PROTON: 'http://proton.example',
      AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://cloudformation.example',
    };
    expect(customEndpointOf(environment, 'service')).toBe('http://proton.example');
    expect(customEndpointOf(environment, 'stack')).toBe('http://cloudformation.example');
    expect(customEndpointOf({ AWS_ENDPOINT_URL: 'http://any.example' }, 'stack')).toBe('http://any.example');
    expect(customEndpointOf({ AWS_ENDPOINT_URL: '' }, 'stack')).toBeUndefined();
  });

  test('has no user, password or query', () => {
    const url = 'https://user:p@ss@proxy.example:8443/path?token=hidden#hidden';
    expect(customEndpointOf({ AWS_ENDPOINT_URL: url }, 'service')).toBe('https://proxy.example:8443/path');
    expect(customEndpointOf({ AWS_ENDPOINT_URL: 'http://host/a@b/' }, 'service')).toBe('http://host/a@b/');
  });

  test.each([
    'https://vpce-0123.cloudformation.eu-west-1.vpce.amazonaws.com',
    'https://proton.eu-west-1.api.aws',
    'https://cloudformation.cn-north-1.amazonaws.com.cn',
  ])('is none for an endpoint of AWS, %s', (url) => {
    expect(customEndpointOf({ AWS_ENDPOINT_URL: url }, 'stack')).toBeUndefined();
  });

  test.each(['https://amazonaws.com.evil.example', 'https://user:x@evil.example/.amazonaws.com'])(
    'is not fooled by %s',
    (url) => {
      expect(customEndpointOf({ AWS_ENDPOINT_URL: url }, 'stack')).toContain('evil.example');
    },
  );
});

test.each([
  [{ HTTPS_PROXY: 'socks5://proxy' }, 1],
  [{ HTTPS_PROXY: 'socks5://proxy', NO_PROXY: 'proton.eu-west-1.amazonaws.com' }, 0],
  [{ HTTP_PROXY: 'socks5://proxy' }, 0],
])('a proxy that can not be used matters where the endpoint of AWS is asked through it: %j', (environment, count) => {
  expect(problems({ 'aws-region': 'eu-west-1' }, environment)).toHaveLength(count);
});
