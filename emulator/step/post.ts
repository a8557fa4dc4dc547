import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { inertLine } from './inert-line.ts';
import { endServer } from './server-process.ts';

/** More than anybody reads, and less than the log of a job can hold. */
const shownLines = 10_000;

main().catch((error: unknown) => core.warning(error instanceof Error ? error.message : String(error)));

async function main(): Promise<void> {
  const url = core.getState('url');
  if (url === '') {
    core.info('No emulator was started.');
    return;
  }
  const ended = await endServer({ pid: Number(core.getState('pid')), url });
  const lines = readFileSync(core.getState('log'), 'utf8').split('\n');
  if (lines.length > shownLines) core.info(`The last ${shownLines} of ${lines.length} lines:`);
  for (const line of lines.slice(-shownLines)) core.info(inertLine(line));
  if (!ended) core.warning('The emulator had ended before the job did. Its log may say why.');
}
