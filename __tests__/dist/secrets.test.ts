import process from 'node:process';
import { describe, expect, test } from 'vitest';
import type { StepResult } from '../../runner/run-step.ts';
import { echoScenes } from './echo.ts';
import { type EchoedStep, githubToken, runScene } from './echo-step.ts';
import { emulateService, operationsOf, runAgainst, service } from './emulated-step.ts';

describe.concurrent('secrets', () => {
  const secrets = {
    AWS_SECRET_ACCESS_KEY: 'the-secret-access-key-0123456789',
    AWS_SESSION_TOKEN: 'the-session-token-0123456789',
    'INPUT_GITHUB-TOKEN': 'the-github-token-0123456789',
    HTTP_PROXY: 'http://user:the%20proxy%20password@127.0.0.1:9',
  };
  const never = ['the-secret-access-key', 'the-session-token', 'the-github-token', 'the%20proxy', 'the proxy password'];

  function expectNoSecret(result: StepResult): void {
    const everything = JSON.stringify([result.stdout, result.stderr, result.summary, result.outputsAsSet]);
    for (const secret of never) expect(everything).not.toContain(secret);
  }

  test('that an error message quotes are found nowhere', async () => {
    const emulator = await emulateService({
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: secrets.AWS_SECRET_ACCESS_KEY,
        sessionToken: secrets.AWS_SESSION_TOKEN,
      },
    });
    emulator.inject({ kind: 'error', name: 'ValidationException', message: Object.values(secrets).join(' and ') });
    const environment = { ...secrets, NO_PROXY: '127.0.0.1', RUNNER_DEBUG: '1' };
    const result = await runAgainst(emulator, { environment });
    expect(result.outputs['outcome']).toBe('error');
    expect(operationsOf(emulator).length).toBeGreaterThan(0);
    expectNoSecret(result);
  });

  test('that a status message quotes are found nowhere', async () => {
    const emulator = await emulateService({ cancelEnding: 'FAILED' });
    const { accessKeyId, secretAccessKey } = emulator.credentials;
    const deploymentStatusMessage = `role ${accessKeyId} ${secretAccessKey}`;
    emulator.inject({ kind: 'alter-pipeline', fields: { deploymentStatusMessage } });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('failed');
    expect(JSON.stringify([result.stdout, result.summary, result.outputs])).not.toContain(secretAccessKey);
  });

  test('of a proxy that fails are found nowhere', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, {
      environment: {
        ...secrets,
        AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
        AWS_SESSION_TOKEN: undefined,
        RUNNER_DEBUG: '1',
      },
    });
    expect(result.outputs['outcome']).toBe('error');
    expect(emulator.requests).toEqual([]);
    expectNoSecret(result);
  });

  test('no outcome, id or status is changed by masking', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator);
    expect(result.commands.filter(({ name }) => name === 'add-mask')).toEqual([]);
    expect(result.outputs['deployment-id']).toBe(emulator.proton.deployments(service).at(-1)?.id);
  });
});

/** A secret of every kind that a step may have, with the variable that it comes in. */
const known = {
  keyId: 'ASIAXQ7ZZNFODNN7WXYZ',
  secretKey: 'q9/J4+bXutnFEMI/K7MDENG+bPxRfiCYzzzKEYzz',
  sessionToken: `IQoJb3JpZ2luX2VjE${'Zm9vYmFyL3Rva2Vu+'.repeat(12)}==`,
  proxyPassword: 'pr0xy p@ss"wörd/&<1>',
  githubToken,
};
const environment = {
  AWS_ACCESS_KEY_ID: known.keyId,
  AWS_SECRET_ACCESS_KEY: known.secretKey,
  AWS_SESSION_TOKEN: known.sessionToken,
  HTTPS_PROXY: `http://runner:${encodeURIComponent(known.proxyPassword)}@127.0.0.1:9`,
  NO_PROXY: '127.0.0.1',
};

/** The forms in which an answer may carry a secret. */
const forms: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  'in a sentence': (secret) => `The value ${secret}, given by the caller, is not known.`,
  'with characters inside that are not seen': (secret) => [...secret].join('\u200B'),
  'in terminal colours': (secret) => `\u009B31m${secret.slice(0, 5)}\u009B0m${secret.slice(5)}`,
  'as base64': (secret) => Buffer.from(secret).toString('base64'),
  'as base64 of a longer text': (secret) => Buffer.from(`user:${secret}\n`).toString('base64'),
  'as base64url': (secret) => Buffer.from(`at${secret}`).toString('base64url'),
  'as part of a URL': (secret) => `https://example.com/?secret=${encodeURIComponent(secret)}&x=1`,
  'as JSON': (secret) => JSON.stringify({ secret }),
  'as JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'cut off': (secret) => `${'x'.repeat(100)}${secret}`,
};

/** A text as somebody reads it who looks for secrets: as it is, without what is not seen, and decoded. */
function readingsOf(text: string): readonly string[] {
  const seen = text.replace(/\u009B[0-9;]*m|[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '').replace(/[`\\]/g, '');
  const url = seen.replace(/%([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const words = text.match(/[\w+/-]{12,}/g) ?? [];
  const base64 = words.flatMap((word) =>
    [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), 'base64').toString('latin1')),
  );
  return [text, seen, Buffer.from(url, 'latin1').toString(), base64.join('\n')];
}

function expectNoneOf(secrets: readonly string[], { result, comments }: EchoedStep): void {
  const { stdout, stderr, summary, outputsAsSet } = result;
  const places = { stdout, stderr, summary, outputs: JSON.stringify(outputsAsSet), comments: comments.join('\n') };
  for (const [place, text] of Object.entries(places)) {
    for (const reading of readingsOf(text)) {
      // A good part of a secret is one as well.
      for (const secret of secrets)
        expect(reading.includes(secret.slice(0, 12)), `${secret} in ${place}: ${text}`).toBe(false);
    }
  }
}

describe.concurrent.each(Object.entries(forms))('secrets that an endpoint sends back %s', (_form, formOf) => {
  test.each(echoScenes)(
    'are found nowhere: $title',
    async (scene) => {
      const at = echoScenes.indexOf(scene) + Object.values(forms).indexOf(formOf);
      const secrets = Object.values(known);
      // One alone, since the first of several would push the others out of what is shown; SECRETS=all for each.
      const chosen = process.env['SECRETS'] === 'all' ? secrets : [secrets[at % secrets.length] ?? ''];
      for (const secret of chosen) {
        const step = await runScene(scene, formOf(secret), environment);
        expect(JSON.stringify(step.result.outputs)).toContain('***');
        expectNoneOf(secrets, step);
      }
    },
    60_000,
  );
});
