import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import process from 'node:process';
import type { Emulator } from '../../emulator/server.ts';

/** How a command ended. */
export interface CommandOutcome {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** Runs the AWS CLI against an emulator: one attempt a call, answers as JSON, and nothing of the machine's own settings. */
export function awsCommand(emulator: Emulator, words: readonly string[]): Promise<CommandOutcome> {
  const { url, region } = emulator;
  return run('aws', [...words, '--endpoint-url', url, '--region', region, '--output', 'json'], emulator);
}

/**
 * Tells whether the AWS CLI goes where `AWS_ENDPOINT_URL` says: since 2.13, and 1.29. Version 2.9, which Debian 12 has,
 * goes to AWS.
 */
export function awsObeysEndpointVariable(): boolean {
  const { stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return (major === '2' && Number(minor) >= 13) || (major === '1' && Number(minor) >= 29);
}

/** Runs a Python program, which finds the emulator's address and region as its arguments. */
export function pythonProgram(emulator: Emulator, program: string): Promise<CommandOutcome> {
  return run('python3', ['-c', program, emulator.url, emulator.region], emulator);
}

function run(command: string, words: readonly string[], { credentials }: Emulator): Promise<CommandOutcome> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    SystemRoot: process.env['SystemRoot'],
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_RETRY_MODE: 'standard',
    AWS_PAGER: '',
    NO_PROXY: '127.0.0.1',
  };
  return new Promise((resolve) => {
    execFile(command, words, { env, timeout: 60_000 }, (error, output, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output, error: stderr });
    });
  });
}
