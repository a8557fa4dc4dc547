/** The operations of AWS Proton that the emulator carries out. */
export const OPERATION_NAMES = [
  'CreateService',
  'UpdateServicePipeline',
  'CancelServicePipelineDeployment',
  'GetService',
  'GetDeployment',
  'ListDeployments',
  'ListServices',
  'DeleteService',
] as const;

/** One of the operations of AWS Proton that the emulator carries out. */
export type OperationName = (typeof OPERATION_NAMES)[number];

/** The IAM action that allows an operation, such as `proton:GetService`. */
export type IamAction = `proton:${OperationName}`;

/** Tells whether a text names an operation that the emulator carries out. */
export function isOperationName(text: string): text is OperationName {
  return OPERATION_NAMES.some((name) => name === text);
}
