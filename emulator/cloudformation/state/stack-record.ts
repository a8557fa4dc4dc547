import type { ChangeSet } from './change-set.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import type { StackDefinition } from './stack-definition.ts';
import type { StackStatus } from './stack-status.ts';

/** The kinds of operation that the API's model declares, and imports, for which it declares none. */
export type OperationType =
  | 'CREATE_CHANGESET'
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'ROLLBACK'
  | 'CONTINUE_ROLLBACK'
  | 'IMPORT';

/** One operation on a stack. */
export interface StackOperation {
  /** A lower-case UUID. */
  readonly id: string;
  readonly type: OperationType;
  /** The ClientRequestToken of the request that began it. */
  readonly token: string | undefined;
}

/** One change of a stack's status: what has happened, or what will happen unless a request changes it. */
export interface StatusChange {
  /** The id of the event that tells of it. */
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly atMilliseconds: number;
  readonly status: StackStatus;
  readonly reason: string | undefined;
  readonly operation: StackOperation;
  /** What holds from this change on. */
  readonly definition: StackDefinition;
  /**
   * Of an update that is going to fail: when its first resource does, in milliseconds since 1970. That is before the
   * stack changes, if other resources have to be cancelled first. It doesn't happen if something else ends the update
   * earlier.
   */
  readonly firstFailureAtMilliseconds?: number | undefined;
}

/** The operations of the API that take a ClientRequestToken. */
export type TokenOperation =
  | 'CreateStack'
  | 'UpdateStack'
  | 'CancelUpdateStack'
  | 'DeleteStack'
  | 'ExecuteChangeSet'
  | 'ContinueUpdateRollback'
  | 'RollbackStack';

/** A request to cancel an update, and what came of it. */
export interface CancelRequest {
  /** Milliseconds since 1970. */
  readonly atMilliseconds: number;
  readonly token: string | undefined;
  /** `repeated`: the token of a request that was accepted before. */
  readonly verdict: 'accepted' | 'repeated' | 'refused';
  /** The latest update at that time, if there was one. */
  readonly updateId: string | undefined;
}

/** One stack: what was decided about it, from which its state at any time follows. */
export interface StackRecord {
  /** The stack's ARN. */
  readonly id: string;
  readonly name: string;
  /** The id of the parent, for a nested stack. */
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  /** When it was put in place past the API, if it was: milliseconds since 1970. What is before that is made up. */
  readonly putInPlaceAtMilliseconds?: number;
  readonly behaviour: StackBehaviour;
  /** Oldest first, those to come included. Never empty. */
  readonly changes: readonly [StatusChange, ...StatusChange[]];
  readonly tokens: ReadonlyMap<string, TokenOperation>;
  readonly cancelRequests: readonly CancelRequest[];
  readonly changeSets: readonly ChangeSet[];
}

/** The changes that have happened by a time, in milliseconds since 1970. */
export function changesBy({ changes }: StackRecord, milliseconds: number): readonly [StatusChange, ...StatusChange[]] {
  const [first, ...others] = changes;
  return [first, ...others.filter(({ atMilliseconds }) => atMilliseconds <= milliseconds)];
}

/** The latest change that has happened by a time: it has the stack's status. */
export function latestChange(record: StackRecord, milliseconds: number): StatusChange {
  const [first, ...others] = changesBy(record, milliseconds);
  return others.at(-1) ?? first;
}

/**
 * The operations on a stack by a time, in milliseconds since 1970, oldest first: each that somebody asked for, with the
 * rollbacks that followed it.
 */
export function operationChains(record: StackRecord, milliseconds: number): readonly (readonly StackOperation[])[] {
  const chains: StackOperation[][] = [];
  for (const { operation } of changesBy(record, milliseconds)) {
    const chain = chains.at(-1);
    const isKnown = chain?.some(({ id }) => id === operation.id) === true;
    if (chain === undefined || (!isKnown && operation.type !== 'ROLLBACK' && operation.type !== 'CONTINUE_ROLLBACK')) {
      chains.push([operation]);
    } else if (!isKnown) {
      chain.push(operation);
    }
  }
  return chains;
}

/** A copy of the record whose future is another one: what has happened by a time stays. */
export function withFuture(record: StackRecord, milliseconds: number, future: readonly StatusChange[]): StackRecord {
  return { ...record, changes: [...changesBy(record, milliseconds), ...future] };
}
