/**
 * How Stryker tries a mutant of the core (`scripts/stryker.json`): by the rows of its tests, by random schedules, by the types, and at
 * last by the tests that take seconds. Stryker loads this file itself, into a process in its copy of the project. There the core has all
 * mutants in it, and `__stryker__.activeMutant` says which one is on.
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import type { Player, players } from '../oracle/kinds.ts';
import { type Row, takeRows } from './rows.ts';
import { type Mutant, typeErrorOf } from './type-check.ts';

/** How often one trial may look at the switch before it counts as an endless loop: some ten times what any takes without a mutant. */
const mostLooks = 40_000_000;

/** What the mutated core looks at, wherever it could be mutated. */
class Switch {
  /** The trial that Stryker's code notes as the one which looks. */
  currentTestId: string | undefined;
  readonly mutantCoverage?: object;
  #mutant: string | undefined;
  #looks = 0;

  get activeMutant(): string | undefined {
    this.#looks += 1;
    if (this.#looks > mostLooks) throw new Error('It loops.');
    return this.#mutant;
  }

  /** Begins a trial with a mutant, or without one. */
  turn(mutant: string | undefined): void {
    this.#mutant = mutant;
    this.#looks = 0;
  }
}

/** What Stryker asks for. */
interface MutantRun {
  readonly activeMutant: Mutant;
  readonly sandboxFileName: string;
}

/** What there is to try. */
type Trials = Readonly<Record<'rows' | 'schedules' | 'slow rows', readonly Row[]>>;

const folder = '__tests__/cancellation';
const slow = /(?:-schedules|bounds|many-targets)\.test\.ts$/;
/** It compares the text of the core, which Stryker has changed. */
const textual = /mutations\.test\.ts$/;
/** How many schedules of each kind are played. With this seed, none of them is wrong where nothing is mutated. */
const schedules = 120;
const seed = 2026;

class CoreTestRunner {
  readonly #switch = new Switch();
  #trials: Trials | undefined;

  /** What is evaluated as the core is loaded can be mutated in a new process only: Stryker starts one. */
  capabilities(): object {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<object> {
    const names = ['rows', 'schedules', 'slow rows'] as const;
    this.#trials = await this.#load();
    for (const name of names) {
      this.#switch.currentTestId = name;
      const failure = await this.#failure(name);
      this.#switch.currentTestId = undefined;
      if (failure !== undefined) return { status: 'error', errorMessage: `Without a mutant, ${name}: ${failure}` };
    }
    const tests = [...names, 'types'].map((name) => ({ id: name, name, timeSpentMs: 0, status: 0 }));
    return { status: 'complete', tests, mutantCoverage: this.#switch.mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName }: MutantRun): Promise<object> {
    const { id } = activeMutant;
    const reasons = [
      ['rows', () => this.#failure('rows', id)],
      ['schedules', () => this.#failure('schedules', id)],
      ['types', () => typeErrorOf(activeMutant, sandboxFileName)],
      ['slow rows', () => this.#failure('slow rows', id)],
    ] as const;
    for (const [name, reasonOf] of reasons) {
      const reason = await reasonOf();
      if (reason !== undefined) return { status: 'killed', killedBy: [name], failureMessage: reason, nrOfTests: 1 };
    }
    return { status: 'survived', nrOfTests: reasons.length };
  }

  /** What fails first with a mutant, or without one; undefined if nothing does. */
  async #failure(name: keyof Trials, mutant?: string): Promise<string | undefined> {
    try {
      this.#switch.turn(mutant);
      this.#trials ??= await this.#load();
      for (const { title, run } of this.#trials[name]) {
        this.#switch.turn(mutant);
        try {
          await run();
        } catch (thrown) {
          return `${title}: ${String(thrown)}`;
        }
      }
      return undefined;
    } catch (thrown) {
      return `It can't be loaded: ${String(thrown)}`;
    } finally {
      this.#switch.turn(undefined);
    }
  }

  /** Loads the tests of this process's copy of the project, with the mutated core. */
  async #load(): Promise<Trials> {
    Object.assign(globalThis, { __stryker__: this.#switch });
    const vitest = import.meta.resolve('./rows.ts');
    registerHooks({
      resolve: (name, context, next) =>
        name === 'vitest' && context.parentURL !== vitest ? { url: vitest, shortCircuit: true } : next(name, context),
    });
    const files = globSync(`${folder}/**/*.test.ts`).filter((file) => !textual.test(file));
    const kinds: { readonly players: typeof players } = await import(resolve(folder, 'oracle/kinds.ts'));
    return {
      rows: await rowsOf(files.filter((file) => !slow.test(file))),
      'slow rows': await rowsOf(files.filter((file) => slow.test(file))),
      schedules: schedulesOf(kinds.players),
    };
  }
}

async function rowsOf(files: readonly string[]): Promise<readonly Row[]> {
  for (const file of files) await import(resolve(file));
  return takeRows();
}

/** Each random schedule as a row. */
function schedulesOf(kinds: Readonly<Record<string, Player>>): readonly Row[] {
  return Array.from({ length: schedules }, (_nothing, at) => at + 1).flatMap((schedule) =>
    Object.entries(kinds).map(([kind, play]) => ({
      title: `schedule ${schedule} of ${kind}`,
      run: async () => {
        const { untruths } = await play(seed, schedule);
        if (untruths[0] !== undefined) throw new Error(untruths[0]);
      },
    })),
  );
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'core', injectableClass: CoreTestRunner }];
