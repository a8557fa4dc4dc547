import process from 'node:process';

/** A report that hangs must not keep the runner waiting: from the signal, in milliseconds, until the step is out anyway. */
const millisecondsToReport = 1_800;

const interruption = new AbortController();

/** The runner sends SIGINT when the workflow run is cancelled, SIGTERM 7.5 s later (actions/runner, ProcessInvoker.cs). */
function interrupt(): void {
  interruption.abort();
  setTimeout(() => process.exit(1), millisecondsToReport).unref();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

async function start(): Promise<void> {
  // Loaded only now, so that a signal during the loading is heard already.
  const { runStep } = await import('./step.ts');
  const exitCode = await runStep(interruption.signal);
  // Connections that are kept alive, or still being made, must not keep the step alive.
  process.stdout.write('', () => process.exit(exitCode));
}

start().catch((thrown: unknown) => {
  process.stderr.write(`The action could not be loaded: ${thrown instanceof Error ? thrown.name : 'no Error'}\n`);
  process.exit(1);
});
