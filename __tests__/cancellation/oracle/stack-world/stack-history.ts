import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { StackLife } from './stack-life.ts';
import type { StackScene } from './stack-scene.ts';
import type { UpdatePlan } from './stack-update.ts';

/** What has happened to the stack before the step begins; undefined where there is none. */
export function lifeBefore(scene: StackScene, newId: () => string): StackLife | undefined {
  const { start, begunBefore, createdBefore } = scene;
  if (start === 'absent') return undefined;
  const life = new StackLife(scene.customs, scene.nested, newId);
  if (start === 'creating' || start === 'creation-rolling-back' || start === 'importing' || start === 'under-review') {
    life.operate(-begunBefore, 'CREATE_STACK', firstSteps(scene, start));
    return life;
  }
  const past = earlierDuration(scene);
  life.operate(-begunBefore - past - createdBefore, 'CREATE_STACK', [
    ['CREATE_IN_PROGRESS', 0],
    ['CREATE_COMPLETE', Math.min(createdBefore / 2, 60_000)],
  ]);
  if (start === 'created') return life;
  if (scene.earlier !== undefined) {
    const begunAt = -begunBefore - past;
    life.update(begunAt, scene.earlier.plan);
    if (scene.earlier.isCancelled) life.cancel(begunAt + 1, 'of-earlier');
    // What got stuck was repaired.
    const stuckAt = life.restsAt(begunAt);
    if (stuckAt !== undefined) life.repair(stuckAt);
  }
  if (start === 'import-rolling-back') {
    life.operate(-begunBefore, 'CREATE_STACK', [
      ['IMPORT_IN_PROGRESS', 0],
      ['IMPORT_ROLLBACK_IN_PROGRESS', begunBefore / 2],
      ['IMPORT_ROLLBACK_COMPLETE', begunBefore / 2 + scene.latest.rollback],
    ]);
    return life;
  }
  if (start === 'deleting' || start === 'deleted') {
    life.delete(-begunBefore, start === 'deleted' ? begunBefore / 2 : begunBefore + 5_000);
    return life;
  }
  beginLatest(scene, life);
  return life;
}

function firstSteps(
  { begunBefore, latest }: StackScene,
  start: 'creating' | 'creation-rolling-back' | 'importing' | 'under-review',
): readonly (readonly [StackStatus, number])[] {
  const rest = begunBefore + latest.deploy;
  switch (start) {
    case 'creating':
      return [
        ['CREATE_IN_PROGRESS', 0],
        ['CREATE_COMPLETE', rest],
      ];
    case 'creation-rolling-back':
      return [
        ['CREATE_IN_PROGRESS', 0],
        ['ROLLBACK_IN_PROGRESS', begunBefore / 2],
        ['ROLLBACK_COMPLETE', begunBefore / 2 + latest.rollback],
      ];
    case 'importing':
      return [
        ['IMPORT_IN_PROGRESS', 0],
        ['IMPORT_COMPLETE', rest],
      ];
    case 'under-review':
      return [['REVIEW_IN_PROGRESS', 0]];
  }
}

function beginLatest(scene: StackScene, life: StackLife): void {
  const { start, begunBefore, rolledBackBefore, latest } = scene;
  const ended: UpdatePlan = { ...latest, deploy: Math.max(begunBefore - rolledBackBefore, 0) };
  const failed = { ...ended, ending: 'rolls-back' } as const;
  switch (start) {
    case 'rolling-back-by-itself':
      life.update(-begunBefore, failed);
      break;
    case 'rolling-back-by-user':
      life.update(-begunBefore, latest);
      life.cancel(-rolledBackBefore, 'of-somebody');
      break;
    case 'rolling-back-continued':
      life.update(-begunBefore, { ...failed, deploy: 0, rollback: 0, rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
      life.repair(-rolledBackBefore);
      break;
    case 'rolling-back-from-failure':
      life.update(-begunBefore, { ...failed, deploy: 0, ending: 'stays-failed' });
      life.repair(-rolledBackBefore);
      break;
    case 'updated':
      life.update(-begunBefore, ended);
      break;
    default:
      life.update(-begunBefore, latest);
  }
}

/** How long ago the earlier update was begun, counted from the latest one. */
function earlierDuration({ earlier }: StackScene): number {
  if (earlier === undefined) return 0;
  const { deploy, cleanup, rollback, rollbackCleanup } = earlier.plan;
  return deploy + cleanup + 2 * rollback + rollbackCleanup + 2_000 + earlier.restedFor;
}
