/** The operations of AWS Proton that the emulator carries out. */
export const protonOperationNames = [
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
export type ProtonOperationName = (typeof protonOperationNames)[number];

/** Tells whether a text names an operation of AWS Proton that the emulator carries out. */
export function isProtonOperationName(text: string): text is ProtonOperationName {
  return protonOperationNames.some((name) => name === text);
}
