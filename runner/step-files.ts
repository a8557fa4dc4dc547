import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StepFiles } from './variables.ts';

/** The folders of a job, which its steps share. */
export interface JobFolders {
  readonly root: string;
  readonly workspace: string;
  readonly temporary: string;
  readonly tools: string;
  remove(): Promise<void>;
}

/** Makes the folders of a job, in a folder of its own. */
export async function createJobFolders(): Promise<JobFolders> {
  const root = await mkdtemp(path.join(tmpdir(), 'job-'));
  const folders = {
    workspace: path.join(root, 'octo-repo', 'octo-repo'),
    temporary: path.join(root, '_temp'),
    tools: path.join(root, '_tool'),
  };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  return { root, ...folders, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Makes the empty files of one step, and the event's payload. */
export async function createStepFiles({ workspace, temporary, tools }: JobFolders, event: unknown): Promise<StepFiles> {
  const folder = await mkdtemp(path.join(temporary, 'step-'));
  const files: StepFiles = {
    output: path.join(folder, 'set_output'),
    state: path.join(folder, 'save_state'),
    environment: path.join(folder, 'set_env'),
    path: path.join(folder, 'add_path'),
    summary: path.join(folder, 'step_summary'),
    event: path.join(folder, 'event.json'),
    workspace,
    temporary,
    tools,
  };
  const empty = [files.output, files.state, files.environment, files.path, files.summary];
  await Promise.all([...empty.map((file) => writeFile(file, '')), writeFile(files.event, JSON.stringify(event ?? {}))]);
  return files;
}

/** What a file of the step holds; nothing where the step has deleted it. */
export async function readStepFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
