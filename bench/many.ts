import type { NewStack } from '../emulator/cloudformation/state/new-stack.ts';
import type { NewService } from '../emulator/proton/new-service.ts';
import { startStep } from '../runner/run-step.ts';
import { startEmulatorChild } from './emulator/child.ts';
import { mebibytes } from './interleave.ts';
import { watchPeakMemory } from './measured-run.ts';
import { tableOf } from './table.ts';

type Kind = 'service' | 'stack';

const noLimit = Number.POSITIVE_INFINITY;

/** Limits in calls a second. */
const cases: readonly (readonly [Kind, count: number, callsPerSecond: number])[] = [
  ['service', 1, noLimit],
  ['service', 1_000, noLimit],
  ['service', 1_000, 20],
  ['stack', 1_000, noLimit],
  ['stack', 1_000, 20],
];

/** How long a cancellation takes: what stops and undoes a small CloudFormation stack takes tens of seconds. */
const cancelMilliseconds = 30_000;
/** Sampling costs time of the core that the emulator runs on, and the high-water mark only ever rises. */
const samplingMilliseconds = 20;

interface Placed<Options> {
  readonly outcome: string;
  /** Undefined for a target that AWS does not know. */
  readonly options: Options | undefined;
}

/** Of twenty targets, one each of these; all others are cancelled. */
const services: Readonly<Record<number, Placed<NewService>>> = {
  5: { outcome: 'succeeded', options: { deployment: 'in-progress', cancelEnding: 'SUCCEEDED' } },
  9: { outcome: 'failed', options: { deployment: 'in-progress', cancelEnding: 'FAILED' } },
  13: { outcome: 'nothing-to-cancel', options: { deployment: 'succeeded' } },
  16: { outcome: 'nothing-to-cancel', options: { pipeline: false } },
  19: { outcome: 'not-found', options: undefined },
};
const stacks: Readonly<Record<number, Placed<NewStack>>> = {
  5: { outcome: 'nothing-to-cancel', options: { status: 'UPDATE_ROLLBACK_IN_PROGRESS' } },
  9: { outcome: 'failed', options: { status: 'UPDATE_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' } },
  13: { outcome: 'nothing-to-cancel', options: { status: 'UPDATE_COMPLETE' } },
  16: { outcome: 'nothing-to-cancel', options: { status: 'CREATE_COMPLETE' } },
  19: { outcome: 'not-found', options: undefined },
};

function targetAt(kind: Kind, at: number) {
  const name = `${kind}-${at + 1}`;
  if (kind === 'service') {
    const { outcome, options } = services[at % 20] ?? { outcome: 'cancelled', options: { deployment: 'in-progress' } };
    return { name, outcome, placed: options && { kind, name, options } };
  }
  const { outcome, options } = stacks[at % 20] ?? { outcome: 'cancelled', options: { status: 'UPDATE_IN_PROGRESS' } };
  return { name, outcome, placed: options && { kind, name, options } };
}

/** Steps over many targets, of which three in four end up cancelled, and the others in all other ways: a table in Markdown. @throws where a result is wrong */
export async function manyTable(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const [kind, count, callsPerSecond] of cases) rows.push(await rowOf(kind, count, callsPerSecond));
  const heads = ['targets', 'limit', 'wall time', 'calls a target', 'peak memory'];
  return tableOf(heads, rows, 0);
}

async function rowOf(kind: Kind, count: number, callsPerSecond: number): Promise<readonly string[]> {
  const targets = Array.from({ length: count }, (_, at) => targetAt(kind, at));
  const emulator = await startEmulatorChild({ callsPerSecond, cancelMilliseconds });
  try {
    await emulator.place(targets.flatMap(({ placed }) => placed ?? []));
    const running = await startStep({
      inputs: {
        [`${kind}-name`]: targets.map(({ name }) => name).join('\n'),
        'wait-for-minutes': '60',
        'fail-on': 'none',
      },
      environment: emulator.environment,
    });
    const [step, peak] = await Promise.all([running.result, watchPeakMemory(running.process, samplingMilliseconds)]);
    const { calls } = await emulator.report();
    const results: unknown = JSON.parse(step.outputs['results'] ?? '[]');
    const reported = Array.isArray(results) ? results.map((result) => Reflect.get(Object(result), 'outcome')) : [];
    const wrong = targets.filter(({ outcome }, at) => reported[at] !== outcome).map(({ name }) => name);
    if (wrong.length > 0) throw new Error(`Wrong or lost: ${wrong.join(', ')}`);
    return [
      `${count.toLocaleString('en-US')} ${kind}${count === 1 ? '' : 's'}`,
      callsPerSecond === noLimit ? 'none' : `${callsPerSecond} calls/s`,
      `${(step.milliseconds / 1_000).toFixed(1)} s`,
      (calls.length / count).toFixed(1),
      mebibytes(peak),
    ];
  } finally {
    await emulator.stop();
  }
}
