import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type Player, players } from './kinds.ts';
import { type Mutation, mutations } from './mutations.ts';

const kinds = Object.keys(players) as readonly (keyof typeof players)[];

/** How a mutant is tried. */
interface Trial {
  /** How many schedules are played at most. */
  readonly count: number;
  readonly seed: number;
}

/** Which schedule noticed a mutation first, and what it said. */
interface Notice {
  readonly schedule: number;
  readonly untruth: string;
}

/** A copy of the core and its oracles, broken as told. @throws where the text to break is not there once */
async function mutant(folder: string, { breaks, file, from, to }: Mutation): Promise<typeof players> {
  for (const part of ['src', '__tests__/cancellation', '__tests__/report', 'package.json']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, 'src', file);
  const text = readFileSync(path, 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${breaks}": src/${file} has its text ${parts.length - 1} times: ${from}`);
  writeFileSync(path, parts.join(to));
  const module = await import(join(folder, '__tests__/cancellation/oracle/kinds.ts'));
  return module.players;
}

/** Plays the mutant until it says what is not true, where the core as it is says nothing wrong. */
async function noticeOf(broken: Player, whole: Player, { count, seed }: Trial): Promise<Notice | undefined> {
  for (let schedule = 1; schedule <= count; schedule += 1) {
    const untruth = await untruthOf(broken, seed, schedule);
    if (untruth !== undefined && (await untruthOf(whole, seed, schedule)) === undefined) return { schedule, untruth };
  }
  return undefined;
}

async function untruthOf(play: Player, seed: number, schedule: number): Promise<string | undefined> {
  try {
    const { result, untruths } = await play(seed, schedule);
    return untruths[0] === undefined ? undefined : `${result.outcome}, ${untruths[0]}`;
  } catch (thrown) {
    return `it breaks: ${String(thrown)}`;
  }
}

async function judge(mutation: Mutation, trial: Trial): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    const broken = await mutant(folder, mutation);
    let isNoticed = false;
    for (const kind of kinds) {
      const notice = await noticeOf(broken[kind], players[kind], trial);
      isNoticed ||= notice !== undefined;
      const noticed = notice === undefined ? '-' : `${notice.schedule}: ${notice.untruth}`;
      process.stdout.write(`| ${mutation.breaks} | ${kind} | ${noticed} |\n`);
    }
    return isNoticed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Judges the judge: breaks the core in each of many ways, on a copy of it, and plays schedules until an oracle notices.
 *
 * @param word only the mutations whose description has it
 * @returns how many are not noticed
 */
export async function tryMutants(trial: Trial, word: string): Promise<number> {
  const { count, seed } = trial;
  process.stdout.write(
    `| the core broken so that | oracle | noticed by schedule of ${count} with seed ${seed} |\n| :-- | :-- | :-- |\n`,
  );
  const unnoticed: string[] = [];
  for (const mutation of mutations.filter(({ breaks }) => breaks.includes(word))) {
    if (!(await judge(mutation, trial))) unnoticed.push(mutation.breaks);
  }
  process.stdout.write(unnoticed.length === 0 ? 'All are noticed.\n' : `Not noticed: ${unnoticed.join('; ')}.\n`);
  return unnoticed.length;
}
