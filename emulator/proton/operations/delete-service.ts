import type { JsonObject } from '../../json.ts';
import { resourceName } from '../constraints.ts';
import { statusAt } from '../deployment.ts';
import { protonError } from '../proton-error.ts';
import type { ProtonState } from '../proton-state.ts';
import type { ServiceRecord } from '../service-record.ts';
import { serviceDetail } from '../service-view.ts';
import { RequestReader } from '../validation.ts';

/**
 * DeleteService: begins the deletion of a service with its pipeline. A retry answers the service while the deletion
 * is in progress, and nothing once it is gone (API reference, "Asynchronous idempotent delete APIs").
 */
export function deleteService(proton: ProtonState, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const name = reader.text('name', resourceName);
  reader.finish();
  if (proton.wasDeleted(name)) return {};
  const service = proton.get(name);
  if (service.deletedAtMilliseconds === undefined) {
    refuseWhileDeploying(service, proton.now());
    proton.deleteService(name);
  }
  const deleting = proton.find(name);
  return deleting === undefined ? {} : { service: serviceDetail(proton.place, deleting, proton.now()) };
}

function refuseWhileDeploying(service: ServiceRecord, now: number): void {
  const latest = service.deployments.at(-1);
  if (latest !== undefined && now < latest.endsAtMilliseconds) {
    throw protonError(
      'ConflictException',
      `The service ${service.definition.name} can't be deleted while its deployment ${latest.id} is ${statusAt(latest, now)}.`,
    );
  }
}
