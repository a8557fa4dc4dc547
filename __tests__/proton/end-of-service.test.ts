import { describe, expect, test } from 'vitest';
import type { Failure, FailureKind } from '../../src/cancellation/model/failure.ts';
import { showsEndOfProton } from '../../src/proton/end-of-service.ts';

const unreachable: Failure = {
  kind: 'unreachable',
  call: 'cancel',
  name: 'ENOTFOUND',
  message: 'getaddrinfo ENOTFOUND proton.us-east-1.amazonaws.com',
  requestId: undefined,
  region: 'us-east-1',
  host: 'proton.us-east-1.amazonaws.com',
  isAwsEndpoint: true,
  isEndOfService: false,
  deniedResource: undefined,
};

describe('the end of Proton is', () => {
  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'TimeoutError'])(
    'an endpoint of AWS without a connection: %s',
    (name) => {
      expect(showsEndOfProton({ ...unreachable, name }, false)).toBe(true);
    },
  );

  test.each([
    'AWS Proton is only available for existing customers.',
    'AWS is discontinuing support for AWS Proton.',
    'No longer accepting new customers',
  ])('an answer that says %j', (message) => {
    const kinds: readonly FailureKind[] = [
      'access-denied',
      'validation',
      'not-found',
      'unexpected',
      'credentials-refused',
    ];
    for (const kind of kinds) expect(showsEndOfProton({ ...unreachable, kind, message }, false)).toBe(true);
  });
});

describe('the end of Proton is not', () => {
  test.each([
    ['a custom endpoint without a connection', { isAwsEndpoint: false }, false],
    ['no endpoint at all', { isAwsEndpoint: undefined }, false],
    ['a connection through a proxy', {}, true],
    ['a proxy that refuses', { kind: 'proxy-failed' }, false],
    ['a certificate nobody trusts', { kind: 'untrusted' }, false],
    ['an answer that was lost', { kind: 'connection-lost' }, false],
    ['a refusal with another text', { kind: 'access-denied', message: 'Not authorized.' }, false],
    ['throttling, whatever its text', { kind: 'throttled', message: 'for existing customers' }, false],
  ] as const)('%s', (_what, facts, isProxied) => {
    expect(showsEndOfProton({ ...unreachable, ...facts }, isProxied)).toBe(false);
  });
});
