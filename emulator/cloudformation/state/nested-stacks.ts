import { initiatedByParent } from './course.ts';
import { changesBy, latestChange, type StackRecord } from './stack-record.ts';
import type { StackStatus } from './stack-status.ts';
import { changed } from './transition.ts';

/**
 * A nested stack with what the rollbacks of its parent have done to it by a time, in milliseconds since 1970: one whose
 * update was in progress is rolled back, also where it was already cleaning up. Gives the same record where nothing is new.
 */
export function rolledBackWith(
  parent: StackRecord,
  nested: StackRecord,
  milliseconds: number,
  uuid: () => string,
): StackRecord {
  const since = nested.putInPlaceAtMilliseconds ?? 0;
  const rollbacks = changesBy(parent, milliseconds).filter(
    ({ status, atMilliseconds }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS' && atMilliseconds >= since,
  );
  return rollbacks.reduce((record, { status, atMilliseconds }) => {
    const isUpdating = updating.includes(latestChange(record, atMilliseconds).status);
    return isUpdating ? changed(record, { status, atMilliseconds, reason: initiatedByParent }, uuid) : record;
  }, nested);
}

/** For a nested stack the cleanup after an update is no point of no return. */
const updating: readonly StackStatus[] = ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];
