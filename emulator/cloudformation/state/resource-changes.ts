import type { TemplateResource } from '../template.ts';
import { initiatedByParent, userInitiated } from './course.ts';
import { failedUndoing, type ResourceWork } from './resource-work.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import type { StackOperation, StatusChange } from './stack-record.ts';
import { waitConditionTimeout, waitConditionType } from './wait-conditions.ts';

/** What happens to a resource around a change of the stack's status. */
export interface ResourceChange {
  readonly resource: TemplateResource;
  readonly status: string;
  readonly reason?: string;
  /**
   * How long after the stack's own event it comes; `undefined` for before it. It doesn't happen if the stack changes again
   * first.
   */
  readonly afterMilliseconds?: number;
  /** Where it is not that of the stack's change. */
  readonly operation?: StackOperation;
}

/** What happens to the resources of a stack around a change of its status. */
export function resourceChanges(
  change: StatusChange,
  before: StatusChange | undefined,
  work: ResourceWork,
  behaviour: StackBehaviour,
): readonly ResourceChange[] {
  const { created, updated, removed } = work;
  const { resources } = change.definition;
  switch (change.status) {
    case 'CREATE_IN_PROGRESS':
      return begun(created, 'CREATE_IN_PROGRESS');
    case 'CREATE_COMPLETE':
      return ended(created, 'CREATE_COMPLETE');
    case 'CREATE_FAILED':
      return failed({ created });
    case 'ROLLBACK_IN_PROGRESS':
      return [...failed({ created }), ...begun(created, 'DELETE_IN_PROGRESS')];
    case 'ROLLBACK_COMPLETE':
      return ended(created, 'DELETE_COMPLETE');
    case 'DELETE_IN_PROGRESS':
      return begun(resources, 'DELETE_IN_PROGRESS');
    case 'DELETE_COMPLETE':
      return ended(resources, 'DELETE_COMPLETE');
    case 'DELETE_FAILED':
      return failed({ removed: resources });
    case 'UPDATE_IN_PROGRESS':
      return [
        ...begun(created, 'CREATE_IN_PROGRESS'),
        ...begun(updated, 'UPDATE_IN_PROGRESS'),
        ...firstFailure(change, { created, updated }),
      ];
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return [
        ...ended(created, 'CREATE_COMPLETE'),
        ...ended(updated, 'UPDATE_COMPLETE'),
        ...begun(removed, 'DELETE_IN_PROGRESS'),
      ];
    case 'UPDATE_COMPLETE':
      return ended(removed, 'DELETE_COMPLETE');
    case 'UPDATE_FAILED':
      return failed({ created, updated }).slice(failuresBy(change, before));
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return rolledBack(change, before, work, behaviour);
    case 'UPDATE_ROLLBACK_FAILED':
      return failed(failedUndoing(work));
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return [...ended(updated, 'UPDATE_COMPLETE'), ...begun(created, 'DELETE_IN_PROGRESS')];
    case 'UPDATE_ROLLBACK_COMPLETE':
      return ended(created, 'DELETE_COMPLETE');
    case 'ROLLBACK_FAILED':
    case 'REVIEW_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return [];
  }
}

/**
 * A cancellation cancels what is in progress. A failure comes before the rollback that it causes, and belongs to the update.
 * A rollback of an update that has ended cancels nothing. The resources go back a little later (9 s of 499 s, recorded).
 */
function rolledBack(
  change: StatusChange,
  before: StatusChange | undefined,
  { created, updated }: ResourceWork,
  { cancelMilliseconds }: StackBehaviour,
): readonly ResourceChange[] {
  const { reason } = change;
  const again = begun(updated, 'UPDATE_IN_PROGRESS', Math.min(9_000, cancelMilliseconds / 10));
  if (before?.status !== 'UPDATE_IN_PROGRESS') return again;
  const known = failuresBy(change, before);
  if (reason === userInitiated || reason === initiatedByParent) {
    const others = cancelled({ created, updated }).slice(known);
    return [...others.map((each) => ({ ...each, afterMilliseconds: 0 })), ...again];
  }
  const failures = failed({ created, updated }).slice(known);
  return [...failures.map((each) => ({ ...each, operation: before.operation })), ...again];
}

/** The failure that comes while an update is still in progress. */
function firstFailure(
  { atMilliseconds, firstFailureAtMilliseconds: failsAt }: StatusChange,
  work: Partial<ResourceWork>,
): readonly ResourceChange[] {
  if (failsAt === undefined) return [];
  return failed(work)
    .slice(0, 1)
    .map((each) => ({ ...each, afterMilliseconds: failsAt - atMilliseconds }));
}

/** How many resources of an update had failed before the stack changed: one or none. */
function failuresBy({ atMilliseconds }: StatusChange, update: StatusChange | undefined): number {
  return (update?.firstFailureAtMilliseconds ?? Number.POSITIVE_INFINITY) <= atMilliseconds ? 1 : 0;
}

function begun(
  resources: readonly TemplateResource[],
  status: string,
  afterMilliseconds = 0,
): readonly ResourceChange[] {
  return resources.map((resource) => ({ resource, status, afterMilliseconds }));
}

function ended(resources: readonly TemplateResource[], status: string, reason?: string): readonly ResourceChange[] {
  return resources.map((resource) => ({ resource, status, ...(reason === undefined ? {} : { reason }) }));
}

/** The first resource has failed, and the others were cancelled because of it (recorded). */
function failed(work: Partial<ResourceWork>): readonly ResourceChange[] {
  return cancelled(work).map((each, index) => (index === 0 ? { ...each, reason: failureOf(each.resource) } : each));
}

function failureOf({ type }: TemplateResource): string {
  return type === waitConditionType ? waitConditionTimeout : handlerFailure;
}

function cancelled({ created = [], updated = [], removed = [] }: Partial<ResourceWork>): readonly ResourceChange[] {
  return [
    ...ended(created, 'CREATE_FAILED', 'Resource creation cancelled'),
    ...ended(updated, 'UPDATE_FAILED', 'Resource update cancelled'),
    ...ended(removed, 'DELETE_FAILED', 'Resource deletion cancelled'),
  ];
}

const handlerFailure =
  'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)';
