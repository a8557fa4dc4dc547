import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomes } from '../src/cancellation/model/outcome.ts';
import { createRedactor, type Redactor } from '../src/redaction.ts';
import { forLog, forMarkdown, forMarkdownCode, visible } from '../src/text/escape.ts';
import { anyCharacter } from './any-character.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const deploymentId = '12345678-1234-4123-8123-123456789abc';
const stackId = `arn:aws:cloudformation:eu-west-1:123456789012:stack/test-shop/${deploymentId}`;

function knowing(...secrets: readonly string[]): Redactor {
  const redactor = createRedactor({});
  redactor.learn(secrets);
  return redactor;
}

describe('the redactor', () => {
  test('takes the secrets of the environment out of a text, wherever they stand', () => {
    const { redact } = createRedactor({ AWS_SECRET_ACCESS_KEY: 'sec/ret+key', 'INPUT_GITHUB-TOKEN': 'ghs_token' });
    expect(redact('a sec/ret+key b ghs_token sec/ret+key')).toBe('a *** b *** ***');
  });

  test.each([
    'HTTPS_PROXY',
    'https_proxy',
    'Https_Proxy',
    'HTTP_PROXY',
    'http_proxy',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_PROTON',
    'AWS_ENDPOINT_URL_CLOUDFORMATION',
    'AWS_ENDPOINT_URL_STS',
  ])('knows the password in %s, as it stands there and as it is meant', (name) => {
    const { redact } = createRedactor({ [name]: 'http://user:pass%40word@proxy.example:3128/' });
    expect(redact('pass%40word pass@word proxy.example')).toBe('*** *** proxy.example');
  });

  test('knows a proxy’s password in the header that carries it, however short', () => {
    const { redact } = createRedactor({ HTTPS_PROXY: 'http://me:abc@proxy.example:3128/' });
    const header = `Basic ${Buffer.from('me:abc').toString('base64')}`;
    expect(redact(header)).toBe('Basic ***');
  });

  test('knows a password with an @, a / or a % that is not encoded', () => {
    expect(createRedactor({ HTTPS_PROXY: 'http://user:p@ss%word@proxy.example' }).redact('p@ss%word')).toBe('***');
    expect(createRedactor({ HTTPS_PROXY: 'http://user:pa/ss@proxy.example' }).redact('pa/ss')).toBe('***');
  });

  test('learns what the credential chain finds', () => {
    const redactor = createRedactor({});
    redactor.learn(['found-secret', '']);
    expect(redactor.redact('a found-secret b')).toBe('a *** b');
  });

  test('knows a token without the line break that ends it in the environment', () => {
    expect(createRedactor({ AWS_SESSION_TOKEN: 'a-token\n' }).redact('a-token')).toBe('***');
  });

  test('takes a longer secret out whole though a shorter one begins it', () => {
    expect(knowing('secret', 'secret-and-more').redact('secret-and-more')).toBe('***');
  });

  test('leaves no secret of four characters or more in any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (text, before, after) => {
        fc.pre(!'***'.includes(text) && !text.includes('*'));
        const { redact } = createRedactor({ AWS_SESSION_TOKEN: text });
        expect(redact(`${before}${text}${after}`)).not.toContain(text);
      }),
    );
  });
});

describe('a secret in disguise', () => {
  const { redact, redactShown } = knowing(secret);

  test.each([
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in lower case', encodeURIComponent(secret).replaceAll('%2F', '%2f').replaceAll('%2B', '%2b')],
    ['JSON with escaped slashes', secret.replaceAll('/', '\\/')],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
  ])('%s is found', (_, text) => {
    expect(redact(`a ${text} b`)).toBe('a *** b');
    expect(redactShown(`a ${text} b`)).toBe('a *** b');
  });

  test.each([0, 1, 2, 3])('is found in base64 of a longer text, %d bytes into it', (before) => {
    for (const after of ['', '1', '12']) {
      const encoded = Buffer.from(`${'x'.repeat(before)}${secret}${after}`).toString('base64');
      expect(redact(encoded)).toMatch(/^\w{0,4}\*\*\*\w{0,4}=*$/);
    }
  });

  test('JSON-escaped is found, once and twice, as it stands in an output', () => {
    const quoted = 'pass"word\\with\nall';
    const once = JSON.stringify(quoted);
    expect(knowing(quoted).redactShown(once)).toBe('"***"');
    expect(knowing(quoted).redactShown(JSON.stringify(once))).toBe('"\\"***\\""');
    expect(knowing('pässwörd').redact('"p\\u00e4ssw\\u00f6rd"')).toBe('"***"');
  });

  test('is found in XML', () => {
    expect(knowing('a<b>&"c').redact('x a&lt;b&gt;&amp;&quot;c&amp; y')).toBe('x ***&amp; y');
  });

  test.each(['\u200b', '\u202e', '\u00ad', '\u{e0041}', '\u0000', '\u001b[31m', '\ufe0f'])(
    'is found with %j in the middle of it, in whatever form',
    (hidden) => {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
        expect(redact(`a ${[...form].join(hidden)} b`)).toBe('a *** b');
      }
    },
  );

  test('is found with blanks and line breaks in it, however many', () => {
    expect(knowing('two words here').redact('a two \n words\there b')).toBe('a *** b');
    expect(knowing('two\nwords here').redact('a two words  here b')).toBe('a *** b');
  });

  test('does not show in log or Markdown, whatever characters it has, and wherever the text is cut', () => {
    const text = fc.string({ unit: anyCharacter, minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(60), (given, limit) => {
        const core = visible(given);
        fc.pre(core.length >= 8 && !core.includes('*'));
        const clean = knowing(given).redact(`a ${given} b`);
        for (const show of [forLog, forMarkdown, forMarkdownCode]) {
          expect(show(clean, 200).replaceAll(/[`\\]/g, '')).not.toContain(core.replaceAll(/[`\\]/g, ''));
          expect(show(clean, limit)).not.toContain(core.slice(0, 8));
        }
      }),
    );
  });

  test('is found where its end was cut off', () => {
    const long = 'a '.repeat(1_000);
    for (let length = 6; length < secret.length; length += 1) {
      expect(redact(`${long}${secret.slice(0, length)}`)).toBe(`${long}***`);
      expect(redact(`${long}${[...secret.slice(0, length)].join('\u200b')}`)).toBe(`${long}***`);
    }
    // A name may begin as a secret does.
    const name = `arn:aws:proton:eu-west-1:123456789012:service/${secret.slice(0, 8)}`;
    expect(redact(name)).toBe(name);
  });

  test('leaves a text without one as it is', () => {
    const text = ' a\u200b  text\nof some lines  ';
    expect(redact(text)).toBe(text);
    expect(redactShown(text)).toBe(text);
  });
});

