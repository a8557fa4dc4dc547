import type { Scene } from './scene.ts';

/** Makes ids, the same ones in the same order for each scene. */
export function countingIds(): () => string {
  let ids = 0;
  return () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
}

/** The id that the guard names. */
export function guardedIdOf(
  guard: Scene<unknown>['guard'],
  latestId: string | undefined,
  successorId: string,
  newId: () => string,
): string | undefined {
  return { none: undefined, latest: latestId ?? newId(), successor: successorId, unknown: newId() }[guard];
}
