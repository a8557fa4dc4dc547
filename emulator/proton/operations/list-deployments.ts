import type { JsonObject } from '../../json.ts';
import { maximumResults, nextTokenText, resourceName } from '../constraints.ts';
import { deploymentSummary } from '../deployment-view.ts';
import type { ServiceReader } from '../service-reader.ts';
import { RequestReader } from '../validation.ts';
import { foreignToPipelines, readDeploymentScope } from './deployment-scope.ts';
import { page } from './page.ts';

/** ListDeployments: the deployments of one service or of all, newest first. */
export function listDeployments(proton: ServiceReader, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const scope = readDeploymentScope(reader, resourceName);
  const maxResults = reader.optionalInteger('maxResults', maximumResults);
  const nextToken = reader.optionalText('nextToken', nextTokenText);
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
