import type { CallFaultName } from './call-faults.ts';
import { pickBy, randomSchedule } from './random-schedule.ts';
import type { Scene } from './scene.ts';

/** A random scene and its schedule of faults. `random`: a number from 0 up to, not including, 1. */
export function randomScene(random: () => number): {
  readonly scene: Scene;
  readonly schedule: readonly CallFaultName[];
} {
  const pick = pickBy(random);
  const scene: Scene = {
    service: pick([
      'in-progress',
      'in-progress',
      'in-progress',
      'in-progress',
      'cancelling',
      'succeeded',
      'failed',
      'cancelled',
      'creating',
      'none',
      'no-pipeline',
      'absent',
    ]),
    cancelEnding: pick(['CANCELLED', 'CANCELLED', 'FAILED', 'SUCCEEDED']),
    cancelMilliseconds: 1 + Math.floor(random() ** 3 * 200_000),
    deployMilliseconds: 1 + Math.floor(random() ** 3 * 300_000),
    supersededAfterMilliseconds: random() < 0.2 ? Math.floor(random() * 3_000) : undefined,
    deletedAfterMilliseconds: random() < 0.1 ? Math.floor(random() ** 2 * 30_000) : undefined,
    runnerClockOffset: pick([0, 0, -30_000, 30_000]),
    guard: pick(['none', 'none', 'right', 'wrong']),
    dryRun: random() < 0.1,
    waitMilliseconds: pick([0, 1_000, 60_000, 600_000]),
  };
  return { scene, schedule: randomSchedule(random) };
}
