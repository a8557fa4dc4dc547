/** Runs steps with random faults and wild answers: `npm run fuzz:steps -- --count N --seed S`. Exits with 1 if any says an untruth. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { endAll } from '../after-file.ts';
import { problemsOfFaultyStep } from './fault-lottery.ts';
import { problemsOfWildStep } from './wild-step.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];

let wrong = 0;
for (const [kind, problemsOf] of [
  ['wild answers', problemsOfWildStep],
  ['faults', problemsOfFaultyStep],
] as const) {
  for (let number = 0; number < count; number += 1) {
    const problems = await problemsOf(number, seed);
    if (problems.length > 0) wrong += 1;
    for (const problem of problems) process.stdout.write(`${kind}, step ${number} of seed ${seed}: ${problem}\n`);
  }
  process.stdout.write(`${count} steps with ${kind}, seed ${seed}, ${wrong} wrong so far\n`);
}
await endAll();
process.exit(wrong === 0 ? 0 : 1);
