import type { JsonObject } from '../../json.ts';
import { MAXIMUM_RESULTS, NEXT_TOKEN, RESOURCE_NAME } from '../constraints.ts';
import { deploymentSummary } from '../deployment-view.ts';
import type { ProtonState } from '../proton-state.ts';
import { RequestReader } from '../validation.ts';
import { foreignToPipelines, readDeploymentScope } from './deployment-scope.ts';
import { page } from './page.ts';

/** ListDeployments: the deployments of one service or of all, newest first. */
export function listDeployments(proton: ProtonState, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const scope = readDeploymentScope(reader, RESOURCE_NAME);
  const maxResults = reader.optionalInteger('maxResults', MAXIMUM_RESULTS);
  const nextToken = reader.optionalText('nextToken', NEXT_TOKEN);
  reader.finish();
  const services = scope.serviceName === undefined ? proton.services() : [proton.get(scope.serviceName)];
  const found = foreignToPipelines(scope)
    ? []
    : services.flatMap((service) => service.deployments.map((deployment) => ({ service, deployment })));
  found.sort((one, other) => other.deployment.createdAtMilliseconds - one.deployment.createdAtMilliseconds);
  const { items, following } = page(found, maxResults, nextToken);
  return {
    deployments: items.map(({ service, deployment }) =>
      deploymentSummary(proton.place, service, deployment, proton.now()),
    ),
    nextToken: following,
  };
}
