import type { Clock } from '../../clock.ts';
import type { ApiError } from '../../http/api-error.ts';
import type { Place } from '../../place.ts';
import { cloudFormationError } from '../cloudformation-error.ts';
import { rolledBackWith } from './nested-stacks.ts';
import { type NewStack, newStack } from './new-stack.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import { eventsBy, type StackEvent } from './stack-events.ts';
import { latestChange, type StackRecord, type StatusChange } from './stack-record.ts';
import type { StackStatus } from './stack-status.ts';
import { StackStore } from './stack-store.ts';
import { type UpdateTruth, updatesBy } from './stack-updates.ts';
import { changed } from './transition.ts';

/** The settings that the state goes by. */
export type StackSettings = StackBehaviour &
  Place & {
    readonly clock: Clock;
    readonly uuid: () => string;
    /** The text of a template in S3, by its address; without it, no template is there. */
    readonly templateAt?: (url: string) => string | undefined;
  };

/** A stack as it truly is at the time of asking. */
export interface StackTruth {
  readonly id: string;
  readonly status: StackStatus;
  readonly reason: string | undefined;
}

/**
 * What CloudFormation knows: stacks, their operations and change sets. State is a function of what was asked for and
 * of the clock: nothing runs in the background. A stack has its future in its record; a request replaces it.
 */
export class CloudFormationState {
  readonly settings: StackSettings;
  readonly #store = new StackStore();

  constructor(settings: StackSettings) {
    this.settings = settings;
  }

  /** Milliseconds since 1970, by the clock that the state goes by. */
  now(): number {
    return this.settings.clock.now();
  }

  /**
   * Puts a stack in place, past the API: by default one whose latest update has succeeded. A stack of that name is
   * replaced. Gives its id.
   */
  addStack(name: string, options: NewStack = {}): string {
    const replaced = this.find(name);
    if (replaced !== undefined) this.#store.remove(replaced);
    return this.keep(newStack(name, options, this.settings, this.now())).id;
  }

  /**
   * Puts a stack into a state at once, past the API and whatever it was doing; from there it goes on by its behaviour.
   * `UPDATE_IN_PROGRESS` begins another update, with the ClientRequestToken given. A rollback that begins so is one by
   * the stack itself. Gives the id of the operation.
   * @throws `ValidationError` for a stack that does not exist
   */
  setStatus(
    nameOrId: string,
    status: StackStatus,
    { reason, token }: { reason?: string; token?: string } = {},
  ): string {
    const record = this.get(nameOrId);
    const transition = { status, atMilliseconds: this.now(), reason, token };
    return this.latest(this.keep(changed(record, transition, this.settings.uuid))).operation.id;
  }

  /**
   * Begins the deletion of a stack, past the API and whatever else it was doing; with `milliseconds` in place of the
   * stack's own duration.
   * @throws `ValidationError` for a stack that does not exist
   */
  beginDeletion(nameOrId: string, milliseconds?: number): void {
    const record = this.get(nameOrId);
    if (this.latest(record).status.startsWith('DELETE_')) return;
    const deleteMilliseconds = milliseconds ?? record.behaviour.deleteMilliseconds;
    this.keep({ ...record, behaviour: { ...record.behaviour, deleteMilliseconds } });
    this.setStatus(record.id, 'DELETE_IN_PROGRESS');
  }

  /** The true state of a stack, also after its deletion; `undefined` for one that never existed. */
  stack(nameOrId: string): StackTruth | undefined {
    const record = this.#latestOf(nameOrId);
    if (record === undefined) return undefined;
    const { status, reason } = this.latest(record);
    return { id: record.id, status, reason };
  }

  /** The updates of a stack, oldest first, with every request to cancel them, also after its deletion. */
  updates(nameOrId: string): readonly UpdateTruth[] {
    const record = this.#latestOf(nameOrId);
    return record === undefined ? [] : updatesBy(record, this.now());
  }

  /** The events of a stack, oldest first, also after its deletion. */
  events(nameOrId: string): readonly StackEvent[] {
    const record = this.#latestOf(nameOrId);
    return record === undefined ? [] : eventsBy(record, this.now());
  }

  /** All stacks, deleted ones included, in the order of their creation. */
  records(): readonly StackRecord[] {
    return this.#store.records().map((record) => this.#withParent(record));
  }

  /** The change that has brought a stack to its state. */
  latest(record: StackRecord): StatusChange {
    return latestChange(record, this.now());
  }

  /** The record of a stack, by its id or by its name, unless it is deleted; `undefined` if there is none at that time. */
  find(nameOrId: string, atMilliseconds = this.now()): StackRecord | undefined {
    const record = this.#store.find(nameOrId, atMilliseconds);
    return record === undefined ? undefined : this.#withParent(record);
  }

  /** The record of a stack. @throws `ValidationError`, by default in the words that most operations have for it */
  get(nameOrId: string, missing: (nameOrId: string) => ApiError = stackMissing): StackRecord {
    const record = this.find(nameOrId);
    if (record === undefined) throw missing(nameOrId);
    return record;
  }

  /** Takes a record in place of the one with its id. */
  keep(record: StackRecord): StackRecord {
    return this.#store.keep(record, this.now());
  }

  /** A record as of now: nothing runs in the background, so what a parent did is found when somebody looks. */
  #withParent(record: StackRecord): StackRecord {
    const parent = record.parentId === undefined ? undefined : this.find(record.parentId);
    if (parent === undefined) return record;
    const current = rolledBackWith(parent, record, this.now(), this.settings.uuid);
    return current === record ? record : this.keep(current);
  }

  /** The latest stack of a name, deleted or not, or the one of an id. */
  #latestOf(nameOrId: string): StackRecord | undefined {
    return this.find(nameOrId) ?? this.records().findLast(({ name }) => name === nameOrId);
  }
}

/** The error of most operations for a stack that does not exist. */
export function stackMissing(nameOrId: string): ApiError {
  return cloudFormationError('ValidationError', `Stack [${nameOrId}] does not exist`);
}

/** The error of DescribeStacks for a stack that does not exist. */
export function stackUnknown(nameOrId: string): ApiError {
  return cloudFormationError('ValidationError', `Stack with id ${nameOrId} does not exist`);
}
