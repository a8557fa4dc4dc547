import path from 'node:path';
import process from 'node:process';
import { helpText, parseCommandLine } from './command-line.ts';
import { createScreen } from './screen.ts';
import { stories } from './stories.ts';
import { tell } from './tell.ts';

/** Where the pages go; git ignores it. */
const folder = path.resolve(import.meta.dirname, '../build/demo');

// Without a reader (`npm start | head`) the story still runs to its end, so that no step is left behind.
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
  case 'tell': {
    const screen = createScreen(process.stdout, process.env);
    const isAsExpected = await tell(command.story, stories[command.story], screen, folder);
    process.exitCode = isAsExpected ? 0 : 1;
    break;
  }
}
