import process from 'node:process';
import { type Emulator, startEmulator } from '../server.ts';
import type { RunCommand } from './command-line.ts';
import { greeting, hostWarning } from './greeting.ts';
import { listeningProblem } from './listening-problem.ts';
import { isRunning, startedBy } from './processes.ts';
import { StateLog } from './state-log.ts';

/** How often the command looks for changes of state, and whether what started it is still there. */
const lookMilliseconds = 250;

/** Runs an emulator until a signal comes, or npm ends that started it. @throws an `Error` with a remedy */
export async function run({ settings, services, stacks, faults }: RunCommand): Promise<void> {
  // Nobody reads the record of requests: the log tells of them.
  const emulator = await startEmulator({ ...settings, keptRequests: 0, log: (line) => console.log(line) }).catch(
    (error: unknown) => {
      throw listeningProblem(error, settings);
    },
  );
  for (const fault of faults) emulator.inject(fault);
  for (const { name, options } of services) emulator.proton.addService(name, options);
  for (const { name, status } of stacks) emulator.cloudformation.addStack(name, { status });
  // Whoever reads the log may go away, such as the workflow step that started this in the background: serve on.
  process.stdout.on('error', () => undefined);
  const warning = settings.host === undefined ? undefined : hostWarning(settings.host);
  if (warning !== undefined) console.error(warning);
  console.log(greeting(emulator));
  // A parent with a channel, such as the step of a workflow, learns that the emulator listens, and where.
  process.send?.({ url: emulator.url });
  serve(emulator);
}

function serve(emulator: Emulator): void {
  const log = new StateLog(() => emulator.states());
  const starters = startedBy(process.env);
  const parent = process.ppid;
  const tell = () => {
    for (const line of log.changes(Date.now())) console.log(line);
  };
  const look = setInterval(() => {
    tell();
    if (starters.length > 0 && (process.ppid !== parent || !starters.every(isRunning))) end();
  }, lookMilliseconds);
  const end = () => {
    clearInterval(look);
    tell();
    void emulator.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
}
