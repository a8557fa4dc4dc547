/**
 * Plays random schedules against the truth of a world of our own: `npm run fuzz -- --count N --seed S`. More options:
 * `--kind stacks` or `services`; `--lag always` or `never`; `--only N` tells the story of one schedule; `--until-wrong`
 * stops at the first wrong one. Exits with 1 if any is wrong.
 *
 * `npm run fuzz -- --mutants` judges the judge: it breaks the core in many ways, and exits with 1 if an oracle doesn't notice within
 * `--count` schedules, 6,000 by default. `--mutant WORD` tries those whose description has the word.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Player, players } from './kinds.ts';
import { tryMutants } from './mutants.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
    kind: { type: 'string', default: Object.keys(players).join(',') },
    lag: { type: 'string' },
    only: { type: 'string' },
    'until-wrong': { type: 'boolean', default: false },
  },
});
const count = Number(values.count ?? (values.mutants ? 6_000 : 100_000));
const seed = Number(values.seed);
const lags = values.lag === undefined ? undefined : values.lag === 'always';

/** What was found wrong in the same words, but for numbers and ids. */
interface Finding {
  count: number;
  readonly about: string;
  readonly schedules: number[];
  readonly example: string;
}

/** Plays all schedules of a kind, and gives the number of those that ended with an untruth. */
async function playAll(kind: string, play: Player): Promise<number> {
  const startedAt = Date.now();
  const outcomes = new Map<string, number>();
  const findings = new Map<string, Finding>();
  let wrong = 0;
  let played = 0;
  for (let schedule = 1; schedule <= count; schedule += 1) {
    const { result, untruths } = await play(seed, schedule, lags);
    played += 1;
    outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    if (untruths.length === 0) continue;
    wrong += 1;
    for (const untruth of untruths) note(findings, `${result.outcome}, ${result.reason.kind}`, untruth, schedule);
    if (values['until-wrong']) break;
  }
  for (const finding of [...findings.values()].sort((one, other) => other.count - one.count)) {
    const { about, example, schedules } = finding;
    say(`${String(finding.count).padStart(7)} ${about}: ${example} (schedules ${schedules.join(', ')})`);
  }
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  say(
    `${played} schedules of ${kind} with seed ${seed} in ${seconds} s: ${wrong} wrong. ${JSON.stringify(Object.fromEntries(outcomes))}`,
  );
  return wrong;
}

function note(findings: Map<string, Finding>, about: string, untruth: string, schedule: number): void {
  const key = `${about}: ${untruth.replace(/[\da-f]{8}-[\da-f-]+|\d+(\.\d+)?/g, '#')}`;
  const finding = findings.get(key) ?? { count: 0, about, schedules: [], example: untruth };
  finding.count += 1;
  if (finding.schedules.length < 5) finding.schedules.push(schedule);
  findings.set(key, finding);
}

async function tell(play: Player, schedule: number): Promise<number> {
  const { scene, result, untruths, story } = await play(seed, schedule, lags);
  say(
    `${JSON.stringify(scene)}\n${story()}${JSON.stringify({ ...result, timeline: undefined })}\n${untruths.join('\n')}`,
  );
  return untruths.length;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function playKinds(): Promise<number> {
  let wrong = 0;
  for (const kind of values.kind.split(',')) {
    const play = Object.entries(players).find(([name]) => name === kind)?.[1];
    if (play === undefined) throw new RangeError(`There is no kind "${kind}": ${Object.keys(players).join(', ')}`);
    wrong += values.only === undefined ? await playAll(kind, play) : await tell(play, Number(values.only));
  }
  return wrong;
}

const wrong = values.mutants ? await tryMutants({ count, seed }, values.mutant) : await playKinds();
process.exitCode = wrong === 0 ? 0 : 1;
