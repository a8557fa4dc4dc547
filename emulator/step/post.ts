import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { inertLine } from './inert-line.ts';
import { endServer } from './server-process.ts';

main().catch((error: unknown) => core.warning(error instanceof Error ? error.message : String(error)));

async function main(): Promise<void> {
  const url = core.getState('url');
  if (url === '') {
    core.info('No emulator was started.');
    return;
  }
  const ended = await endServer({ pid: Number(core.getState('pid')), url });
  for (const line of readFileSync(core.getState('log'), 'utf8').split('\n')) {
    core.info(inertLine(line));
  }
  if (!ended) {
    core.warning('The emulator had ended before the job did. Its log may say why.');
  }
}
