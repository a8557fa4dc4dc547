import type { TextConstraint } from '../../constraint.ts';
import { pipelineEnvironmentName } from '../deployment-view.ts';
import type { RequestReader } from '../validation.ts';

/** Where a request looks for deployments. The emulator's are all deployments of the pipelines of services. */
export interface DeploymentScope {
  readonly serviceName: string | undefined;
  readonly environmentName: string | undefined;
  readonly serviceInstanceName: string | undefined;
  readonly componentName: string | undefined;
}

/** Reads the four names by which a request can narrow down deployments. */
export function readDeploymentScope(reader: RequestReader, name: TextConstraint): DeploymentScope {
  return {
    serviceName: reader.optionalText('serviceName', name),
    environmentName: reader.optionalText('environmentName', name),
    serviceInstanceName: reader.optionalText('serviceInstanceName', name),
    componentName: reader.optionalText('componentName', name),
  };
}

/** Tells whether a request looks where no deployment of a pipeline can be. */
export function foreignToPipelines({ environmentName, serviceInstanceName, componentName }: DeploymentScope): boolean {
  const elsewhere = environmentName !== undefined && environmentName !== pipelineEnvironmentName;
  return elsewhere || serviceInstanceName !== undefined || componentName !== undefined;
}
