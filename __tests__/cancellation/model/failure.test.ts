import { expect, test } from 'vitest';
import { type FailureKind, isTransient, ownFailure } from '../../../src/cancellation/model/failure.ts';

test.each<[FailureKind, boolean]>([
  ['throttled', true],
  ['server-fault', true],
  ['unreachable', true],
  ['connection-lost', true],
  ['unreadable', true],
  ['clock-skewed', true],
  ['untrusted', true],
  ['proxy-failed', true],
  ['credentials-unavailable', true],
  ['credentials-renewed', true],
  ['conflict', false],
  ['validation', false],
  ['not-found', false],
  ['access-denied', false],
  ['not-subscribed', false],
  ['wrong-scope', false],
  ['not-implemented', false],
  ['credentials-missing', false],
  ['credentials-failed', false],
  ['credentials-refused', false],
  ['region-missing', false],
  ['misconfigured', false],
  ['interrupted', false],
  ['out-of-time', false],
  ['unidentified', false],
  ['unexpected', false],
])('whether waiting can help with %s: %s', (kind, expected) => {
  expect(isTransient(kind)).toBe(expected);
});

test('a failure of our own has no words of AWS, and is not about its endpoint', () => {
  expect(ownFailure('out-of-time', 'cancel')).toMatchObject({
    kind: 'out-of-time',
    call: 'cancel',
    name: '',
    message: '',
    requestId: undefined,
    isEndOfService: false,
  });
});
