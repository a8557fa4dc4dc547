import {
  CancelServicePipelineDeploymentCommand,
  type CreateServiceCommandInput,
  UpdateServicePipelineCommand,
} from '@aws-sdk/client-proton';

/** A spec that the model takes. */
export const specText = 'proton: ServiceSpec\npipeline: {}\n';

/** A service with a pipeline. */
export const withPipeline: CreateServiceCommandInput = {
  name: 'shop',
  templateName: 'web',
  templateMajorVersion: '1',
  spec: specText,
  branchName: 'main',
  repositoryConnectionArn: 'arn:aws:codestar-connections:us-east-1:123456789012:connection/a1b2c3d4',
  repositoryId: 'example/shop',
  description: 'Sells things',
  tags: [{ key: 'team', value: 'sales' }],
};

/** The cancellation of a service's deployment. */
export const cancel = (serviceName: string) => new CancelServicePipelineDeploymentCommand({ serviceName });
/** An update of a service's pipeline to its next minor version. */
export const update = (serviceName: string) =>
  new UpdateServicePipelineCommand({ serviceName, spec: `${specText}#2`, deploymentType: 'MINOR_VERSION' });