describe('what is no secret', () => {
  const shop = knowing('test', 'prod', 'fail', 'CANC', '1234');
  shop.keep(['test-shop', 'prod_checkout']);

  test.each([
    'test-shop',
    'prod_checkout',
    'Cancelled: the stack update of test-shop, after 42 s.',
    '### ✅ Cancelled: the stack update of `test-shop`.',
    '["test-shop","prod_checkout"]',
    stackId,
    `https://eu-west-1.console.aws.amazon.com/cloudformation/home#/stacks/stackinfo?stackId=${encodeURIComponent(stackId)}`,
    deploymentId,
    'FAILED',
    'CANCELLED',
    'The stack is UPDATE_ROLLBACK_FAILED.',
    ...outcomes,
  ])('stays as it is though a secret is part of it: %s', (text) => {
    expect(shop.redact(text)).toBe(text);
    expect(shop.redactShown(text)).toBe(text);
    expect(shop.redactOutput(text)).toBe(text);
  });

  test('does not hide the same secret elsewhere', () => {
    expect(shop.redact('test-shop: the key test, of test-shops')).toBe('test-shop: the key ***, of ***-shops');
    expect(shop.redact('PROD prod-checkout 1234')).toBe('PROD ***-checkout ***');
  });

  test('is told by its form only of secrets that are words: what AWS makes up is taken out of everything but a name', () => {
    const id = 'ASIAXQZZNFODNNWXYZAB';
    const strong = knowing(id, deploymentId);
    expect(strong.redact(`UPDATE_${id}`)).toBe('UPDATE_***');
    expect(strong.redact(deploymentId)).toBe('***');
    expect(strong.redact(stackId.replace('test-shop', id))).not.toContain(id);
  });

  test('is any name that has a secret in it, in any sentence, while the secret itself goes', () => {
    const name = fc.stringMatching(/^[a-zA-Z][-a-zA-Z0-9]{5,20}$/);
    fc.assert(
      fc.property(name, fc.nat(10), fc.integer({ min: 4, max: 8 }), (text, from, length) => {
        const part = text.slice(from, from + length);
        fc.pre(part.length >= 4 && part !== text && !'a b: stack, '.includes(part));
        const redactor = knowing(part);
        redactor.keep([text]);
        expect(redactor.redactShown(`a ${text}: b`)).toBe(`a ${text}: b`);
        expect(redactor.redact(`stack ${text}, ${part}`)).toBe(`stack ${text}, ***`);
      }),
    );
  });
});

describe('the outputs', () => {
  test('are redacted where they have a secret', () => {
    const { redactOutput } = knowing(secret);
    expect(redactOutput(`X ${secret}`)).toBe('X ***');
    expect(redactOutput(`key: ${secret}\nother: 1`)).toBe('key: ***\nother: 1');
  });

  test('that are JSON stay JSON, with the names of their fields', () => {
    const { redactOutput } = knowing('","outcome":"', 'a"b"c', '"},{"', 'reason');
    const results = [{ serviceName: 'a', outcome: 'error', reason: 'a"b"c and more', n: 1 }, { serviceName: 'b' }];
    expect(JSON.parse(redactOutput(JSON.stringify(results)))).toEqual([
      { serviceName: 'a', outcome: 'error', reason: '*** and more', n: 1 },
      { serviceName: 'b' },
    ]);
    expect(redactOutput('["a","b"]')).toBe('["a","b"]');
  });
});
