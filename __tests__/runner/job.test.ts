import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inputsOf } from '../../runner/action-inputs.ts';
import { createJob } from '../../runner/job.ts';
import type { RunningStep } from '../../runner/run-step.ts';
import type { JobStep } from '../../runner/workflow.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'actions-'));

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An action of its own: what its main step and its post step do is JavaScript, with `env` and `write` at hand. */
async function actionOf(
  name: string,
  scripts: { main: string; post?: string },
  { inputs = {}, postIf }: { inputs?: object; postIf?: string } = {},
): Promise<string> {
  // In a folder of its own: tests run side by side, and some have actions of one name.
  const action = await mkdtemp(path.join(folder, `${name}-`));
  const files = Object.fromEntries(Object.keys(scripts).map((stage) => [stage, `${stage}.cjs`]));
  const runs = { using: 'node24', ...files, ...(postIf === undefined ? {} : { 'post-if': postIf }) };
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

  test('evaluates inputs, their defaults and env anew for the post step', async () => {
    const tell = `console.log([env.INPUT_STATUS, env.INPUT_DEPLOY, env.STEP].join())`;
    const uses = await actionOf(
      'evaluates',
      { main: tell, post: tell },
      { inputs: { status: { default: `\${{ job.status }}` }, deploy: {} } },
    );
    const job = await createJob();
    const guard = await job.run({
      uses,
      with: { deploy: `\${{ steps.deploy.outcome }}` },
      env: { STEP: `\${{ steps.deploy.outputs.a }}` },
    });
    await job.run({ id: 'deploy', run: 'echo a=1 >> "$GITHUB_OUTPUT"; false' });
    const [post] = await job.finish();
    expect([guard.log, post?.log]).toEqual([['success,,'], ['failure,failure,1']]);
  });

  test('skips the steps after one that failed, unless they say otherwise', async () => {
    const job = await createJob();
    const steps: readonly JobStep[] = [
      { run: 'exit 1' },
      { run: 'true' },
      { run: 'true', if: 'failure()' },
      { run: 'true', if: 'cancelled()' },
      { run: 'true', if: 'always()' },
    ];
    const conclusions: string[] = [];
    for (const step of steps) conclusions.push((await job.run(step)).conclusion);
    expect(conclusions).toEqual(['failure', 'skipped', 'success', 'skipped', 'success']);
    await expect(job.start({ run: 'true' })).rejects.toThrow('would be skipped');
    expect(job.status).toBe('failure');
    await job.finish();
  });

  test('has no post step of an action that was skipped', async () => {
    const job = await createJob();
    await job.run({ run: 'false' });
    await job.run({ uses: await actionOf('late', { main: '', post: '' }) });
    expect(await job.finish()).toEqual([]);
  });

  test('passes where the step that failed may fail', async () => {
    const job = await createJob();
    const result = await job.run({ id: 'deploy', run: 'exit 1', 'continue-on-error': true });
    expect([result.conclusion, job.status]).toEqual(['success', 'success']);
    const { log } = await job.run({ run: `echo \${{ steps.deploy.outcome }} \${{ steps.deploy.conclusion }}` });
    expect(log).toEqual(['failure success']);
    await job.finish();
  });

  test.each([
    ['success', 'true', 5, []],
    ['failure', 'false', 5, ['cleans up']],
    ['failure', 'exec sleep 60', 0.2 / 60, ['cleans up']],
  ] as const)('that ends with %s after "%s" runs what its post-if says', async (status, run, minutes, logs) => {
    const post = `console.log('cleans up')`;
    const uses = await actionOf('cleans-up', { main: '', post }, { postIf: 'cancelled() || failure()' });
    const job = await createJob();
    await job.run({ uses });
    const { conclusion } = await job.run({ run, 'timeout-minutes': minutes });
    expect([conclusion, job.status]).toEqual([status, status]);
    expect((await job.finish()).flatMap(({ log }) => log)).toEqual(logs);
  });

  test('knows no outputs of a post step', async () => {
    const job = await createJob();
    await job.run({ uses: await actionOf('tells', { main: '', post: `write('GITHUB_OUTPUT', 'a=1')` }) });
    expect(await job.finish()).toMatchObject([{ outputs: {}, outputsAsSet: [] }]);
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

describe.concurrent('a job that is cancelled', () => {
  const waits = `process.on('SIGINT', () => { write('GITHUB_STEP_SUMMARY', 'stopped'); process.exit(1); });
    setInterval(() => {}, 1000); console.log('::notice::ready')`;

  /** Resolves when a running step has printed something. */
  function ready({ process: child }: RunningStep): Promise<unknown> {
    return new Promise((resolve) => child.stdout?.once('data', resolve));
  }

  test('stops the step that runs, skips the others, and runs post steps', async () => {
    const post = `console.log(env.STATE_kept)`;
    const guard = await actionOf(
      'keeps',
      { main: `write('GITHUB_STATE', 'kept=it')`, post },
      { postIf: 'cancelled()' },
    );
    const job = await createJob();
    await job.run({ uses: guard });
    const running = await job.start({ uses: await actionOf('waits', { main: waits }) });
    await ready(running);
    job.cancel();
    expect(await running.result).toMatchObject({ conclusion: 'cancelled', summary: 'stopped\n' });
    expect(await job.run({ run: 'true' })).toMatchObject({ conclusion: 'skipped' });
    expect(await job.finish()).toMatchObject([{ conclusion: 'success', log: ['it'] }]);
    expect(job.status).toBe('cancelled');
  });

  test('runs the post step of a main step that was stopped, with the state that it had by then', async () => {
    const main = `write('GITHUB_STATE', 'kept=it'); ${waits}`;
    const job = await createJob();
    const running = await job.start({ uses: await actionOf('stopped', { main, post: `console.log(env.STATE_kept)` }) });
    await ready(running);
    job.cancel();
    await running.result;
    expect(await job.finish()).toMatchObject([{ log: ['it'] }]);
  });

  test('sends no signal to a post step that runs, and kills it when the time of the job is over', async () => {
    const uses = await actionOf('lingers', { main: '', post: waits }, { postIf: 'cancelled() || failure()' });
    const job = await createJob({ cancelledJobMilliseconds: 300 });
    await job.run({ uses: await actionOf('never', { main: '', post: '' }) });
    await job.run({ uses });
    await job.run({ run: 'false' });
    const posts = await job.finish((post) => void ready(post).then(() => job.cancel()));
    expect(posts).toMatchObject([{ conclusion: 'cancelled', exitCode: null, summary: '', annotations: [] }]);
  });

  test('signals a post step by timeout-minutes of its step, and the job stays cancelled', async () => {
    const uses = await actionOf('limited', { main: '', post: 'setInterval(() => {}, 1000)' });
    const job = await createJob();
    await job.run({ uses, 'timeout-minutes': 1 / 60 });
    job.cancel();
    const annotations = [{ level: 'error', message: 'The action has timed out.' }];
    expect(await job.finish()).toMatchObject([{ conclusion: 'failure', annotations }]);
    expect(job.status).toBe('cancelled');
  });
});

describe('the inputs of a step', () => {
  const declared = [
    { name: 'size', description: '', required: true, default: '30' },
    { name: 'token', description: '', required: false, default: `\${{ github.token }}` },
    { name: 'name', description: '', required: true, default: undefined },
  ];

  const resolve = (text: string): string => text.replace(`\${{ github.token }}`, 'secret');

  test('have the defaults of action.yml where they are not given, and are empty without one', () => {
    expect(inputsOf(declared, {}, resolve).inputs).toEqual({ size: '30', token: 'secret', name: '' });
  });

  test('stay empty where they are given as empty, in whatever case', () => {
    expect(inputsOf(declared, { SIZE: '', token: '' }, resolve).inputs).toEqual({ SIZE: '', token: '', name: '' });
  });
});
