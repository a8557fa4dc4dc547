import process from 'node:process';
import { type Command, parseCommandLine } from './cli/command-line.ts';
import { greeting } from './cli/greeting.ts';
import { helpText } from './cli/help.ts';
import { startEmulator } from './server.ts';

const command = readCommand();
switch (command?.kind) {
  case undefined:
    process.exitCode = 2;
    break;
  case 'help':
    process.stdout.write(helpText());
    break;
  case 'run':
    await run(command).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    });
    break;
}

function readCommand(): Command | undefined {
  try {
    return parseCommandLine(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error('See npm run emulator -- --help');
    return undefined;
  }
}

async function run({ settings, services, faults }: Extract<Command, { kind: 'run' }>): Promise<void> {
  const emulator = await startEmulator({ ...settings, log: (line) => console.log(line) });
  for (const { name, options } of services) {
    emulator.proton.addService(name, options);
  }
  for (const fault of faults) {
    emulator.inject(fault);
  }
  // Whoever reads the log may go away, such as the workflow step that started this in the background: serve on.
  process.stdout.on('error', () => undefined);
  console.log(greeting(emulator));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void emulator.close();
    });
  }
}
