import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A command that runs as a child process. */
export interface Child {
  readonly process: ChildProcess;
  /** Its exit code, once it has ended and its output is read. */
  readonly ended: Promise<number | null>;
  output(): string;
  errors(): string;
}

/** Starts the emulator's bundle, with options for Node and words for the command. */
export function startCommand(nodeOptions: readonly string[], words: readonly string[]): Child {
  return startProgram(process.execPath, [...nodeOptions, path.join('emulator', 'dist', 'index.js'), ...words]);
}

/** Starts a program in the project's folder, and collects what it says. */
export function startProgram(program: string, words: readonly string[], options: { detached?: boolean } = {}): Child {
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  return { process: child, ended, output: () => output, errors: () => errors };
}

/** The value that the start's text says to set a variable to. */
export function exported(output: string, variable: string): string {
  return new RegExp(`export ${variable}=(.*)`).exec(output)?.[1] ?? '';
}
