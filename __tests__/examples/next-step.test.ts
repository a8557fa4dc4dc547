import { describe, expect, test } from 'vitest';
import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import { type StackStatus, stackStatuses } from '../../emulator/cloudformation/state/stack-status.ts';
import { stacksClient } from '../emulator/cloudformation/client.ts';
import { type MemoryStepResult, quickWorld } from '../memory-runner.ts';
import { inputsOf, regionOf } from './run-example.ts';

/** What does not end by itself stays as it is; what the step began, and the cleanups, take some seconds. */
const slow = {
  createMilliseconds: Number.POSITIVE_INFINITY,
  deployMilliseconds: Number.POSITIVE_INFINITY,
  cancelMilliseconds: 2_000,
  cleanupMilliseconds: 2_000,
};
const never = { cancelMilliseconds: Number.POSITIVE_INFINITY, cleanupMilliseconds: Number.POSITIVE_INFINITY };

/** What an example meets: a stack, or none. */
type Met = readonly [title: string, stack: NewStack | undefined];

const met: readonly Met[] = [
  ['no stack', undefined],
  ...stackStatuses.map((status): Met => [status, { status }]),
  ['a rollback that fails', { status: 'UPDATE_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }],
  ['a rollback that takes longer than the wait', { status: 'UPDATE_IN_PROGRESS', ...never }],
  ['a cleanup that takes longer than the wait', { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', ...never }],
];

const event = { pull_request: { number: 42 } };
const { emulator, run } = await quickWorld({ region: regionOf('examples/newest-wins.yml') });
const client = stacksClient(emulator);

/** Runs the example's step on the stack. What comes after it in the workflow is up to the test, and to a client that isn't ours. */
async function meet(file: string, name: string, stack: NewStack | undefined): Promise<MemoryStepResult> {
  expect(regionOf(file)).toBe(emulator.region);
  if (stack !== undefined) emulator.cloudformation.addStack(name, { ...slow, ...stack });
  // What ends at all ends within a minute.
  return run({ inputs: { ...inputsOf(file, { event }), 'wait-for-minutes': '1' } });
}

function statusOf(name: string): StackStatus | undefined {
  return emulator.cloudformation.stack(name)?.status;
}

/** How the job ends: a step that fails ends it, and so does a call that AWS refuses. */
async function jobAfter({ exitCode }: MemoryStepResult, next: () => Promise<unknown>): Promise<'green' | 'red'> {
  if (exitCode !== 0) return 'red';
  return next().then(
    () => 'green',
    () => 'red',
  );
}

describe('after clean-up-preview.yml the preview is gone or being deleted, or the job is red', () => {
  const file = 'examples/clean-up-preview.yml';
  const name = 'preview-42';
  const red = new Set([
    // AWS neither cancels an import nor deletes the stack during one.
    'IMPORT_IN_PROGRESS',
    'a rollback that takes longer than the wait',
    'a cleanup that takes longer than the wait',
  ]);

  test.each(met)('%s', async (title, stack) => {
    const result = await meet(file, name, stack);
    const color = await jobAfter(result, () => client.deleteStack({ StackName: name }));
    expect(color, result.outputs['message']).toBe(red.has(title) ? 'red' : 'green');
    const gone = [undefined, 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE'];
    if (color === 'green') expect(gone).toContain(statusOf(name));
  });
});

describe('after newest-wins.yml the new version is being deployed, or the job is red', () => {
  const file = 'examples/newest-wins.yml';
  const name = 'shop';
  const green = new Set([
    'no stack',
    'REVIEW_IN_PROGRESS',
    'CREATE_COMPLETE',
    'DELETE_COMPLETE',
    'UPDATE_IN_PROGRESS',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_COMPLETE',
    // AWS takes an update there, as it does after `cdk deploy --no-rollback`.
    'UPDATE_FAILED',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE',
    'IMPORT_COMPLETE',
    'IMPORT_ROLLBACK_IN_PROGRESS',
    'IMPORT_ROLLBACK_COMPLETE',
  ]);

  test.each(met)('%s', async (title, stack) => {
    const result = await meet(file, name, stack);
    const color = await jobAfter(result, () => deploy(name, statusOf(name)));
    expect(color, result.outputs['message']).toBe(green.has(title) ? 'green' : 'red');
    if (color === 'green') expect(statusOf(name)).toMatch(/^(?:CREATE|UPDATE)_IN_PROGRESS$/);
  });
});

/** As `aws cloudformation deploy` does it (aws-cli, deployer.py). */
async function deploy(name: string, status: StackStatus | undefined): Promise<void> {
  const isNew = status === undefined || status === 'DELETE_COMPLETE' || status === 'REVIEW_IN_PROGRESS';
  const TemplateBody = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}';
  const ChangeSetType = isNew ? 'CREATE' : 'UPDATE';
  const of = { StackName: name, ChangeSetName: 'new' };
  await client.createChangeSet({ ...of, ChangeSetType, TemplateBody });
  await client.executeChangeSet(of);
}
