/** Measures what the action promises about speed, size and waiting, and prints it as Markdown. See --help. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { downloadTable, downloadTargets, measureDownload } from './download/download.ts';
import { cancelMilliseconds, measureServices, servicesTable, servicesTargets } from './many/services.ts';
import { machineList } from './measure/machine.ts';
import { type Target, targetsTable } from './report/target.ts';
import { seconds } from './report/units.ts';
import { measureStart, startTable, startTargets, timedRuns } from './start/start.ts';
import { measureWaits, waitTable, waitTargets } from './wait/wait.ts';

const help = `npm run bench              the start, the download and the wait (half a minute)
npm run bench -- --services  many services in one step (about 17 minutes)
`;

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, services: { type: 'boolean' } },
});

if (values.help === true) process.stdout.write(help);
else if (values.services === true) await benchServices();
else await benchOne();

async function benchOne(): Promise<void> {
  const start = await measureStart();
  print('## Start', `Medians of ${timedRuns} runs each, interleaved; ${start.pinning}.`, startTable(start));
  const download = measureDownload();
  print('## Download', downloadTable(download));
  const waits = await measureWaits();
  print('## Wait', 'On simulated time; cancellations that take a tenth more or less.', waitTable(waits));
  conclude([...startTargets(start), ...downloadTargets(download), ...waitTargets(waits)]);
}

async function benchServices(): Promise<void> {
  const measurements = await measureServices(tell);
  print('## Many services', `Each cancellation takes ${seconds(cancelMilliseconds)}.`, servicesTable(measurements));
  const wrong = measurements.flatMap((measurement) => measurement.wrong);
  if (wrong.length > 0) {
    process.exitCode = 1;
    print('### Wrong', wrong.slice(0, 50).join('\n'));
  }
  conclude(servicesTargets(measurements));
}

function conclude(targets: readonly Target[]): void {
  print('## Targets', targetsTable(targets));
  print('Measured on:', machineList());
}

function print(...parts: readonly string[]): void {
  process.stdout.write(`${parts.join('\n\n')}\n\n`);
}

/** Progress goes to stderr, so that stdout can go into a file as it is. */
function tell(progress: string): void {
  process.stderr.write(`${progress}\n`);
}
