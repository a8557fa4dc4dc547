import type { TemplateResource } from '../template.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import type { StackDefinition } from './stack-definition.ts';
import type { StatusChange } from './stack-record.ts';

/** What a creation or an update does to the resources of a stack, in the order of the template. */
export interface ResourceWork {
  readonly created: readonly TemplateResource[];
  readonly updated: readonly TemplateResource[];
  readonly removed: readonly TemplateResource[];
}

/**
 * What has to be done to get from one definition to another. Where the template neither adds nor changes a resource, every
 * one that stays is updated: parameters or tags have changed.
 */
export function resourceWork(former: StackDefinition | undefined, wanted: StackDefinition): ResourceWork {
  const before = new Map(former?.resources.map((resource) => [resource.logicalId, resource]));
  const after = new Set(wanted.resources.map(({ logicalId }) => logicalId));
  const created = wanted.resources.filter(({ logicalId }) => !before.has(logicalId));
  const kept = wanted.resources.filter(({ logicalId }) => before.has(logicalId));
  const changed = kept.filter(({ logicalId, declaration }) => before.get(logicalId)?.declaration !== declaration);
  return {
    created,
    updated: created.length === 0 && changed.length === 0 ? kept : changed,
    removed: [...before.values()].filter(({ logicalId }) => !after.has(logicalId)),
  };
}

/** What the latest creation or update does, as of a change that is given by its index. */
export function latestWork(changes: readonly StatusChange[], index: number): ResourceWork {
  for (let at = index; at >= 0; at -= 1) {
    const change = changes[at];
    if (change?.status === 'UPDATE_IN_PROGRESS') return resourceWork(changes[at - 1]?.definition, change.definition);
    if (change?.status === 'CREATE_IN_PROGRESS') return resourceWork(undefined, change.definition);
  }
  return { created: [], updated: [], removed: [] };
}

/** What a rollback that fails did not restore; where it had nothing to restore, what it could not delete. */
export function failedUndoing({ created, updated }: ResourceWork): Partial<ResourceWork> {
  return updated.length > 0 ? { updated } : { removed: created };
}

/** The reason that CloudFormation gives for a failure: it names every resource that didn't succeed, cancelled ones included. */
export function failureReason(
  { created, updated, removed }: Partial<ResourceWork>,
  { updateFailureReason }: Pick<StackBehaviour, 'updateFailureReason'>,
): string {
  const sentences = [failed('create', created), failed('update', updated), failed('delete', removed)];
  return updateFailureReason ?? sentences.join('');
}

function failed(verb: string, resources: readonly TemplateResource[] = []): string {
  const names = resources.map(({ logicalId }) => logicalId).join(', ');
  // CloudFormation's own words, the blank at the end included.
  return names === '' ? '' : `The following resource(s) failed to ${verb}: [${names}]. `;
}
