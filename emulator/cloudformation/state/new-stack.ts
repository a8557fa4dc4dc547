import type { Place } from '../../place.ts';
import { stackArn } from '../arns.ts';
import { course, initiatedByParent, newOperation, userInitiated } from './course.ts';
import { resourceWork } from './resource-work.ts';
import { type StackBehaviour, stackBehaviour } from './stack-behaviour.ts';
import type { StackDefinition } from './stack-definition.ts';
import type { StackRecord, StatusChange } from './stack-record.ts';
import type { StackStatus } from './stack-status.ts';
import { changed, type Transition, typeBegunBy } from './transition.ts';

/** What can be said about a stack that is put in place past the API. */
export interface NewStack extends Partial<StackBehaviour>, Partial<Omit<StackDefinition, 'resources'>> {
  /** The logical ids of its resources, which are services of ECS. Default one, `Service`. A template given is not read. */
  readonly resources?: readonly string[];
  /** The state that it begins with, and goes on from by itself. Default `UPDATE_COMPLETE`. */
  readonly status?: StackStatus;
  /**
   * Whether a user cancelled the update that is or was rolled back. Otherwise it failed by itself, or the parent of a
   * nested stack rolled it back. Default false.
   */
  readonly cancelled?: boolean;
  /** The ClientRequestToken of its update. */
  readonly token?: string;
  /** The ClientRequestToken of the cancellation. */
  readonly cancelToken?: string;
  /** For a nested stack: the ids of its parent and of the root stack. The root is the parent where only that is set. */
  readonly parentId?: string;
  readonly rootId?: string;
}

/** The settings that every stack begins with. */
export type Defaults = StackBehaviour & Place & { readonly uuid: () => string };

const minute = 60_000;

/** Keeps a stack in each state of its past until the next one is due. */
const endless = {
  createMilliseconds: Number.POSITIVE_INFINITY,
  deployMilliseconds: Number.POSITIVE_INFINITY,
  cancelMilliseconds: Number.POSITIVE_INFINITY,
  cleanupMilliseconds: Number.POSITIVE_INFINITY,
  deleteMilliseconds: Number.POSITIVE_INFINITY,
};

const created = ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'] as const;
const updating = [...created, 'UPDATE_IN_PROGRESS'] as const;
const rollingBack = [...updating, 'UPDATE_ROLLBACK_IN_PROGRESS'] as const;
const rollingBackCreation = ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'] as const;
const deleting = [...created, 'DELETE_IN_PROGRESS'] as const;
const importing = [...created, 'IMPORT_IN_PROGRESS'] as const;
const rollingBackImport = [...importing, 'IMPORT_ROLLBACK_IN_PROGRESS'] as const;

