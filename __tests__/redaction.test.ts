import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../src/redaction.ts';

describe('the redactor', () => {
  test('takes the secrets of the environment out of a text, wherever they stand', () => {
    const { redact } = createRedactor({ AWS_SECRET_ACCESS_KEY: 'sec/ret+key', 'INPUT_GITHUB-TOKEN': 'ghs_token' });
    expect(redact('a sec/ret+key b ghs_token sec/ret+key')).toBe('a *** b *** ***');
  });

  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_PROTON'])(
    'knows the password in %s, as it stands there and as it is meant',
    (name) => {
      const { redact } = createRedactor({ [name]: 'http://user:pass%40word@proxy.example:3128/' });
      expect(redact('pass%40word pass@word proxy.example')).toBe('*** *** proxy.example');
    },
  );

  test('knows a password with an @ or a % that is not encoded', () => {
    expect(createRedactor({ HTTPS_PROXY: 'http://user:p@ss%word@proxy.example' }).redact('p@ss%word')).toBe('***');
  });

  test('learns what the credential chain finds', () => {
    const redactor = createRedactor({});
    redactor.learn(['found-secret', '']);
    expect(redactor.redact('a found-secret b')).toBe('a *** b');
  });

  test('takes a longer secret out whole though a shorter one begins it', () => {
    const redactor = createRedactor({});
    redactor.learn(['secret', 'secret-and-more']);
    expect(redactor.redact('secret-and-more')).toBe('***');
  });

  test('leaves no secret of four characters or more in any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'***'.includes(secret) && !secret.includes('*'));
        const { redact } = createRedactor({ AWS_SESSION_TOKEN: secret });
        expect(redact(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });
});
