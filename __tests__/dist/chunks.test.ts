import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emulate, runAgainst, service } from './emulated-step.ts';

const bundle = path.resolve(import.meta.dirname, '../../dist');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chunks-'));
  const list = JSON.stringify(path.join(folder, 'list-'));
  const script = `
    const kind = process.env['INPUT_STACK-NAME'] ? 'stack' : 'service';
    const write = () => require('node:fs').writeFileSync(${list} + kind, Object.keys(require.cache).join('\\n'));
    process.on('exit', write);`;
  await writeFile(path.join(folder, 'list.cjs'), script);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files of the bundle that a step has loaded, with their text. */
async function loadedBy(kind: 'service' | 'stack'): Promise<ReadonlyMap<string, string>> {
  const emulator = await emulate();
  emulator.proton.addService(service, { deployment: 'in-progress' });
  emulator.cloudformation.addStack(service, { status: 'UPDATE_IN_PROGRESS' });
  const { outputs } = await runAgainst(emulator, {
    inputs: kind === 'service' ? {} : { 'service-name': '', 'stack-name': service },
    environment: {
      AWS_ENDPOINT_URL_CLOUDFORMATION: emulator.url,
      NODE_OPTIONS: `--require=${path.join(folder, 'list.cjs')}`,
    },
  });
  expect(outputs['outcome']).toBe('cancelled');
  const list = await readFile(path.join(folder, `list-${kind}`), 'utf8');
  const files = list.split('\n').filter((file) => file.startsWith(bundle));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

test('a step loads the entry, what every step needs, what both APIs share, its own API, and the reports', async () => {
  const [ofService, ofStack] = await Promise.all([loadedBy('service'), loadedBy('stack')]);

  expect(ofService.size).toBe(5);
  // The sixth has AWS's query protocol, which STS speaks as well: a step for services loads it with a role to assume.
  expect(ofStack.size).toBe(6);
  expect([...ofService.keys()].filter((file) => ofStack.has(file))).toHaveLength(4);
  expect([...ofStack.values()].join('')).not.toContain('Guarding: ');
  const texts = [...ofService.values()].join('');
  expect(texts).toContain('CancelServicePipelineDeployment');
  expect(texts).not.toContain('com.amazonaws.cloudformation');
});
