import process from 'node:process';
import { helpText, parseCommandLine } from './command-line.ts';
import { createScreen } from './screen.ts';
import { tell } from './tell.ts';

// Without a reader (`npm start | head`) the story goes on to its end, so that no step is left running by itself.
process.stdout.on('error', () => undefined);

const command = parseCommandLine(process.argv.slice(2));
switch (command.kind) {
  case 'help':
    process.stdout.write(helpText());
    break;
  case 'refuse':
    process.stderr.write(`${command.message}\nSee npm start -- --help\n`);
    process.exitCode = 2;
    break;
  case 'tell':
    process.exitCode = (await tell(command.story, createScreen(process.stdout, process.env))) ? 0 : 1;
    break;
}
