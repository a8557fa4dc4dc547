/** Measures how fast the action is, beside others, and prints tables in Markdown. See --help. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { machineList } from './machine.ts';
import { manyTable } from './many.ts';
import { networkTable } from './network.ts';
import { startTable } from './start.ts';

const parts = {
  start: { takes: '20 s', what: 'one cancellation over loopback HTTP', table: startTable },
  network: {
    takes: '60 s',
    what: 'the same over TLS, with 0, 20 and 80 ms to the server and back',
    table: networkTable,
  },
  many: {
    takes: '6 min',
    what: 'up to 1,000 targets in one step, with and without a limit of calls',
    table: manyTable,
  },
} as const;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts).filter(isPart);

const help = `Measures the action and prints tables in Markdown.

npm run bench -- PART [PART...] [--against BUNDLE]

${partNames.map((name) => `${name.padEnd(8)} ${parts[name].takes.padStart(5)}  ${parts[name].what}`).join('\n')}

--against takes the index.js of another version's dist/, and measures it in the same rounds.
`;

const options = { help: { type: 'boolean' }, against: { type: 'string' } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const chosen = positionals.filter(isPart);

if (values.help === true || chosen.length === 0 || chosen.length < positionals.length) {
  process.stdout.write(help);
  process.exitCode = values.help === true ? 0 : 1;
} else {
  for (const name of chosen) process.stdout.write(`${await parts[name].table(values.against)}\n\n`);
  process.stdout.write(`${machineList()}\n`);
}

function isPart(name: string): name is PartName {
  return name in parts;
}
