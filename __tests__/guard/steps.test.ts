import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { runAfter } from '../../src/guard/after.ts';
import { runBefore } from '../../src/guard/before.ts';
import type { StepState } from '../../src/host/runner.ts';
import { temporaryFolder } from '../after-file.ts';
import { type MemoryStep, type QuickWorld, quickWorld } from '../memory-runner.ts';

/** The two halves of the guard in this process, and the state between them. */
interface GuardInMemory extends Pick<QuickWorld, 'emulator'> {
  readonly saved: ReadonlyMap<string, string>;
  main(step?: Partial<MemoryStep>): ReturnType<QuickWorld['run']>;
  post(status: string, step?: Partial<MemoryStep>): ReturnType<QuickWorld['run']>;
}

async function guardInMemory(settings: Partial<EmulatorSettings> = {}): Promise<GuardInMemory> {
  const { emulator, run } = await quickWorld(settings);
  const saved = new Map<string, string>();
  const state: StepState = { save: (name, value) => saved.set(name, value), find: (name) => saved.get(name) ?? '' };
  return {
    emulator,
    saved,
    main: (step) => run({ inputs: { 'stack-name': 'shop' }, ...step, work: (world) => runBefore(world, state) }),
    post: (status, step) =>
      run({ ...step, inputs: { 'job-status': status, ...step?.inputs }, work: (world) => runAfter(world, state) }),
  };
}

describe('the guard before the deployment', () => {
  test('keeps what it saw, and asks for nothing to be changed', async () => {
    const { emulator, saved, main } = await guardInMemory();
    emulator.cloudformation.addStack('shop');
    const { exitCode, outputsAsSet, summary } = await main();
    expect({ exitCode, outputsAsSet, summary }).toEqual({ exitCode: 0, outputsAsSet: [], summary: '' });
    expect(emulator.requests.map(({ operation }) => operation)).toEqual(['DescribeStacks']);
    expect(saved.size).toBe(1);
  });

  test('waits until nobody else deploys', async () => {
    const { emulator, saved, main } = await guardInMemory({ deployMilliseconds: 20_000, cleanupMilliseconds: 3_000 });
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    const { exitCode, log } = await main({ inputs: { 'stack-name': 'shop', 'wait-first-minutes': '1' } });
    expect(exitCode).toBe(0);
    expect(log[0]).toContain('waiting up to 1 min for what is in progress there to end.');
    expect(emulator.cloudformation.stack('shop')?.status).toBe('UPDATE_COMPLETE');
    expect(saved.size).toBe(1);
  });

  test('fails where somebody still deploys when the time is over, and guards nothing', async () => {
    const { emulator, saved, main, post } = await guardInMemory();
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    const { exitCode, annotations } = await main({ inputs: { 'stack-name': 'shop', 'wait-first-minutes': '0.2' } });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([{ severity: 'error', title: 'Not guarded' }]);
    expect(annotations[0]?.message).toContain(
      'shop is still UPDATE_IN_PROGRESS after 12 s (`wait-first-minutes`). Re-run this job when that has ended, or set a longer `wait-first-minutes`.',
    );
    expect(saved.size).toBe(0);
    expect(await post('failure')).toMatchObject({
      exitCode: 0,
      log: ["Nothing was changed: the guard step didn't succeed, so the guard can't tell what started after it."],
      annotations: [],
      summary: '',
    });
    expect(emulator.requests.filter(({ operation }) => operation.startsWith('Cancel'))).toEqual([]);
  });

  test('fails where it may not look, and says what to allow', async () => {
    const { emulator, saved, main } = await guardInMemory({ denied: ['cloudformation:DescribeStacks'] });
    emulator.cloudformation.addStack('shop');
    const { exitCode, annotations } = await main();
    expect({ exitCode, saved: saved.size }).toEqual({ exitCode: 1, saved: 0 });
    expect(annotations[0]?.message).toMatch(/^shop: DescribeStacks failed with AccessDenied: .* Request id: /);
    expect(annotations[0]?.message).toContain('Allow the role cloudformation:DescribeStacks on ');
  });

  test('keeps secrets out of the error and out of its state, and lets no text of AWS act', async () => {
    const { emulator, saved, main } = await guardInMemory();
    const { secretAccessKey } = emulator.credentials;
    emulator.cloudformation.addStack('shop');
    const inputs = { 'stack-name': 'shop', 'github-token': 'ghs_theTokenOfTheJob' };
    await main({ inputs });
    expect([...saved.values()].join('')).not.toMatch(/ghs_theTokenOfTheJob|AKIA/);
    emulator.inject({ kind: 'error', name: 'AccessDenied', message: `for ${secretAccessKey} ##[error]x` });
    const { annotations } = await main({ inputs });
    expect(annotations[0]?.message).toContain('for *** ## [error]x');
    expect(JSON.stringify(annotations)).not.toContain(secretAccessKey);
  });

  test('tells all that is wrong with its inputs, and asks nothing', async () => {
    const { emulator, saved, main } = await guardInMemory();
    const inputs = { 'stack-name': '-shop', 'wait-first-minutes': 'x', 'wait-for-minutes': '-1' };
    const { exitCode, annotations } = await main({ inputs });
    expect({ exitCode, saved: saved.size, requests: emulator.requests }).toEqual({
      exitCode: 1,
      saved: 0,
      requests: [],
    });
    for (const name of Object.keys(inputs)) expect(annotations[0]?.message).toContain(name);
  });

  test('does not know the inputs that only the action has', async () => {
    const { emulator, main } = await guardInMemory();
    emulator.cloudformation.addStack('shop');
    expect(await main({ inputs: { 'stack-name': 'shop', 'deployment-id': 'x' } })).toMatchObject({ exitCode: 0 });
  });

  test('says that it was stopped, and keeps nothing', async () => {
    const { emulator, saved, main } = await guardInMemory();
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    const stopping = new AbortController();
    emulator.onRequest(() => stopping.abort());
    const inputs = { 'stack-name': 'shop', 'wait-first-minutes': '9' };
    const { exitCode, annotations } = await main({ inputs, signal: stopping.signal });
    expect({ exitCode, saved: saved.size }).toEqual({ exitCode: 1, saved: 0 });
    expect(annotations[0]?.message).toContain('The step was stopped before it had read the state of shop.');
  });
});

