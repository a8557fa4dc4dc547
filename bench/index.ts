/** Measures what the action promises about speed, size and waiting, and prints it as Markdown. See --help. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { machineList } from './measure/machine.ts';
import { allParts, type Part, shortParts } from './parts.ts';
import { type Target, targetsTable } from './report/target.ts';

const longestName = Math.max(...allParts.map(({ name }) => name.length));

const help = `Measures the action and prints tables in Markdown.

npm run bench                    ${shortParts.map(({ name }) => name).join(', ')}
npm run bench -- all             all parts
npm run bench -- PART [PART...]  these parts

${allParts.map(({ name, takes, what }) => `${name.padEnd(longestName)}  ${takes.padStart(6)}  ${what}`).join('\n')}
`;

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true });

if (values.help === true) process.stdout.write(help);
else await measure(chosenParts(positionals));

function chosenParts(names: readonly string[]): readonly Part[] {
  if (names.length === 0) return shortParts;
  const unknown = names.filter((name) => name !== 'all' && !allParts.some((part) => part.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no part ${unknown.join(', ')}.\n\n${help}`);
    process.exit(1);
  }
  return names.includes('all') ? allParts : allParts.filter(({ name }) => names.includes(name));
}

async function measure(parts: readonly Part[]): Promise<void> {
  const targets: Target[] = [];
  for (const part of parts) {
    tell(`${part.heading}: about ${part.takes}`);
    const findings = await part.measure(tell);
    print(`## ${part.heading}`, ...findings.markdown);
    if (findings.wrong.length > 0) {
      process.exitCode = 1;
      print('### Wrong', findings.wrong.slice(0, 50).join('\n'));
    }
    targets.push(...findings.targets);
  }
  print('## Targets', targetsTable(targets));
  print('Measured on:', machineList());
}

function print(...paragraphs: readonly string[]): void {
  process.stdout.write(`${paragraphs.join('\n\n')}\n\n`);
}

/** Progress goes to stderr, so that stdout can go into a file as it is. */
function tell(progress: string): void {
  process.stderr.write(`${progress}\n`);
}
