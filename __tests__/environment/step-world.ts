import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { startEmulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { afterFile, temporaryFolder } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { type MemoryStepResult, quickClock, runInMemory } from '../memory-runner.ts';

export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-keys-of-the-job' };
export const noKeys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
export const ownKeys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = the-keys-of-the-job\n';
export const otherKeys = 'aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = of-another-account\n';

/** Runs a step against an emulator with a stack whose update goes on for long. */
export type Run = (
  environment: Readonly<Record<string, string | undefined>>,
  inputs?: Readonly<Record<string, string>>,
) => Promise<MemoryStepResult>;

/** Time passes ten times as fast: what is given up after seconds gets some tenths of one, on a busy machine as well. */
export async function startWorld(
  keys: EmulatorSettings['credentials'] = credentials,
): Promise<{ run: Run; url: string }> {
  const clock = quickClock(10);
  const emulator = await startEmulator({
    clock: { now: () => clock.epoch() },
    credentials: keys,
    deployMilliseconds: 3_600_000,
    cancelMilliseconds: 1_000,
  });
  afterFile(() => emulator.close());
  emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  const run: Run = (environment, inputs) =>
    runInMemory({
      clock,
      inputs: { 'stack-name': 'shop', ...inputs },
      environment: { ...environmentFor(emulator), ...environment },
    });
  return { run, url: emulator.url };
}

export const run: Run = async (environment, inputs) => (await startWorld()).run(environment, inputs);

/** Writes a config file. Returns the environment that names it. */
export async function config(text: string): Promise<Readonly<Record<string, string>>> {
  const file = path.join(await temporaryFolder('config'), 'config');
  await writeFile(file, text);
  return { AWS_CONFIG_FILE: file };
}

export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listenOnLoopback(server);
  afterFile(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

export function textOf({ annotations, log, summary }: MemoryStepResult): string {
  return [...annotations.map(({ message }) => message), ...log, summary].join('\n');
}

export function stsError(code: string, message: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`;
}
