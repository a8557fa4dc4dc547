import type { JsonObject } from '../../json.ts';
import { deploymentIdText, resourceName } from '../constraints.ts';
import { deploymentDetail } from '../deployment-view.ts';
import { protonError } from '../proton-error.ts';
import type { ServiceReader } from '../service-reader.ts';
import { RequestReader } from '../validation.ts';
import { foreignToPipelines, readDeploymentScope } from './deployment-scope.ts';

/** GetDeployment: one deployment by its id. A service's name that does not belong to it finds nothing. */
export function getDeployment(proton: ServiceReader, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const id = reader.text('id', deploymentIdText);
  const scope = readDeploymentScope(reader, resourceName);
  reader.finish();
  const { service, deployment } = proton.getDeployment(id);
  const { serviceName = deployment.serviceName } = scope;
  if (serviceName !== deployment.serviceName || foreignToPipelines(scope)) {
    throw protonError('ResourceNotFoundException', `The deployment ${id} was not found where the request says.`);
  }
  return { deployment: deploymentDetail(proton.place, service, deployment, proton.now()) };
}
