import type { JsonObject } from '../../json.ts';
import type { CloudFormationOperationName } from '../operation-name.ts';
import { cancelUpdateStack } from './cancel-update-stack.ts';
import { continueUpdateRollback } from './continue-update-rollback.ts';
import { createChangeSet } from './create-change-set.ts';
import { createStack } from './create-stack.ts';
import { deleteChangeSet } from './delete-change-set.ts';
import { deleteStack } from './delete-stack.ts';
import { describeChangeSet } from './describe-change-set.ts';
import { describeEvents } from './describe-events.ts';
import { describeStackEvents } from './describe-stack-events.ts';
import { describeStackResource } from './describe-stack-resource.ts';
import { describeStackResources } from './describe-stack-resources.ts';
import { describeStacks } from './describe-stacks.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { getTemplate } from './get-template.ts';
import { getTemplateSummary } from './get-template-summary.ts';
import { listChangeSets } from './list-change-sets.ts';
import { listStackResources } from './list-stack-resources.ts';
import { listStacks } from './list-stacks.ts';
import type { Reading } from './reading.ts';
import { rollbackStack } from './rollback-stack.ts';
import { updateStack } from './update-stack.ts';
import { validateTemplate } from './validate-template.ts';

/** Carries out one operation: a request's parameters in, the members of the answer out. @throws `ApiError` */
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
  DeleteChangeSet: deleteChangeSet,
  ListChangeSets: listChangeSets,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ValidateTemplate: validateTemplate,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  ListStackResources: listStackResources,
  DescribeEvents: describeEvents,
};
