import { expect, test } from 'vitest';
import { publicAddress } from '../../src/environment/endpoint.ts';

test.each([
  ['http://user:password@127.0.0.1:7768/', 'http://127.0.0.1:7768'],
  ['https://x.example/path?token=secret#secret', 'https://x.example/path'],
])('the public part of %s is %s', (address, shown) => {
  expect(publicAddress(address)).toBe(shown);
});
