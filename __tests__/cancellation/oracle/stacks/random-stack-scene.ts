import type { CallFaultName } from '../call-faults.ts';
import { pickBy, randomSchedule } from '../random-schedule.ts';
import type { StackScene } from './stack-scene.ts';

/** A random scene and its schedule of faults. `random`: a number from 0 up to, not including, 1. */
export function randomStackScene(random: () => number): {
  readonly scene: StackScene;
  readonly schedule: readonly CallFaultName[];
} {
  const pick = pickBy(random);
  const maybe = (share: number, longest: number): number | undefined =>
    random() < share ? Math.floor(random() ** 2 * longest) : undefined;
  const running = Array<'UPDATE_IN_PROGRESS'>(9).fill('UPDATE_IN_PROGRESS');
  const scene: StackScene = {
    stack: pick([
      'UPDATE_IN_PROGRESS',
      ...running,
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
      'UPDATE_ROLLBACK_FAILED',
      'UPDATE_FAILED',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
      'IMPORT_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
      'absent',
    ]),
    cancelledBefore: random() < 0.5,
    nested: random() < 0.05,
    disableRollback: random() < 0.1,
    updateEnding: pick(['UPDATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_FAILED']),
    rollbackEnding: pick(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED']),
    rollbackOperation: pick(['own', 'shared']),
    deployMilliseconds: 1 + Math.floor(random() ** 3 * 300_000),
    cancelMilliseconds: 1 + Math.floor(random() ** 3 * 200_000),
    cleanupMilliseconds: Math.floor(random() ** 3 * 20_000),
    supersededAfterMilliseconds: maybe(0.2, 3_000),
    updatedAtMilliseconds: maybe(0.15, 60_000),
    cancelledAtMilliseconds: maybe(0.1, 10_000),
    deletedAtMilliseconds: maybe(0.1, 30_000),
    runnerClockOffset: pick([0, 0, -30_000, 30_000]),
    guard: pick(['none', 'none', 'right', 'wrong']),
    dryRun: random() < 0.1,
    waitMilliseconds: pick([0, 1_000, 60_000, 600_000]),
  };
  return { scene, schedule: randomSchedule(random) };
}
