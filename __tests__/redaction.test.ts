import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, type Redactor } from '../src/redaction.ts';
import { forLog, forMarkdown, forMarkdownCode } from '../src/text/escape.ts';
import { anyCharacter } from './any-character.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

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
  const { redact } = knowing(secret);

  test.each([
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in lower case', encodeURIComponent(secret).replaceAll('%2F', '%2f').replaceAll('%2B', '%2b')],
    ['JSON with escaped slashes', secret.replaceAll('/', '\\/')],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
  ])('%s is found', (_, text) => {
    expect(redact(`a ${text} b`)).toBe('a *** b');
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
    expect(knowing(quoted).redact(once)).toBe('"***"');
    expect(knowing(quoted).redact(JSON.stringify(once))).toBe('"\\"***\\""');
    expect(knowing('pässwörd').redact('"p\\u00e4ssw\\u00f6rd"')).toBe('"***"');
  });

  test.each(['\u200b', '\u202e', '\u00ad', '\u{e0041}', '\u0000', '\u001b[31m', '\ufe0f'])(
    'is found with %j in the middle of it, escaped or not',
    (hidden) => {
      const text = `a ${[...secret].join(hidden)} b`;
      for (const shown of [text, forLog(text), forMarkdown(text), JSON.stringify(text).slice(1, -1)].slice(0, 3)) {
        expect(redact(shown).replaceAll('`', '')).toBe('a *** b');
      }
    },
  );

  test('is found as log and Markdown show it, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 8, maxLength: 30 }), (text) => {
        const core = forLog(text, 100);
        fc.pre(core.length >= 8 && !core.includes('*') && !core.includes('…'));
        const redactor = knowing(text);
        expect(redactor.redact(forLog(`a ${text} b`))).not.toContain(core);
        expect(redactor.redact(forMarkdownCode(`a ${text} b`, 200))).not.toContain(core);
      }),
    );
  });

  test('is found in Markdown with pipes between codes, and with backticks in them', () => {
    expect(knowing('a|b|c|d`e').redact('| `a`\\|`b`\\|`c`\\|``d`e`` |')).toBe('| *** |');
    expect(knowing('back`tick``s').redact('in ```back`tick``s``` here')).toBe('in *** here');
  });

  test.each(['ghp_under_score', 'a<b>&c;d"e', 'x*y_z~1#2', 'two *words here'])('is found in Markdown: %s', (text) => {
    for (const show of [forMarkdown, forMarkdownCode]) {
      const redacted = knowing(text).redact(`| ${show(`before ${text} after`)} |`);
      expect(redacted).toContain('***');
      for (const part of text.split(/[`|\\ ]+/)) if (part.length > 2) expect(redacted).not.toContain(part);
      // No code span is left open.
      expect((redacted.match(/`+/g) ?? []).length % 2).toBe(0);
    }
  });

  test('is found in a plain text that has it without what Markdown and HTML take for marks', () => {
    expect(knowing('pa`ss\\word&amp;one').redact('it is password&one here')).toBe('it is *** here');
  });

  test('is found in HTML', () => {
    expect(knowing('a<b>&"c').redact('x a&lt;b&gt;&amp;&#34;c&amp; y')).toBe('x ***&amp; y');
  });

  test('is found where the text was cut through it', () => {
    for (let limit = 10; limit < secret.length + 2; limit += 1) {
      expect(redact(forLog(`a ${secret} b`, limit))).toMatch(/^a (\*\*\*.*|w.{0,5}…)$/);
      expect(redact(forLog(`a ${secret} b`, limit))).not.toContain(secret.slice(0, 6));
    }
  });

  test('takes nothing else along', () => {
    const { redact: redactOne } = knowing('secret');
    expect(redactOne('a\u200b se\u200bcret\u200b b\n  c')).toBe('a\u200b ***\u200b b\n  c');
    expect(redactOne('see `secret`, and `other`')).toBe('see `***`, and `other`');
  });
});

describe('the outputs', () => {
  const id = '12345678-1234-4123-8123-123456789abc';

  test('keep what later steps compare, though a secret is part of it', () => {
    const { redactOutput } = knowing('cancel', 'CANCELLED', '1234');
    expect(redactOutput('outcome', 'cancelled')).toBe('cancelled');
    expect(redactOutput('deployment-id', id)).toBe(id);
    expect(redactOutput('deployment-status', 'CANCELLED')).toBe('CANCELLED');
    const results = [{ outcome: 'cancelled', deploymentId: id, pipeline: { deploymentStatus: 'CANCELLED' } }];
    expect(redactOutput('results', JSON.stringify(results))).toBe(JSON.stringify(results));
  });

  test('are redacted where they are not what they should be', () => {
    const { redactOutput } = knowing(secret);
    expect(redactOutput('deployment-id', secret)).toBe('***');
    expect(redactOutput('deployment-status', `X ${secret}`)).toBe('X ***');
    expect(redactOutput('deployment-status-message', secret)).toBe('***');
    expect(redactOutput('spec', `key: ${secret}`)).toBe('key: ***');
  });

  test('that are JSON stay JSON', () => {
    const { redactOutput } = knowing('","outcome":"', 'a"b"c', '"},{"');
    const results = [{ serviceName: 'a', outcome: 'error', reason: 'a"b"c and more', n: 1 }, { serviceName: 'b' }];
    expect(JSON.parse(redactOutput('results', JSON.stringify(results)))).toEqual([
      { serviceName: 'a', outcome: 'error', reason: '*** and more', n: 1 },
      { serviceName: 'b' },
    ]);
    expect(redactOutput('failed', '["a","b"]')).toBe('["a","b"]');
  });
});

test('a summary of 1 MB is redacted in a moment', () => {
  const secrets = [
    secret,
    'AKIAIOSFODNN7EXAMPLE',
    `IQoJb3JpZ2luX2VjE${'Ab1/+='.repeat(150)}`,
    'ghs_0123456789abcdefghij',
  ];
  const redactor = knowing(...secrets);
  const row = '| `service-0001` | ⏳ **timed-out** | CANCELLING | The deployment is \\`still\\` going on… | &amp; |\n';
  const text = `${row.repeat(1_000_000 / row.length)}${secrets.join(' ')}`;
  const from = performance.now();
  const redacted = redactor.redact(text);
  // A search of quadratic time would take minutes; how fast it really is, the bench measures.
  expect(performance.now() - from).toBeLessThan(15_000);
  expect(redacted).toMatch(/\*\*\* \*\*\* \*\*\* \*\*\*$/);
});
