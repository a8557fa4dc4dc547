import { readFile } from 'node:fs/promises';
import { property } from '../outside-data.ts';

/** The pull request that an event is about. */
export interface PullRequest {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
}

/** The payload of the event that the workflow runs for; undefined if it can't be read. */
export async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return path ? JSON.parse(await readFile(path, 'utf8')) : undefined;
  } catch {
    // Without it there is no pull request to comment on; a notice says so.
    return undefined;
  }
}

/**
 * Finds the pull request in the payload of an event (`pull_request` and `pull_request_target` with any activity, and
 * any other event that carries one), or undefined. The payload is outside data. The repository is the one that the pull
 * request was opened against, which is also the one that the workflow runs for.
 */
export function pullRequestIn(payload: unknown): PullRequest | undefined {
  const number = property(property(payload, 'pull_request'), 'number');
  const repository = property(payload, 'repository');
  const name = property(repository, 'name');
  const owner = property(property(repository, 'owner'), 'login');
  const isComplete =
    typeof number === 'number' && Number.isSafeInteger(number) && number > 0 && isName(name) && isName(owner);
  return isComplete ? { owner, repository: name, number } : undefined;
}

/** Owners and repositories have letters, digits, `-`, `_` and `.` alone; anything else doesn't belong in a URL. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(value);
}
