import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Answer, BenchSettings, PlacedTarget, Question } from './messages.ts';

/** An emulator that runs in a process of its own. */
export interface EmulatorChild {
  readonly processId: number | undefined;
  readonly url: string;
  /** The environment in which a client finds it instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  place(targets: readonly PlacedTarget[]): Promise<void>;
  /** All calls so far, oldest first. */
  report(): Promise<Extract<Answer, { kind: 'report' }>>;
  stop(): Promise<void>;
}

const entry = path.join(import.meta.dirname, 'process.ts');
const answerMilliseconds = 30_000;

/** Starts an emulator in a process of its own, which ends with this one. */
export async function startEmulatorChild(settings: BenchSettings): Promise<EmulatorChild> {
  // The advanced serialization carries `Infinity`, which JSON does not.
  const child = fork(entry, { serialization: 'advanced', execArgv: [] });
  const { url, environment } = await ask(child, { kind: 'start', settings }, 'started');
  return {
    processId: child.pid,
    url,
    environment,
    place: async (targets) => {
      await ask(child, { kind: 'place', targets }, 'placed');
    },
    report: () => ask(child, { kind: 'report' }, 'report'),
    stop: () => stop(child),
  };
}

/** Asks one question at a time: answers carry no number. */
function ask<Kind extends Answer['kind']>(
  child: ChildProcess,
  question: Question,
  kind: Kind,
): Promise<Extract<Answer, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      child.off('message', take).off('exit', fail);
    };
    const take = (answer: unknown): void => {
      settle();
      if (isAnswer(answer, kind)) resolve(answer);
      else reject(new Error(`The emulator's process answered something else than "${kind}".`));
    };
    const fail = (): void => {
      settle();
      reject(new Error(`The emulator's process gave no answer to "${question.kind}".`));
    };
    const timer = setTimeout(fail, answerMilliseconds);
    child.once('message', take).once('exit', fail);
    child.send(question);
  });
}

/** Both ends are this bench's own, so that the kind tells the whole shape. */
function isAnswer<Kind extends Answer['kind']>(answer: unknown, kind: Kind): answer is Extract<Answer, { kind: Kind }> {
  return typeof answer === 'object' && answer !== null && Reflect.get(answer, 'kind') === kind;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.disconnect();
  });
}
