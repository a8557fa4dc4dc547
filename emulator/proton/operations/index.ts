import type { JsonObject } from '../../json.ts';
import type { ProtonOperationName } from '../operation-name.ts';
import type { ProtonState } from '../proton-state.ts';
import { cancelServicePipelineDeployment } from './cancel-service-pipeline-deployment.ts';
import { createService } from './create-service.ts';
import { deleteService } from './delete-service.ts';
import { getDeployment } from './get-deployment.ts';
import { getService } from './get-service.ts';
import { listDeployments } from './list-deployments.ts';
import { listServices } from './list-services.ts';
import { updateServicePipeline } from './update-service-pipeline.ts';

/** Carries out one operation: a request's parsed body in, the answer's body out. Throws `ApiError`. */
export type Operation = (proton: ProtonState, input: unknown) => JsonObject;

/** What each operation does. */
export const operations: Readonly<Record<ProtonOperationName, Operation>> = {
  CreateService: createService,
  UpdateServicePipeline: updateServicePipeline,
  CancelServicePipelineDeployment: cancelServicePipelineDeployment,
  GetService: getService,
  GetDeployment: getDeployment,
  ListDeployments: listDeployments,
  ListServices: listServices,
  DeleteService: deleteService,
};
