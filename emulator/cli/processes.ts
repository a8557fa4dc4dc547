import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const shells = /^-?(ba|da|z|k|a)?sh$/;

/**
 * The processes whose end also ends the command: its parent, and npm if the parent is the shell that runs npm's script.
 * None if npm did not start the command, so that a command in the background outlives its shell.
 */
export function startedBy(environment: Readonly<Record<string, string | undefined>>): readonly number[] {
  if (environment['npm_lifecycle_event'] === undefined) return [];
  const parent = process.ppid;
  const npm = shells.test(nameOf(parent)) ? parentOf(parent) : undefined;
  return npm === undefined ? [parent] : [parent, npm];
}

/** Tells whether a process is running. A zombie, which its parent has not waited for, is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return statOf(pid)?.state !== 'Z';
}

function parentOf(pid: number): number | undefined {
  const parent = statOf(pid)?.parent ?? Number(psField(pid, 'ppid='));
  return Number.isInteger(parent) && parent > 1 ? parent : undefined;
}

function nameOf(pid: number): string {
  return statOf(pid)?.name ?? psField(pid, 'comm=').replace(/^.*\//, '');
}

/** What Linux says of a process (proc_pid_stat(5)): the name is in parentheses and may hold some itself. */
function statOf(pid: number): { readonly name: string; readonly state: string; readonly parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const {
      name = '',
      state = '',
      parent,
    } = /^\d+ \((?<name>.*)\) (?<state>\S) (?<parent>\d+)/s.exec(stat)?.groups ?? {};
    return { name, state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** macOS has no /proc; Windows has no ps, and ends a shell's children with it. */
function psField(pid: number, field: string): string {
  try {
    return execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}
