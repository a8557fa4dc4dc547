import { type Deployment, statusAt } from './deployment.ts';
import { protonError } from './proton-error.ts';
import type { ServiceRecord } from './service-record.ts';

/** @throws `ConflictException` for a service that is being deleted */
export function refuseWhileDeleting(service: ServiceRecord): void {
  if (service.deletedAtMilliseconds !== undefined) {
    throw protonError('ConflictException', `The service ${service.definition.name} is being deleted.`);
  }
}

/** @throws `ConflictException` for a deployment that has not ended at a time, in milliseconds since 1970 */
export function refuseWhileDeploying(latest: Deployment, now: number): void {
  const status = statusAt(latest, now);
  if (status === 'IN_PROGRESS' || status === 'CANCELLING') {
    throw protonError(
      'ConflictException',
      `The deployment ${latest.id} of the service ${latest.serviceName} is ${status}.`,
    );
  }
}
