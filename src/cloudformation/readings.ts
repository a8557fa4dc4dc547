import { UnreadableAnswer } from '../aws/failure.ts';
import type { RollbackOrigin, Stage } from '../cancellation/model/deployment.ts';
import type { Reading } from '../cancellation/ports.ts';
import { asEpoch, asTime, asWords, property } from '../outside-data.ts';
import { isAboutLeftovers, rollbackOrigin } from './rollback.ts';
import { stageOf } from './stages.ts';

/** In these, LastUpdatedTime is when the update was begun. In those of a rollback it is so, too, in one recording; documented it isn't. */
const datedStatuses: readonly string[] = [
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
];

/**
 * The answer of DescribeStacks to a question for one stack. What comes is outside data: each field is checked, and one of
 * another type counts as absent. The SDK takes the page of a proxy, and an empty body, for an answer without stacks.
 */
export function readStack(output: unknown): Reading {
  const stacks = property(output, 'Stacks');
  const stack: unknown = Array.isArray(stacks) && stacks.length === 1 ? stacks[0] : undefined;
  const status = asWords(property(stack, 'StackStatus'));
  if (status === undefined) throw new UnreadableAnswer();
  const stage = stageOf(status);
  const reason = asWords(property(stack, 'StackStatusReason'));
  const stackId = asWords(property(stack, 'StackId'));
  const parent = asWords(property(stack, 'ParentId'));
  const lastUpdated = property(stack, 'LastUpdatedTime');
  const isDated = datedStatuses.includes(status);
  return {
    stage,
    status,
    message: reason,
    deploymentId: operationIdOf(stage, property(stack, 'LastOperations')),
    begunAtEpoch: isDated ? asEpoch(lastUpdated) : undefined,
    lastUpdatedAtEpoch: !isDated && status.startsWith('UPDATE_') ? asEpoch(lastUpdated) : undefined,
    rollbackBy: rollbackBy(stage, reason, property(stack, 'LastOperations')),
    isFirstDeployment: undefined,
    hasLeftovers: isAboutLeftovers(reason),
    isBeingDeleted: status === 'DELETE_IN_PROGRESS' || status === 'DELETE_COMPLETE',
    nestedIn: parent === undefined ? undefined : (asWords(property(stack, 'RootId')) ?? parent),
    reference: stackId,
    detail: {
      kind: 'stack',
      stack: {
        stackId,
        stackStatus: status,
        stackStatusReason: reason,
        creationTime: asTime(property(stack, 'CreationTime')),
        lastUpdatedTime: asTime(lastUpdated),
      },
    },
    spec: undefined,
  };
}

/**
 * The id of the update that the status is about, from `LastOperations`, newest first. After a failed update it is
 * [ROLLBACK, UPDATE_STACK]. A rollback before the update of a stack that is not rolled back belongs to an earlier one: the
 * list does not have this update yet.
 */
function operationIdOf(stage: Stage, operations: unknown): string | undefined {
  const isAboutUpdate = ['in-progress', 'rolling-back', 'rolled-back', 'cleaning-up', 'succeeded', 'stuck'].includes(
    stage,
  );
  if (!isAboutUpdate || !Array.isArray(operations)) return undefined;
  const isUndone = stage === 'rolling-back' || stage === 'rolled-back' || stage === 'stuck';
  const wanted = isUndone ? ['UPDATE_STACK'] : ['UPDATE_STACK', 'ROLLBACK', 'CONTINUE_ROLLBACK'];
  const newest: unknown = operations.find((operation: unknown) => wanted.includes(typeOf(operation)));
  return typeOf(newest) === 'UPDATE_STACK' ? asWords(property(newest, 'OperationId')) : undefined;
}

function typeOf(operation: unknown): string {
  return asWords(property(operation, 'OperationType')) ?? '';
}

/** A repair leaves "User Initiated" as well, and CONTINUE_ROLLBACK as the newest operation. */
function rollbackBy(stage: Stage, reason: string | undefined, operations: unknown): RollbackOrigin | undefined {
  if (stage !== 'rolling-back' && stage !== 'rolled-back') return undefined;
  const newest: unknown = Array.isArray(operations) ? operations[0] : undefined;
  return typeOf(newest) === 'CONTINUE_ROLLBACK' ? 'repair' : rollbackOrigin(reason);
}