/** The states that a stack has been through, down to the one that it is in. */
const pasts: Readonly<Record<StackStatus, readonly [StackStatus, ...StackStatus[]]>> = {
  CREATE_IN_PROGRESS: ['CREATE_IN_PROGRESS'],
  CREATE_FAILED: ['CREATE_IN_PROGRESS', 'CREATE_FAILED'],
  CREATE_COMPLETE: created,
  ROLLBACK_IN_PROGRESS: rollingBackCreation,
  ROLLBACK_FAILED: [...rollingBackCreation, 'ROLLBACK_FAILED'],
  ROLLBACK_COMPLETE: [...rollingBackCreation, 'ROLLBACK_COMPLETE'],
  DELETE_IN_PROGRESS: deleting,
  DELETE_FAILED: [...deleting, 'DELETE_FAILED'],
  DELETE_COMPLETE: [...deleting, 'DELETE_COMPLETE'],
  UPDATE_IN_PROGRESS: updating,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: [...updating, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
  UPDATE_COMPLETE: [...updating, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
  UPDATE_FAILED: [...updating, 'UPDATE_FAILED'],
  UPDATE_ROLLBACK_IN_PROGRESS: rollingBack,
  UPDATE_ROLLBACK_FAILED: [...rollingBack, 'UPDATE_ROLLBACK_FAILED'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: [...rollingBack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
  UPDATE_ROLLBACK_COMPLETE: [
    ...rollingBack,
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE',
  ],
  REVIEW_IN_PROGRESS: ['REVIEW_IN_PROGRESS'],
  IMPORT_IN_PROGRESS: importing,
  IMPORT_COMPLETE: [...importing, 'IMPORT_COMPLETE'],
  IMPORT_ROLLBACK_IN_PROGRESS: rollingBackImport,
  IMPORT_ROLLBACK_FAILED: [...rollingBackImport, 'IMPORT_ROLLBACK_FAILED'],
  IMPORT_ROLLBACK_COMPLETE: [...rollingBackImport, 'IMPORT_ROLLBACK_COMPLETE'],
};

/**
 * A stack with the past that belongs to its state, a minute a state. It came to its state a minute before the time given,
 * so that a read of the recent past finds it so; what is ahead of it is timed as if it came to its state just then.
 */
export function newStack(name: string, options: NewStack, defaults: Defaults, nowMilliseconds: number): StackRecord {
  const settings = { ...defaults, ...options };
  const definition = definitionOf(options);
  const [first, ...others] = pasts[options.status ?? 'UPDATE_COMPLETE'];
  const last = others.at(-1) ?? first;
  const start = nowMilliseconds - others.length * minute;
  const origin: StackRecord = {
    ...begunStack(name, first === last ? settings : { ...settings, ...endless }, {
      status: first,
      definition,
      atMilliseconds: start,
    }),
    parentId: options.parentId,
    rootId: options.rootId ?? options.parentId,
    putInPlaceAtMilliseconds: nowMilliseconds,
  };
  let stack = origin;
  for (const [index, status] of others.entries()) {
    const transition = {
      status,
      atMilliseconds: start + (index + 1) * minute,
      reason: status === 'UPDATE_ROLLBACK_IN_PROGRESS' ? rollbackReasonOf(options) : undefined,
      token: status.includes('ROLLBACK') ? (options.cancelToken ?? options.token) : options.token,
    };
    const behaviour = status === last ? stackBehaviour(settings) : stack.behaviour;
    stack = changed({ ...stack, behaviour }, transition, defaults.uuid);
  }
  const placed = { ...stack, changes: withEarlierPast(stack.changes, nowMilliseconds) };
  return options.cancelled === true ? withCancelRequest(placed, options.cancelToken) : placed;
}

/** A new stack, and what it goes through by itself. */
export function begunStack(
  name: string,
  settings: Defaults,
  {
    status,
    definition,
    atMilliseconds,
    token,
  }: Pick<Transition, 'status' | 'atMilliseconds' | 'token'> & {
    readonly definition: StackDefinition;
  },
): StackRecord {
  const { uuid } = settings;
  const behaviour = stackBehaviour(settings);
  const operation = newOperation(typeBegunBy(status) ?? 'CREATE_STACK', token, uuid);
  const beginning = { atMilliseconds, status, reason: userInitiated, operation, definition };
  return {
    id: stackArn(settings, name, uuid()),
    name,
    parentId: undefined,
    rootId: undefined,
    behaviour,
    changes: course(beginning, { behaviour, former: definition, work: resourceWork(undefined, definition), uuid }),
    tokens: new Map(),
    cancelRequests: [],
    changeSets: [],
  };
}

function withEarlierPast([first, ...others]: StackRecord['changes'], nowMilliseconds: number): StackRecord['changes'] {
  const earlier = (change: StatusChange): StatusChange =>
    change.atMilliseconds > nowMilliseconds ? change : { ...change, atMilliseconds: change.atMilliseconds - minute };
  return [earlier(first), ...others.map(earlier)];
}

/** Nothing for a failure of the update's own, which names its resources. */
function rollbackReasonOf({ cancelled, parentId }: NewStack): string | undefined {
  if (cancelled === true) return userInitiated;
  return parentId === undefined ? undefined : initiatedByParent;
}

function withCancelRequest(record: StackRecord, token: string | undefined): StackRecord {
  const rollback = record.changes.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
  const update = record.changes.find(({ status }) => status === 'UPDATE_IN_PROGRESS');
  if (rollback === undefined) return record;
  const { atMilliseconds } = rollback;
  return {
    ...record,
    cancelRequests: [{ atMilliseconds, token, verdict: 'accepted', updateId: update?.operation.id }],
    tokens: token === undefined ? record.tokens : new Map([[token, 'CancelUpdateStack']]),
  };
}

function definitionOf({ resources = ['Service'], ...options }: NewStack): StackDefinition {
  const type = 'AWS::ECS::Service';
  const declared = Object.fromEntries(resources.map((logicalId) => [logicalId, { Type: type }]));
  return {
    template: options.template ?? JSON.stringify({ Resources: declared }),
    resources: resources.map((logicalId) => ({ logicalId, type, declaration: JSON.stringify({ Type: type }) })),
    declared: options.declared ?? [],
    parameters: options.parameters ?? [],
    tags: options.tags ?? [],
    outputs: options.outputs ?? [],
    capabilities: options.capabilities ?? [],
    description: options.description,
    roleArn: options.roleArn,
    disableRollback: options.disableRollback ?? false,
  };
}
