/** Plays random schedules of both kinds of target against the emulator's truth: `npm run fuzz -- --count N --seed S`. Exits with 1 if any is wrong. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { generator } from '../generator.ts';
import { randomScene } from './random-scene.ts';
import { act } from './scene.ts';
import { randomStackScene } from './stacks/random-stack-scene.ts';
import { actStack } from './stacks/stack-scene.ts';
import { stackUntruths } from './stacks/stack-truth.ts';
import { untruths } from './truth.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);

/** How one schedule went. */
interface Play {
  readonly found: readonly string[];
  readonly result: { readonly outcome: string };
  readonly scene: object;
  readonly schedule: readonly string[];
}

const plays: Readonly<Record<string, (random: () => number) => Promise<Play>>> = {
  services: async (random) => {
    const { scene, schedule } = randomScene(random);
    const aftermath = await act(scene, schedule);
    return { ...aftermath, found: untruths(aftermath) };
  },
  stacks: async (random) => {
    const { scene, schedule } = randomStackScene(random);
    const aftermath = await actStack(scene, schedule);
    return { ...aftermath, found: stackUntruths(aftermath) };
  },
};

/** Gives the number of schedules that ended with an untruth. */
async function playAll(kind: string, play: (random: () => number) => Promise<Play>): Promise<number> {
  const outcomes = new Map<string, number>();
  const random = generator(seed);
  let wrong = 0;
  for (let number = 1; number <= count; number += 1) {
    const { found, result, scene, schedule } = await play(random);
    outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    if (found.length === 0) continue;
    wrong += 1;
    if (wrong > 10) continue;
    const told = { found, result, scene, schedule: schedule.join(' ').replace(/( none)+$/, '') };
    process.stdout.write(`Schedule ${number}: ${JSON.stringify(told, undefined, 2)}\n`);
  }
  const said = JSON.stringify(Object.fromEntries(outcomes));
  process.stdout.write(`${count} schedules of ${kind} with seed ${seed}: ${wrong} wrong. ${said}\n`);
  return wrong;
}

let wrong = 0;
for (const [kind, play] of Object.entries(plays)) wrong += await playAll(kind, play);
process.exitCode = wrong === 0 ? 0 : 1;
