/** The operations of CloudFormation that the emulator carries out. */
export const cloudFormationOperationNames = [
  'CreateStack',
  'UpdateStack',
  'CancelUpdateStack',
  'ContinueUpdateRollback',
  'RollbackStack',
  'DeleteStack',
  'DescribeStacks',
  'DescribeStackEvents',
  'ListStacks',
  'CreateChangeSet',
  'DescribeChangeSet',
  'ExecuteChangeSet',
  'DeleteChangeSet',
  'ListChangeSets',
  'GetTemplate',
  'GetTemplateSummary',
  'ValidateTemplate',
  'DescribeStackResource',
  'DescribeStackResources',
  'ListStackResources',
  'DescribeEvents',
] as const;

/** One of the operations of CloudFormation that the emulator carries out. */
export type CloudFormationOperationName = (typeof cloudFormationOperationNames)[number];

/** Tells whether a text names an operation of CloudFormation that the emulator carries out. */
export function isCloudFormationOperationName(text: string): text is CloudFormationOperationName {
  return cloudFormationOperationNames.some((name) => name === text);
}
