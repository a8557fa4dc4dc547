import { expect, test } from 'vitest';
import { endpointOf } from '../../src/aws/attempt.ts';

test('a host is shown with its port only if that is not the default', () => {
  expect(endpointOf({ protocol: 'https:', hostname: 'a.example' })?.host).toBe('a.example');
  expect(endpointOf({ protocol: 'https:', hostname: 'a.example', port: 443 })?.host).toBe('a.example');
  expect(endpointOf({ protocol: 'http:', hostname: 'a.example', port: 4566 })?.host).toBe('a.example:4566');
  expect(endpointOf({ protocol: 'http:', hostname: 'a.example', port: 443 })?.host).toBe('a.example:443');
  expect(endpointOf('nothing')).toBeUndefined();
});
