import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inputsOf } from '../../runner/action-inputs.ts';
import { createJob } from '../../runner/job.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'actions-'));

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An action of its own: what its main step and its post step do is JavaScript, with `env` and `write` at hand. */
async function actionOf(name: string, scripts: { main: string; post?: string }, inputs: object = {}): Promise<string> {
  const action = path.join(folder, name);
  await mkdir(action, { recursive: true });
  const runs = { using: 'node24', ...Object.fromEntries(Object.keys(scripts).map((stage) => [stage, `${stage}.cjs`])) };
  await writeFile(path.join(action, 'action.yml'), stringify({ name, description: name, inputs, runs }));
  const prelude = `const { env } = process;
    const write = (name, text) => require('node:fs').appendFileSync(env[name], text + '\\n');`;
  for (const [stage, source] of Object.entries(scripts)) {
    await writeFile(path.join(action, `${stage}.cjs`), `${prelude}\n${source}`);
  }
  return action;
}

describe.concurrent('a job', () => {
  test('hands variables and path of a step on to the next ones', async () => {
    const first = await actionOf('sets', { main: `write('GITHUB_ENV', 'A=1\\nB=2'); write('GITHUB_PATH', '/x')` });
    const second = await actionOf('reads', {
      main: `write('GITHUB_OUTPUT', 'a=' + env.A + '\\nb=' + env.B + '\\nfirst=' + env.PATH.split(/[:;]/)[0])`,
    });
    const job = await createJob({ env: { A: 'of the job' } });
    await job.run({ uses: first });
    const { outputs } = await job.run({ uses: second, env: { B: 'of the step' } });
    expect(outputs).toEqual({ a: '1', b: 'of the step', first: '/x' });
    expect(await job.finish()).toEqual([]);
  });

  test('runs post steps at its end, the last one first, with the state of their main steps', async () => {
    const log = (name: string) => ({
      main: `write('GITHUB_STATE', 'name=${name} ' + env.INPUT_NUMBER)`,
      post: `console.log(env.STATE_name + ' ' + env.INPUT_NUMBER)`,
    });
    const job = await createJob();
    await job.run({ uses: await actionOf('one', log('one')), with: { number: '1' } });
    await job.run({ uses: await actionOf('two', log('two')), with: { number: '2' } });
    const posts = await job.finish();
    expect(posts.map((result) => result.log)).toEqual([['two 2 2'], ['one 1 1']]);
  });

  test('runs the post step of a main step that has failed', async () => {
    const uses = await actionOf('fails', { main: 'process.exit(1)', post: `console.log('over')` });
    const job = await createJob();
    expect(await job.run({ uses })).toMatchObject({ conclusion: 'failure' });
    expect(await job.finish()).toMatchObject([{ log: ['over'] }]);
  });

  test('keeps one workspace for all its steps', async () => {
    const job = await createJob();
    await job.run({ uses: await actionOf('leaves', { main: `require('node:fs').writeFileSync('left', 'x')` }) });
    const looks = await actionOf('looks', {
      main: `write('GITHUB_OUTPUT', require('node:fs').readdirSync('.') + '=1')`,
    });
    expect((await job.run({ uses: looks })).outputs).toEqual({ left: '1' });
    await job.finish();
  });

  test('warns about inputs that the action does not have', async () => {
    const job = await createJob();
    const { annotations } = await job.run({ uses: await actionOf('plain', { main: '' }), with: { typo: 'x' } });
    expect(annotations).toMatchObject([{ level: 'warning', message: "Unexpected input(s) 'typo'" }]);
    await job.finish();
  });
});

describe('the inputs of a step', () => {
  const declared = [
    { name: 'size', description: '', required: true, default: '30' },
    { name: 'token', description: '', required: false, default: `\${{ github.token }}` },
    { name: 'name', description: '', required: true, default: undefined },
  ];

  test('have the defaults of action.yml where they are not given, and are empty without one', () => {
    expect(inputsOf(declared, {}, 'secret').inputs).toEqual({ size: '30', token: 'secret', name: '' });
  });

  test('stay empty where they are given as empty, in whatever case', () => {
    expect(inputsOf(declared, { SIZE: '', token: '' }, 'secret').inputs).toEqual({ SIZE: '', token: '', name: '' });
  });
});
