import { type CloudFormationOperationName, cloudFormationOperationNames } from './cloudformation/operation-name.ts';
import { type ProtonOperationName, protonOperationNames } from './proton/operation-name.ts';

/** An operation of any API that the emulator carries out. */
export type OperationName = ProtonOperationName | CloudFormationOperationName;

/** The operations of all APIs that the emulator carries out. */
export const operationNames: readonly OperationName[] = [...protonOperationNames, ...cloudFormationOperationNames];

/** An IAM action that allows an operation, such as `proton:GetService`. */
export type IamAction = `proton:${ProtonOperationName}` | `cloudformation:${CloudFormationOperationName}`;

/** The IAM actions that allow the operations. */
export const iamActions: readonly IamAction[] = [
  ...protonOperationNames.map((name) => `proton:${name}` as const),
  ...cloudFormationOperationNames.map((name) => `cloudformation:${name}` as const),
];
