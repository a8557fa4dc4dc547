import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What has been started, each with its end. */
const started: (() => unknown)[] = [];

/**
 * Has `end` called when the tests of the running file are over: tests that run side by side have no end of their own that
 * a module could listen to, and a module is loaded once for many files.
 */
export function afterFile(end: () => unknown): void {
  started.push(end);
}

/** Ends everything that was started. The setup file calls it after each file. */
export async function endAll(): Promise<void> {
  await Promise.all(started.splice(0).map((end) => end()));
}

/** A new folder, which goes when the tests of the file are over. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  afterFile(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
