import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StackStatus } from '../../emulator/cloudformation/state/stack-status.ts';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { awsCommandsOfDocuments, awsCommandsOfWorkflows, optionOf, wordsOf } from '../examples/aws-commands.ts';

const commands = [...awsCommandsOfWorkflows('examples'), ...awsCommandsOfDocuments()];
const isWindows = process.platform === 'win32';
// Printing a skeleton needs no endpoint: it tells a CLI that knows Proton from one that does not, and from none.
const isInstalled = spawnSync('aws', ['proton', 'get-service', '--generate-cli-skeleton']).status === 0;
const why = 'there is no "aws" on the path that knows Proton (on Debian: apt-get install awscli)';

/** Sets up what a command is about, by the service that it calls. Any other service's commands are only parsed. */
const preparations: Readonly<Record<string, (emulator: Emulator, words: readonly string[]) => void>> = {
  proton: ({ proton }, words) => {
    const deployment = words[1]?.startsWith('cancel-') === true ? 'in-progress' : 'succeeded';
    proton.addService(optionOf(words, '--service-name', '--name') ?? 'none', { deployment });
  },
  cloudformation: ({ cloudformation }, words) => {
    const status = statusFor(words);
    const behaviour = status === 'UPDATE_IN_PROGRESS' ? {} : { deployMilliseconds: 0, cleanupMilliseconds: 0 };
    cloudformation.addStack(optionOf(words, '--stack-name') ?? 'none', { status, parameters: [], ...behaviour });
  },
};

/** The state of a stack in which a command makes sense: for a waiter, the one that it waits for. */
function statusFor([, operation, waiter]: readonly string[]): StackStatus {
  switch (operation === 'wait' ? waiter : operation) {
    case 'cancel-update-stack':
      return 'UPDATE_IN_PROGRESS';
    case 'continue-update-rollback':
      return 'UPDATE_ROLLBACK_FAILED';
    case 'rollback-stack':
      return 'UPDATE_FAILED';
    case 'stack-delete-complete':
      return 'DELETE_COMPLETE';
    case 'stack-rollback-complete':
      return 'UPDATE_ROLLBACK_COMPLETE';
    default:
      return 'UPDATE_COMPLETE';
  }
}

interface Ended {
  readonly code: number;
  readonly error: string;
}

describe.skipIf(!isInstalled || isWindows)(
  `the aws commands${isInstalled ? '' : `, not run: ${why}`}`,
  { timeout: 90_000 },
  () => {
    let folder = '';

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'aws-commands-'));
      await mkdir(path.join(folder, 'proton'));
      await writeFile(path.join(folder, 'proton', 'shop.yaml'), 'proton: ServiceSpec\n');
      await writeFile(path.join(folder, 'template.json'), '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}');
      await mkdir(path.join(folder, 'cloudformation'));
      await writeFile(
        path.join(folder, 'cloudformation', 'shop.yaml'),
        'Resources: {Bucket: {Type: AWS::S3::Bucket}}\n',
      );
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    async function run(words: readonly string[], emulator: Emulator): Promise<Ended> {
      const { accessKeyId, secretAccessKey } = emulator.credentials;
      const env = {
        PATH: process.env['PATH'],
        HOME: folder,
        SystemRoot: process.env['SystemRoot'],
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_DEFAULT_REGION: emulator.region,
        AWS_CONFIG_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
        NO_PROXY: '127.0.0.1',
      };
      const all = [...words, '--endpoint-url', emulator.url];
      return new Promise((resolve) => {
        execFile('aws', all, { cwd: folder, env, timeout: 60_000 }, (error, _output, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code ?? 1), error: stderr });
        });
      });
    }

    test.each(commands)('$file shows one that works: $line', async (command) => {
      const words = await wordsOf(command);
      const prepare = preparations[words[0] ?? ''];
      const emulator = await startEmulator();
      try {
        prepare?.(emulator, words);
        const { code, error } = await run(words, emulator);
        // 252 and 2 are what the versions of the CLI say to a command that they do not understand.
        if (prepare === undefined) expect([252, 2], error).not.toContain(code);
        else expect(code, error).toBe(0);
      } finally {
        await emulator.close();
      }
    });
  },
);
