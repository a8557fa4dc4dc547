import process from 'node:process';
import { connectEarly } from './connect-early.ts';
import { type ExitCode, endProcess } from './host/process-end.ts';

/**
 * From the signal until the step ends, whatever has been reported by then, in milliseconds. The runner sends SIGINT when a
 * run is cancelled or a time limit has passed, SIGTERM 7.5 s later, and kills 2.5 s after that (actions/runner,
 * ProcessInvoker.cs); the step promises to be gone within 2 s.
 */
const millisecondsToReport = 1_750;
/** From the verdict until the step ends, if its last lines can't be written, in milliseconds. */
const millisecondsToWrite = 1_000;

const interruption = new AbortController();

function interrupt(): void {
  if (interruption.signal.aborted) return;
  // First, since a listener of the signal could throw.
  setTimeout(() => void endProcess(1), millisecondsToReport);
  interruption.abort();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

// A log that can't be written (EPIPE, ENOSPC) must not end the process before the request: outputs and summary still tell.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function start(): Promise<void> {
  const early = connectEarly(process.env);
  await early?.proceed();
  // Loaded only now, so that a signal during the loading is heard already, and the connection is under way.
  const { run } = await import('./main.ts');
  finish(await run(interruption.signal, early));
}

/** Ends the process once the log is written: connections that are kept alive must not keep the step alive. */
function finish(exitCode: ExitCode): void {
  setTimeout(() => void endProcess(exitCode), millisecondsToWrite);
  process.stdout.write('', () => void endProcess(exitCode));
}

start().catch((thrown: unknown) => {
  process.stderr.write(`The action could not be loaded: ${thrown instanceof Error ? thrown.name : 'no Error'}\n`);
  finish(1);
});
