import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../emulator/server.ts';
import { updateOf } from '../whole-step/emulated.ts';
import type { CommandOutcome } from './commands.ts';

/** Waits until a deploying tool has begun an update. Rejects with what it said where it ends before. */
export async function updateBegun(emulator: Emulator, deploying: Promise<CommandOutcome>): Promise<void> {
  const ended = deploying.then(({ output, error }) =>
    Promise.reject(new Error(`It began no update: ${output}${error}`)),
  );
  await Promise.race([inProgress(emulator), ended]);
}

async function inProgress(emulator: Emulator): Promise<void> {
  while (updateOf(emulator)?.status !== 'UPDATE_IN_PROGRESS') await sleep(50);
}
