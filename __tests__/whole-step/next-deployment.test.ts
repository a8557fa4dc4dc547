import { describe, expect, test } from 'vitest';
import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import { stacksClient } from '../emulator/cloudformation/client.ts';
import type { MemoryStepResult } from '../memory-runner.ts';
import { emulate, emulateStack, resultsOf, service, stackName } from './emulated.ts';

// What people do after a cancellation is deploy again or delete. What they have to know for that is said, and nothing else.

const root = 'arn:aws:cloudformation:us-east-1:123456789012:stack/root/9f8e7d6c-0000-1111-2222-333344445555';
const nested = { parentId: root } as const;
const noEvents = { denied: ['cloudformation:DescribeStackEvents'] } as const;
const leftBehind = "AWS left resources behind that it could not delete; the stack's events name them.";
const firstToFail =
  'First to fail: Service (AWS::ECS::Service). AWS\'s reason: Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized).';

/** The outcome and the exit code, and the message without ids and times. */
function endOf({ outputs, exitCode }: MemoryStepResult): readonly unknown[] {
  const message = outputs['message'] ?? '';
  return [outputs['outcome'], exitCode, message.replace(/ Deployed now: .*?\.(?= What to do|$)/, '')];
}

describe('a stack that a later step deploys to or deletes', () => {
  test.each<readonly [string, NewStack, object, readonly [outcome: string, exitCode: number, message: string]]>([
    [
      'is waited for while AWS cleans up',
      { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', cleanupMilliseconds: 40_000 },
      {},
      [
        'nothing-to-cancel',
        0,
        'Nothing to cancel for shop. No stack update was in progress: the last one had already ended as UPDATE_COMPLETE_CLEANUP_IN_PROGRESS.',
      ],
    ],
    [
      'can be deleted while it is created',
      { status: 'CREATE_IN_PROGRESS' },
      {},
      [
        'not-cancellable',
        1,
        "Not cancelled: an operation that isn't a stack update is in progress for shop. The stack shop is CREATE_IN_PROGRESS: AWS cancels only updates. What to do: Wait for the creation to end, or delete the stack.",
      ],
    ],
    [
      'can only be waited for during an import',
      { status: 'IMPORT_IN_PROGRESS' },
      {},
      [
        'not-cancellable',
        1,
        "Not cancelled: an operation that isn't a stack update is in progress for shop. The stack shop is IMPORT_IN_PROGRESS: AWS cancels only updates. What to do: Wait for the operation to end.",
      ],
    ],
    [
      'is repaired by way of its root, where it is nested',
      { status: 'UPDATE_ROLLBACK_FAILED', ...nested },
      {},
      [
        'nothing-to-cancel',
        0,
        `Nothing to cancel for shop. No stack update was in progress: the stack is stuck in UPDATE_ROLLBACK_FAILED after a failure and can't be updated until it is repaired. ${firstToFail} What to do: Fix what failed, then run \`aws cloudformation continue-update-rollback --stack-name root --region us-east-1\` on its root stack.`,
      ],
    ],
    [
      'takes another update in UPDATE_FAILED',
      { status: 'UPDATE_FAILED' },
      {},
      [
        'nothing-to-cancel',
        0,
        `Nothing to cancel for shop. No stack update was in progress: the stack is stuck in UPDATE_FAILED after a failure. ${firstToFail} What to do: Fix what failed, then update the stack again, or undo the update with \`aws cloudformation rollback-stack --stack-name shop --region us-east-1\`.`,
      ],
    ],
    [
      'has resources left behind by a rollback that a user began, without events',
      { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelled: true, leavesResources: true, cancelMilliseconds: 5_000 },
      noEvents,
      ['cancelled', 0, `Cancelled: the stack update of shop, after 4 s. ${leftBehind}`],
    ],
    [
      'has resources left behind, and nobody can say who began the rollback',
      {
        status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
        cancelled: true,
        leavesResources: true,
        cleanupMilliseconds: 5_000,
      },
      noEvents,
      [
        'nothing-to-cancel',
        0,
        `Nothing to cancel for shop. The stack update was rolled back. It could not be determined whether a user or a failure started that. ${leftBehind}`,
      ],
    ],
    [
      'was rolled back by its parent',
      { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 5_000, ...nested },
      {},
      [
        'nothing-to-cancel',
        0,
        `Nothing to cancel for shop. Its parent stack rolled it back. The events of the root stack ${root} say whether it was cancelled or failed.`,
      ],
    ],
  ])('%s', async (_title, stack, settings, expected) => {
    const emulator = await emulateStack(stack, settings);
    expect(endOf(await emulator.run())).toEqual(expected);
  });

  test('was repaired, which is no cancellation, also where the events are denied', async () => {
    const emulator = await emulateStack({ status: 'UPDATE_ROLLBACK_FAILED', cancelMilliseconds: 5_000 }, noEvents);
    await stacksClient(emulator).continueUpdateRollback({ StackName: stackName });
    expect(endOf(await emulator.run())).toEqual([
      'nothing-to-cancel',
      0,
      "Nothing to cancel for shop. The update failed or its rollback did, and somebody repaired it with ContinueUpdateRollback or RollbackStack. That isn't a cancellation.",
    ]);
  });

  test('rolls back by itself when the step is killed: the early outputs say so, and fail it', async () => {
    const emulator = await emulateStack({ status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 60_000 });
    const stop = new AbortController();
    emulator.onRequest(() => {
      if (emulator.requests.length === 4) stop.abort();
    });
    const { outputsAsSet } = await emulator.run({ signal: stop.signal });
    const early = new Map(outputsAsSet.toReversed());
    expect([early.get('outcome'), early.get('failed')]).toEqual(['timed-out', '["shop"]']);
    expect(early.get('message')).toBe(
      'Still rolling back: the stack update of shop was UPDATE_ROLLBACK_IN_PROGRESS when last read. AWS carries on. This step did not start that rollback. Deployed now: unknown until the rollback ends. What to do: Re-run this job (unless it also deploys) to keep waiting for the rollback.',
    );
  });
});

test('a denied call names the resource by a pattern that outlives the stack', async () => {
  const emulator = await emulateStack({}, { denied: ['cloudformation:CancelUpdateStack'] });
  const { outputs } = await emulator.run();
  expect(outputs['message']).toContain(
    'What to do: Allow the role cloudformation:CancelUpdateStack on arn:aws:cloudformation:us-east-1:123456789012:stack/shop/*,',
  );
});

test('of a first deployment no last success and no version is told', async () => {
  const emulator = await emulate({}, { 'service-name': service });
  emulator.proton.addService(service, { deployment: 'creating' });
  const result = await emulator.run();
  expect(endOf(result)).toEqual([
    'not-cancellable',
    1,
    `Not cancelled: the first deployment of ${service} is in progress. No deployment of this service has ever succeeded, so this is its first. AWS cancels only those started by UpdateServicePipeline. What to do: Wait for it to end, or delete the service.`,
  ]);
  expect(result.summary).not.toMatch(/last success|Last success|Template/);
});

test('a failed update of three resources: summary, log and results name the one that failed first', async () => {
  const template = (image: string): string =>
    JSON.stringify({
      Resources: Object.fromEntries(
        ['Database', 'Api', 'Worker'].map((name) => [name, { Type: 'AWS::ECS::Service', Metadata: { image } }]),
      ),
    });
  const emulator = await emulateStack(
    { status: 'UPDATE_COMPLETE', resources: ['Database', 'Api', 'Worker'], template: template('1') },
    { updateEnding: 'UPDATE_FAILED', deployMilliseconds: 1_500, cancelMilliseconds: 20_000 },
  );
  await stacksClient(emulator).updateStack({ StackName: stackName, TemplateBody: template('2') });
  const result = await emulator.run();
  expect(result.outputs['outcome']).toBe('nothing-to-cancel');
  const reason = 'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)';
  expect(resultsOf(result)[0]?.['failedResources']).toEqual([
    { logicalId: 'Database', type: 'AWS::ECS::Service', status: 'UPDATE_FAILED', reason },
  ]);
  expect(result.log.at(-1)).toContain(
    `failed to update: [Database, Api, Worker]. First to fail: Database (AWS::ECS::Service). AWS's reason: ${reason}.`,
  );
  expect(result.summary).toMatch(/^\*\*Why:\*\* .*First to fail: `Database` \(`AWS::ECS::Service`\)\. AWS's reason:/m);
  expect(result.summary).toMatch(/^\| Failed \| `Database` `AWS::ECS::Service`: Resource handler returned message/m);
});
