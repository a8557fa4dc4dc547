import { describe, expect, test } from 'vitest';
import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { createJob, type Job } from '../../runner/job.ts';
import type { StepResult } from '../../runner/step-result.ts';
import type { JobOptions } from '../../runner/workflow.ts';
import { afterFile } from '../after-file.ts';

const quick = { deployMilliseconds: 600_000, cancelMilliseconds: 300, cleanupMilliseconds: 100 };

/** A job whose guard has done the first half of its work. */
interface GuardedJob {
  readonly job: Job;
  readonly emulator: Emulator;
  readonly guard: StepResult;
  /** Begins an update of a stack, as the job's deployment would. */
  deploy(stack?: string): void;
  /** Ends the job, and gives what the guard's post step did, if there was one. */
  finish(): Promise<StepResult | undefined>;
  /** The requests of the post step that changed something, each with its stack's name. */
  changes(): readonly string[];
}

/** Begins a job, and runs the guard before its deployment. */
async function begin(
  stacks: Readonly<Record<string, NewStack>> = { shop: {} },
  inputs: Readonly<Record<string, string>> = {},
  { settings = {}, options = {} }: { settings?: Partial<EmulatorSettings>; options?: JobOptions } = {},
): Promise<GuardedJob> {
  const emulator = await startEmulator({ ...quick, ...settings });
  afterFile(() => emulator.close());
  for (const [name, stack] of Object.entries(stacks)) emulator.cloudformation.addStack(name, stack);
  const job = await createJob({ env: environmentFor(emulator), ...options });
  const guard = await job.run({ uses: 'guard', with: { 'stack-name': Object.keys(stacks).join(), ...inputs } });
  return {
    job,
    emulator,
    guard,
    deploy: (stack = 'shop') => void emulator.cloudformation.setStatus(stack, 'UPDATE_IN_PROGRESS'),
    finish: async () => (await job.finish())[0],
    changes: () =>
      emulator.requests
        .filter(({ operation }) => operation.startsWith('Cancel'))
        .map(({ operation, target }) => `${operation} ${target?.replace(/^arn:.*:stack\/([^/]+)\/.*$/, '$1')}`),
  };
}

function statusOf({ cloudformation }: Emulator, stack = 'shop'): string | undefined {
  return cloudformation.stack(stack)?.status;
}

/** Fails the job as a step would that has nothing to do with the deployment. */
const failing = { run: 'false' } as const;

describe.concurrent('the guard of a job', () => {
  test('cancels the update where the run is cancelled during the deployment, and waits for the rollback', async () => {
    const { job, emulator, guard, deploy, finish, changes } = await begin();
    const deploying = await job.start({ run: 'exec sleep 60' });
    deploy();
    job.cancel();
    await deploying.result;
    const post = await finish();
    expect([guard.conclusion, post?.conclusion, job.status]).toEqual(['success', 'success', 'cancelled']);
    expect(guard.log.at(-1)).toBe(
      'Guarding: if this job fails or is cancelled, the guard will cancel, at the end of the job, any stack update of shop that started after this step and is still in progress.',
    );
    expect(post?.log[0]).toContain(
      'Cancelling any stack update of shop in us-east-1 that started after the guard step and is still in progress, waiting up to 4 min.',
    );
    expect(post?.log.at(-1)).toMatch(/^Cancelled: the stack update of shop/);
    expect(post?.summary).toContain('Cancelled: the stack update of');
    expect(changes()).toEqual(['CancelUpdateStack shop']);
    expect(statusOf(emulator)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('cancels the update where timeout-minutes of the deploying step has passed, with all its time to wait', async () => {
    const { job, emulator, deploy, finish, changes } = await begin();
    deploy();
    await job.run({ run: 'exec sleep 60', 'timeout-minutes': 0.1 / 60 });
    const post = await finish();
    expect([post?.conclusion, job.status]).toEqual(['success', 'failure']);
    expect(post?.log[0]).toContain('waiting up to 30 min.');
    expect(changes()).toEqual(['CancelUpdateStack shop']);
    expect(statusOf(emulator)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('does not run where the job passes', async () => {
    const { job, deploy, finish } = await begin();
    deploy();
    await job.run({ run: 'true' });
    expect(await finish()).toBeUndefined();
  });

  test('tells what AWS goes on doing where its post step gets SIGINT', async () => {
    const { job, deploy, changes } = await begin({ shop: {} }, {}, { settings: { cancelMilliseconds: 600_000 } });
    deploy();
    await job.run(failing);
    const [post] = await job.finish((running) => {
      running.process.stdout?.on('data', (text) => {
        if (String(text).includes('UPDATE_ROLLBACK_IN_PROGRESS')) running.cancel();
      });
    });
    expect(changes()).toEqual(['CancelUpdateStack shop']);
    expect(post).toMatchObject({ conclusion: 'cancelled', exitCode: 1 });
    expect(post?.summary).toContain('AWS');
    expect(post?.annotations).toMatchObject([{ level: 'error' }]);
  });
});
