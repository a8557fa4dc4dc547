import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that runs on after the process that has started it. */
export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
}

const startMilliseconds = 20_000;
const endMilliseconds = 5_000;

/**
 * Starts the command in a process of its own that survives this one, with all that it says in a file.
 * @throws an `Error` with what it said where it ended or did not answer
 */
export async function startServer(entry: string, words: readonly string[], logFile: string): Promise<ServerProcess> {
  const log = openSync(logFile, 'w');
  // Without npm's mark, by which the command would end with this process.
  const { npm_lifecycle_event: _, ...env } = process.env;
  const child = spawn(process.execPath, [entry, ...words], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log, 'ipc'],
    env,
  });
  closeSync(log);
  try {
    const url = await urlFrom(child);
    await answering(url);
    if (child.pid === undefined) throw new Error('it has no process id');
    child.disconnect();
    child.unref();
    return { pid: child.pid, url };
  } catch (error) {
    child.kill('SIGKILL');
    const said = readFileSync(logFile, 'utf8').trim();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The emulator did not start: ${said === '' ? reason : said}`);
  }
}

/** Ends a server; gives false where it had ended before, by itself. */
export async function endServer({ pid, url }: ServerProcess): Promise<boolean> {
  // Should another process have got its id meanwhile, it is not to be ended. On a busy machine it may be slow to answer.
  if (!(await isAnswering(url, startMilliseconds))) return false;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + endMilliseconds;
  while (await isAnswering(url)) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGKILL');
      return true;
    }
    await sleep(50);
  }
  return true;
}

/** The address that the command sends over its channel once it listens. */
function urlFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it did not listen in time')), startMilliseconds);
    child.once('message', (message: unknown) => {
      clearTimeout(timer);
      const url: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'url') : undefined;
      if (typeof url === 'string') {
        resolve(url);
      } else {
        reject(new Error('it did not say where it listens'));
      }
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`it ended with ${signal ?? `code ${code}`}`));
    });
  });
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  while (!(await isAnswering(url))) {
    if (Date.now() > deadline) throw new Error(`there is no answer at ${url}`);
    await sleep(50);
  }
}

function isAnswering(url: string, limitMilliseconds = 1_000): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(limitMilliseconds) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
