import { closeSync, openSync, readSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { EmulatorChild } from './emulator/child.ts';
import type { Command } from './measured-run.ts';

/** One of those that are measured side by side. */
export interface Contestant {
  readonly name: string;
  /** The floor sends none. */
  readonly sendsRequest: boolean;
  /** The command that cancels the service's deployment (the floor does nothing). Files go into the folder. */
  command(serviceName: string, folder: string): Command;
}

const bundle = path.resolve(import.meta.dirname, '..', 'dist', 'index.js');
const handSigned = path.join(import.meta.dirname, 'hand-signed.cjs');

/** All contestants that this machine has, the floor first. */
export function contestants(emulator: EmulatorChild, against?: string): readonly Contestant[] {
  const aws = findAws();
  return [floor, ...contestantsOnNode(emulator, against), ...(aws === undefined ? [] : [awsCli(emulator, aws)])];
}

/** The limit of what a client on Node can reach, this action, and another version's bundle if there is one. */
export function contestantsOnNode(emulator: EmulatorChild, against?: string): readonly Contestant[] {
  const others = against === undefined ? [] : [action(emulator, 'the other version', path.resolve(against))];
  return [limit(emulator), action(emulator, 'this action', bundle), ...others];
}

const floor: Contestant = {
  name: 'floor: `node -e 0`',
  sendsRequest: false,
  command: () => ({ file: process.execPath, words: ['-e', '0'], environment: {} }),
};

function limit({ environment }: EmulatorChild): Contestant {
  return {
    name: 'limit: two hand-signed calls',
    sendsRequest: true,
    command: (serviceName) => ({ file: process.execPath, words: [handSigned, serviceName], environment }),
  };
}

function action({ environment }: EmulatorChild, name: string, file: string): Contestant {
  return {
    name,
    sendsRequest: true,
    command: (serviceName, folder) => ({
      file: process.execPath,
      words: [file],
      environment: {
        ...environment,
        // What the runner gives; nothing here makes the SDK look for more than it has to.
        'INPUT_SERVICE-NAME': serviceName,
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: path.join(folder, 'output'),
        GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'),
        HOME: folder,
      },
    }),
  };
}

function awsCli({ environment, url }: EmulatorChild, file: string): Contestant {
  return {
    name: 'AWS CLI',
    sendsRequest: true,
    command: (serviceName, folder) => ({
      file,
      words: ['proton', 'cancel-service-pipeline-deployment', '--service-name', serviceName, '--endpoint-url', url],
      environment: {
        ...environment,
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_DEFAULT_REGION: environment['AWS_REGION'],
        AWS_PAGER: '',
      },
    }),
  };
}

/**
 * The first `aws` on the path that is the CLI itself. A version manager's shim is a shell script, whose time is not the
 * CLI's.
 */
export function findAws(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'aws')).find(isProgram);
}

function isProgram(file: string): boolean {
  const first = firstLineOf(file);
  return first !== undefined && !/^#!.*\b(ba|da|z)?sh\b/.test(first);
}

function firstLineOf(file: string): string | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(128);
      readSync(descriptor, buffer);
      return buffer.toString('latin1').split('\n')[0];
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
