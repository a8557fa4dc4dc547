import type { JsonObject } from '../../json.ts';
import { resourceName } from '../constraints.ts';
import type { ProtonState } from '../proton-state.ts';
import { pipelineDetail } from '../service-view.ts';
import { RequestReader } from '../validation.ts';

/**
 * CancelServicePipelineDeployment: asks for the cancellation of the deployment in progress. Proton's answer is the
 * pipeline without its spec (user guide, ag-svc-pipeline-update).
 */
export function cancelServicePipelineDeployment(proton: ProtonState, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const serviceName = reader.text('serviceName', resourceName);
  reader.finish();
  proton.cancelDeployment(serviceName);
  const pipeline = pipelineDetail(proton.place, proton.get(serviceName), proton.now());
  return { pipeline: pipeline === undefined ? undefined : { ...pipeline, spec: undefined } };
}
