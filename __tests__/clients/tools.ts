import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Emulator } from '../../emulator/server.ts';
import type { CommandOutcome } from './commands.ts';

const packages = path.join(import.meta.dirname, 'node_modules');

/** The CDK's command line, as npm installs it. */
export const cdkCommandLine = path.join(packages, 'aws-cdk', 'bin', 'cdk');

/** Variables for a program that finds its way to an emulator by its environment alone, as in a step of a workflow. */
export function stepVariables(emulator: Emulator, home: string): Readonly<Record<string, string | undefined>> {
  const { accessKeyId, secretAccessKey } = emulator.credentials;
  return {
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    HOME: home,
    CI: 'true',
    NO_COLOR: '1',
    NO_PROXY: '127.0.0.1',
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: emulator.region,
    AWS_DEFAULT_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** Runs a script on this very Node, in such an environment. */
export function nodeProgram(
  emulator: Emulator,
  home: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const env = { ...stepVariables(emulator, home), ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: home, env, timeout: 60_000 }, (error, output, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output, error: stderr });
    });
  });
}
