import { expect, test } from 'vitest';
import { emulate, resultsOf } from './emulated.ts';

const status = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';

/** An emulator with a root whose update is in progress, and a stack nested in it that cleans up; the root's id; and steps. */
async function emulateFamily(stackNames: string) {
  const emulator = await emulate({}, { 'stack-name': stackNames });
  const root = emulator.cloudformation.addStack('root', { status: 'UPDATE_IN_PROGRESS' });
  emulator.cloudformation.addStack('child', { status, cleanupMilliseconds: 120_000, parentId: root });
  return { emulator, root };
}

test('a root and a stack nested in it, in one step: the root rolls both back, and the step succeeds', async () => {
  const { emulator } = await emulateFamily('root\nchild');
  const result = await emulator.run();
  expect(result.exitCode).toBe(0);
  expect(resultsOf(result)).toMatchObject([
    { stackName: 'root', outcome: 'cancelled' },
    { stackName: 'child', outcome: 'nothing-to-cancel', reason: expect.stringMatching(/^Its parent stack rolled it/) },
  ]);
});

test('a nested stack that cleans up is waited for: its root may still roll it back', async () => {
  const { emulator, root } = await emulateFamily('child');
  const { outputs, exitCode } = await emulator.run({ inputs: { 'wait-for-minutes': '1' } });
  expect([outputs['outcome'], exitCode, outputs['message']]).toEqual([
    'timed-out',
    1,
    `Not cancelled: the stack update of child was ${status} when the 1-minute wait ended. Its root stack may still roll it back. Deployed now: unchanged by this step. What to do: See how the root stack ends: ${root}. To cancel the whole update, give it as \`stack-name\`.`,
  ]);
});
