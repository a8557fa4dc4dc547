import type { JsonObject } from '../../json.ts';
import type { CloudFormationOperationName } from '../operation-name.ts';
import { createChangeSet, describeChangeSet, executeChangeSet } from './change-sets.ts';
import {
  cancelUpdateStack,
  continueUpdateRollback,
  createStack,
  deleteStack,
  rollbackStack,
  updateStack,
} from './changing.ts';
import type { Reading } from './reading.ts';
import { describeStackEvents, describeStacks, getTemplateSummary, listStacks } from './reads.ts';

/** Carries out one operation: a request's parameters in, the members of the answer out. Throws `ApiError`. */
export type Operation = (reading: Reading, input: unknown) => JsonObject;

/** What each operation does. */
export const operations: Readonly<Record<CloudFormationOperationName, Operation>> = {
  CreateStack: createStack,
  UpdateStack: updateStack,
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  RollbackStack: rollbackStack,
  DeleteStack: deleteStack,
  DescribeStacks: describeStacks,
  DescribeStackEvents: describeStackEvents,
  ListStacks: listStacks,
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: describeChangeSet,
  ExecuteChangeSet: executeChangeSet,
  GetTemplateSummary: getTemplateSummary,
};