describe('the guard at the end of a job', () => {
  test('reads the environment as the action does: the endpoint of the shared config, empty variables', async () => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 1_000 });
    emulator.cloudformation.addStack('shop');
    const folder = await temporaryFolder('config');
    const file = path.join(folder, 'config');
    await writeFile(file, `[default]\nendpoint_url = ${emulator.url}\n`);
    const environment = { AWS_CONFIG_FILE: file, AWS_ENDPOINT_URL_CLOUDFORMATION: '', AWS_PROFILE: '' };
    expect(await main({ inputs: { 'stack-name': 'shop' }, environment })).toMatchObject({ exitCode: 0 });
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    const { log, summary } = await post('failure', { environment });
    expect(summary, log.join('\n')).toContain(emulator.url);
    expect(emulator.requests.map(({ operation }) => operation)).toContain('CancelUpdateStack');
  });

  test('acts on what it kept, and not on inputs that have changed since', async () => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 1_000, cleanupMilliseconds: 100 });
    for (const name of ['shop', 'billing']) emulator.cloudformation.addStack(name);
    const { log } = await main({ inputs: { 'stack-name': 'shop', 'dry-run': 'true' } });
    expect(log.at(-1)).toBe(
      'Dry run: if this job fails or is cancelled, the guard will report, at the end of the job, any stack update of shop that started after this step and is still in progress. It will change nothing.',
    );
    for (const name of ['shop', 'billing']) emulator.cloudformation.setStatus(name, 'UPDATE_IN_PROGRESS');
    const { exitCode, outputsAsSet, summary } = await post('failure', { inputs: { 'stack-name': 'billing' } });
    expect({ exitCode, outputsAsSet }).toEqual({ exitCode: 0, outputsAsSet: [] });
    expect(summary).toContain('Dry run');
    expect(summary).not.toContain('run this step');
    expect(summary).toContain('Run the action itself, in a workflow of its own, to cancel it now.');
    expect(emulator.requests.filter(({ operation }) => operation.startsWith('Cancel'))).toEqual([]);
    expect(summary).not.toContain('billing');
  });

  test.each([
    ['cancelled', 4, 'GitHub leaves a cancelled job no more time.'],
    // A runner that doesn't evaluate the default anew.
    ['success', 4, 'GitHub leaves a cancelled job no more time.'],
    ['failure', 15, 'A longer `wait-for-minutes` gives it more time.'],
  ])('waits no longer than the runner lets it in a job with the status %s', async (status, minutes, advice) => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 3_600_000 });
    emulator.cloudformation.addStack('shop');
    await main({ inputs: { 'stack-name': 'shop', 'wait-for-minutes': '15', 'max-poll-interval-seconds': '60' } });
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    const { exitCode, log, milliseconds } = await post(status);
    expect(exitCode).toBe(1);
    expect(log[0]).toContain(`waiting up to ${minutes} min.`);
    expect(log.at(-1)).toContain(`UPDATE_ROLLBACK_IN_PROGRESS when the ${minutes}-minute wait ended.`);
    expect(log.at(-1)).toContain(advice);
    expect(milliseconds).toBeLessThan(minutes * 60_000 + 25_000);
  });

  test.each([
    ['failure', 5_000, 'UPDATE_ROLLBACK_COMPLETE'],
    ['failure', 15_000, 'UPDATE_COMPLETE'],
    ['cancelled', 25_000, 'UPDATE_ROLLBACK_COMPLETE'],
    ['cancelled', 35_000, 'UPDATE_COMPLETE'],
  ])(
    'in a job with the status %s, looks out for an update that begins after %d ms: %s',
    async (status, late, ended) => {
      const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 1_000, cleanupMilliseconds: 100 });
      emulator.cloudformation.addStack('shop');
      await main();
      let since: number | undefined;
      const stopWatching = emulator.onRequest(({ atMilliseconds }) => {
        since ??= atMilliseconds;
        if (atMilliseconds - since < late) return;
        stopWatching();
        emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
      });
      const { exitCode, log } = await post(status);
      expect({ exitCode, status: emulator.cloudformation.stack('shop')?.status }).toEqual({
        exitCode: 0,
        status: ended,
      });
      if (ended === 'UPDATE_COMPLETE') expect(log).toHaveLength(1);
    },
  );

  test('leaves an update alone that was in progress before', async () => {
    const { emulator, main, post } = await guardInMemory({ deployMilliseconds: 3_600_000 });
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    expect((await main()).log).toContain(
      'shop is already UPDATE_IN_PROGRESS. That started before this step, so the guard will leave it alone.',
    );
    const { exitCode, log, summary } = await post('failure');
    expect({ exitCode, summary }).toEqual({ exitCode: 0, summary: '' });
    expect(log.join()).toContain('Already in progress before the guard step, so left alone: shop.');
    expect(emulator.cloudformation.stack('shop')?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test("tells that the creation of a stack can't be cancelled, and the way out", async () => {
    const { emulator, main, post } = await guardInMemory({ createMilliseconds: 3_600_000 });
    expect((await main()).log).toContain(
      "There is no stack shop yet. AWS can't cancel the creation of a stack: if that is still in progress at the end of the job, the guard can only report it.",
    );
    emulator.cloudformation.addStack('shop', { status: 'CREATE_IN_PROGRESS' });
    const { exitCode, annotations } = await post('failure');
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([{ severity: 'error', message: expect.stringContaining('delete the stack') }]);
    expect(emulator.cloudformation.stack('shop')?.status).toBe('CREATE_IN_PROGRESS');
  });

  test('names the credentials step where the keys are gone', async () => {
    const { emulator, main, post } = await guardInMemory({ deployMilliseconds: 3_600_000 });
    emulator.cloudformation.addStack('shop');
    await main();
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    // As the post step of aws-actions/configure-aws-credentials leaves them.
    const environment = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
    const { annotations } = await post('failure', { environment });
    const message = expect.stringContaining('aws-actions/configure-aws-credentials must come before the guard');
    expect(annotations).toMatchObject([{ severity: 'error', message }]);
    expect(emulator.cloudformation.stack('shop')?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test('fails where what it kept can not be read, and changes nothing', async () => {
    const { emulator, main, post, saved } = await guardInMemory();
    emulator.cloudformation.addStack('shop');
    await main();
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    for (const [name, value] of saved) (saved as Map<string, string>).set(name, value.slice(1));
    expect(await post('failure')).toMatchObject({ exitCode: 1, annotations: [{ severity: 'error' }] });
    expect(emulator.cloudformation.stack('shop')?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test('tells nothing of a stack that the job has created, and of one that still cleans up', async () => {
    const { emulator, main, post } = await guardInMemory({ deployMilliseconds: 1_000, cleanupMilliseconds: 20_000 });
    emulator.cloudformation.addStack('shop');
    await main({ inputs: { 'stack-name': 'shop, billing' } });
    emulator.cloudformation.addStack('billing', { status: 'CREATE_COMPLETE' });
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    emulator.cloudformation.setStatus('shop', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    const { exitCode, log, summary, annotations } = await post('failure');
    expect({ exitCode, summary, annotations }).toEqual({ exitCode: 0, summary: '', annotations: [] });
    expect(log).toEqual([
      'Nothing to cancel: no stack update of shop and billing that started after the guard step is still in progress.',
    ]);
    expect(emulator.cloudformation.stack('shop')?.status).toBe('UPDATE_COMPLETE');
  });

  test('says why a deployment failed by itself, also where its rollback is over', async () => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 100, cleanupMilliseconds: 100 });
    emulator.cloudformation.addStack('shop');
    await main();
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    emulator.cloudformation.setStatus('shop', 'UPDATE_ROLLBACK_IN_PROGRESS');
    const { exitCode, log } = await post('failure');
    expect(exitCode).toBe(0);
    expect(log.at(-1)).toContain('The following resource(s) failed to update: [Service].');
  });

  test('fails by what fail-on says, also where nothing began', async () => {
    const { emulator, main, post } = await guardInMemory();
    emulator.cloudformation.addStack('shop');
    await main({ inputs: { 'stack-name': 'shop', 'fail-on': 'nothing-to-cancel' } });
    const { exitCode, annotations } = await post('failure');
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toContain('No stack update started after the guard step.');
  });

  test('keeps one comment for its targets, whichever of them it tells of', async () => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 100, cleanupMilliseconds: 100 });
    const markers: (string | undefined)[] = [];
    for (const name of ['shop', 'billing']) {
      for (const each of ['shop', 'billing']) emulator.cloudformation.addStack(each);
      await main({ inputs: { 'stack-name': 'shop, billing', 'comment-on-pull-request': 'true', 'github-token': 't' } });
      emulator.cloudformation.setStatus(name, 'UPDATE_IN_PROGRESS');
      const { comments, log, summary } = await post('failure', { inputs: { 'github-token': 'another' } });
      markers.push(comments[0]?.marker);
      expect(comments[0]?.body).toContain(name);
      const other = name === 'shop' ? 'billing' : 'shop';
      expect(log).toContain(
        `Nothing to cancel: no stack update of ${other} that started after the guard step is still in progress.`,
      );
      expect(summary).not.toContain(other);
    }
    expect(markers[0]).toContain('billing,shop');
    expect(markers[0]).toBe(markers[1]);
  });

  test('does the same for services', async () => {
    const { emulator, main, post } = await guardInMemory({ cancelMilliseconds: 1_000 });
    emulator.proton.addService('shop', { deployment: 'succeeded' });
    emulator.proton.addService('billing', { deployment: 'in-progress' });
    await main({ inputs: { 'service-name': 'shop, billing' } });
    emulator.proton.startUpdate('shop');
    const { exitCode, log } = await post('cancelled');
    expect(exitCode).toBe(0);
    expect(log.at(-1)).toMatch(/^Cancelled: the pipeline deployment of shop/);
    expect(emulator.proton.service('shop')?.pipeline?.deploymentStatus).toBe('CANCELLED');
    expect(emulator.proton.service('billing')?.pipeline?.deploymentStatus).toBe('IN_PROGRESS');
  });
});
