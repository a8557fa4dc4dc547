import process from 'node:process';
import { type Command, parseCommandLine } from './cli/command-line.ts';
import { helpText } from './cli/help.ts';
import { run } from './cli/run.ts';

const command = readCommand();
switch (command?.kind) {
  case undefined:
    process.exitCode = 2;
    break;
  case 'help':
    process.stdout.write(helpText());
    break;
  case 'run':
    run(command).catch((error: unknown) => {
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
