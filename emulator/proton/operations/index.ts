import type { JsonObject } from '../../json.ts';
import type { ProtonOperationName } from '../operation-name.ts';
import type { ProtonState } from '../proton-state.ts';
import type { ServiceReader } from '../service-reader.ts';
import { cancelServicePipelineDeployment } from './cancel-service-pipeline-deployment.ts';
import { createService } from './create-service.ts';
import { deleteService } from './delete-service.ts';
import { getDeployment } from './get-deployment.ts';
import { getService } from './get-service.ts';
import { listDeployments } from './list-deployments.ts';
import { listServices } from './list-services.ts';
import { updateServicePipeline } from './update-service-pipeline.ts';

/**
 * What an operation does: a request's parsed body in, the members of its answer out. Those that only read can be
 * served from an old copy. @throws `ApiError`
 */
export type Operation =
  | { readonly kind: 'read'; readonly carryOut: (proton: ServiceReader, input: unknown) => JsonObject }
  | { readonly kind: 'change'; readonly carryOut: (proton: ProtonState, input: unknown) => JsonObject };

/** What each operation does. */
export const operations: Readonly<Record<ProtonOperationName, Operation>> = {
  CreateService: { kind: 'change', carryOut: createService },
  UpdateServicePipeline: { kind: 'change', carryOut: updateServicePipeline },
  CancelServicePipelineDeployment: { kind: 'change', carryOut: cancelServicePipelineDeployment },
  GetService: { kind: 'read', carryOut: getService },
  GetDeployment: { kind: 'read', carryOut: getDeployment },
  ListDeployments: { kind: 'read', carryOut: listDeployments },
  ListServices: { kind: 'read', carryOut: listServices },
  DeleteService: { kind: 'change', carryOut: deleteService },
};
