import { beforeAll, describe, expect, test } from 'vitest';
import { type MemoryStepResult, quickWorld } from '../memory-runner.ts';
import { echoScenes } from './echo.ts';
import { type Echo, githubToken, startEcho } from './echo-step.ts';
import { emulate, emulateStack, service } from './emulated.ts';

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

function expectNoneOf(secrets: readonly string[], step: MemoryStepResult): void {
  const { log, debug, annotations, outputsAsSet, summary, comments } = step;
  const said = annotations.flatMap(({ title, message }) => [title, message]);
  const texts = [...log, ...debug, ...said, JSON.stringify(outputsAsSet), summary, ...comments.map(({ body }) => body)];
  for (const reading of readingsOf([...new Set(texts)].join('\n'))) {
    // A good part of a secret is one as well.
    for (const secret of secrets) if (reading.includes(secret.slice(0, 12))) expect.fail(`${secret} in ${reading}`);
  }
}

describe.each(Object.entries(forms))('secrets that an endpoint sends back %s', (form, formOf) => {
  let echo: Echo;
  beforeAll(async () => {
    echo = await startEcho();
  });

  // Each form in every second scene, and each scene with every second form.
  const scenes = echoScenes.filter((_scene, at) => (at + Object.keys(forms).indexOf(form)) % 2 === 0);

  test.each(scenes)('are found nowhere: $title', async (scene) => {
    // One, since the first of several would push the others out of what is shown; each meets every form and every scene.
    const at = Object.keys(forms).indexOf(form) + scenes.indexOf(scene);
    const secrets = Object.values(known);
    const step = await echo(scene, formOf(secrets[at % secrets.length] ?? ''), environment);
    expect(JSON.stringify(step.outputs)).toContain('***');
    expectNoneOf(secrets, step);
  });
});

describe('what nobody may see is shown nowhere', () => {
  const definition = {
    template: '{"Metadata": "secret-template"}',
    parameters: [{ name: 'Password', value: 'secret-parameter' }],
    outputs: [{ name: 'Endpoint', value: 'secret-output' }],
    tags: [{ name: 'team', value: 'secret-tag' }],
  };

  test.each([
    ['cancelled', {}, {}],
    ['failed', { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }, {}],
    ['would-cancel', {}, { 'dry-run': 'true' }],
    ['deleted', { status: 'DELETE_IN_PROGRESS' }, {}],
  ] as const)('parameters, outputs, tags and template of a stack: %s', async (outcome, stack, inputs) => {
    const emulator = await emulateStack({ ...definition, ...stack });
    const result = await emulator.run({ inputs, isDebug: true });
    expect(result.outputs['outcome']).toBe(outcome);
    expect(JSON.stringify(result)).not.toMatch(/secret-(template|parameter|output|tag)/);
  });

  test('the spec of a service, unless it is asked for, and then in its output alone', async () => {
    const spec = 'proton: "ServiceSpec"\npipeline:\n  password: hunter2-hunter2\n';
    const emulator = await emulate({}, { 'service-name': service });
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    expect(JSON.stringify(await emulator.run({ isDebug: true }))).not.toContain('hunter2');
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    const asked = await emulator.run({ inputs: { 'include-spec': 'true' }, isDebug: true });
    expect(asked.outputs['spec']).toBe(spec);
    const outputsAsSet = asked.outputsAsSet.filter(([name]) => name !== 'spec');
    expect(JSON.stringify({ ...asked, outputs: {}, outputsAsSet })).not.toContain('hunter2');
  });
});

test('names its targets although the credentials are a part of their names, as LocalStack has them', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { emulator, run } = await quickWorld({ credentials, cancelMilliseconds: 500 });
  emulator.cloudformation.addStack('test-shop', {
    status: 'UPDATE_IN_PROGRESS',
    rollbackEnding: 'UPDATE_ROLLBACK_FAILED',
  });
  emulator.cloudformation.addStack('prod-test', { status: 'UPDATE_IN_PROGRESS' });
  const step = await run({
    inputs: { 'stack-name': 'test-shop, prod-test', 'comment-on-pull-request': 'true', 'github-token': 'ghs_token' },
    environment: { HTTP_PROXY: 'http://me:prod@proxy.example', NO_PROXY: '127.0.0.1' },
  });
  expect(step.outputs['failed']).toBe('["test-shop"]');
  expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
    {
      stackName: 'test-shop',
      outcome: 'failed',
      stack: { stackId: expect.stringMatching(/:stack\/test-shop\/[0-9a-f-]+$/) },
    },
    { stackName: 'prod-test', outcome: 'cancelled', stack: { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' } },
  ]);
  const shown = [step.log, step.annotations, step.summary, step.comments].map((each) => JSON.stringify(each));
  for (const text of shown) expect(text).toContain('test-shop');
  expect(JSON.stringify(step)).not.toContain('***');
});
