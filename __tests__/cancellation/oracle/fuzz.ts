/** Plays random schedules against the emulator's truth: `npm run fuzz -- --count N --seed S`. Exits with 1 if any is wrong. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { generator } from '../generator.ts';
import { randomScene } from './random-scene.ts';
import { act } from './scene.ts';
import { untruths } from './truth.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const outcomes = new Map<string, number>();
const random = generator(seed);
let wrong = 0;
for (let number = 1; number <= count; number += 1) {
  const { scene, schedule } = randomScene(random);
  const aftermath = await act(scene, schedule);
  const { outcome } = aftermath.result;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const found = untruths(aftermath);
  if (found.length === 0) continue;
  wrong += 1;
  if (wrong <= 10) {
    const told = { found, result: aftermath.result, scene, schedule: schedule.join(' ').replace(/( none)+$/, '') };
    process.stdout.write(`Schedule ${number}: ${JSON.stringify(told, undefined, 2)}\n`);
  }
}
process.stdout.write(
  `${count} schedules with seed ${seed}: ${wrong} wrong. ${JSON.stringify(Object.fromEntries(outcomes))}\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;
