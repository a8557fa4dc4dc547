import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runForStack } from '../../dist/emulated-stack.ts';
import { emulate } from '../../dist/emulated-step.ts';
import type { CommandOutcome } from '../commands.ts';
import { updateBegun } from '../deploy-in-progress.ts';
import { nodeProgram } from '../tools.ts';
import { writeAssembly } from './assembly.ts';

const program = path.join(import.meta.dirname, 'toolkit.js');
let home = '';

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'toolkit-'));
});

afterAll(() => rm(home, { recursive: true, force: true }));

/** What the program says last, after the progress that the library prints. */
function answerIn({ output }: CommandOutcome): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

test("the CDK's library creates, and rejects when its update is stopped", { timeout: 120_000 }, async () => {
  const emulator = await emulate({ createMilliseconds: 500, deployMilliseconds: 600_000, cleanupMilliseconds: 200 });
  const deploy = async (version: string) =>
    nodeProgram(emulator, home, [program, await writeAssembly(home, 'default', version)]);

  const created = await deploy('1');
  expect(created, created.error).toMatchObject({ code: 0 });
  expect(answerIn(created)).toEqual({ stacks: [{ stackName: 'shop', outputs: { Version: '1' } }] });

  const deploying = deploy('2');
  await updateBegun(emulator, deploying);
  expect((await runForStack(emulator)).outputs).toMatchObject({ outcome: 'cancelled' });
  expect(answerIn(await deploying)).toEqual({ error: expect.stringContaining('UPDATE_ROLLBACK_COMPLETE') });
});
