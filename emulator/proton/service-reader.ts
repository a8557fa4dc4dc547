import type { Place } from '../place.ts';
import { type Deployment, type DeploymentStatus, statusAt } from './deployment.ts';
import { protonError } from './proton-error.ts';
import type { ServiceRecord } from './service-record.ts';
import { type ServiceDetail, serviceDetail } from './service-view.ts';

/** A deployment as it truly is at the time of asking, whatever an answer on the wire may say. */
export interface DeploymentTruth {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly begunBy: 'CreateService' | 'UpdateServicePipeline';
  readonly createdAtMilliseconds: number;
  /** When a cancellation was asked for, if one was. */
  readonly cancelRequestedAtMilliseconds: number | undefined;
}

/** All that can be read of Proton, at one time. */
export abstract class ServiceReader {
  abstract readonly place: Place;

  /** The time that is read: milliseconds since 1970. */
  abstract now(): number;

  /** The record of a service, or nothing if there is none of that name. */
  abstract find(name: string): ServiceRecord | undefined;

  /** The names of all services, in the order in which they came to be. */
  protected abstract names(): readonly string[];

  /** The name of the service that a deployment belongs to. */
  protected abstract nameOfDeployment(id: string): string | undefined;

  /** The service as GetService would show it, or nothing if there is none of that name. */
  service(name: string): ServiceDetail | undefined {
    const record = this.find(name);
    return record === undefined ? undefined : serviceDetail(this.place, record, this.now());
  }

  /** The deployments of a service, oldest first; none if there is no such service. */
  deployments(name: string): readonly DeploymentTruth[] {
    const now = this.now();
    return (this.find(name)?.deployments ?? []).map((deployment) => ({
      id: deployment.id,
      status: statusAt(deployment, now),
      begunBy: deployment.begunBy,
      createdAtMilliseconds: deployment.createdAtMilliseconds,
      cancelRequestedAtMilliseconds: deployment.cancelRequestedAtMilliseconds,
    }));
  }

  /** The record of a service. @throws `ResourceNotFoundException` if there is none of that name */
  get(name: string): ServiceRecord {
    const record = this.find(name);
    if (record === undefined) throw protonError('ResourceNotFoundException', `The service ${name} was not found.`);
    return record;
  }

  /** A deployment and the service it belongs to. @throws `ResourceNotFoundException` if there is none of that id */
  getDeployment(id: string): { readonly service: ServiceRecord; readonly deployment: Deployment } {
    const name = this.nameOfDeployment(id);
    const service = name === undefined ? undefined : this.find(name);
    const deployment = service?.deployments.find((candidate) => candidate.id === id);
    if (service === undefined || deployment === undefined) {
      throw protonError('ResourceNotFoundException', `The deployment ${id} was not found.`);
    }
    return { service, deployment };
  }

  /** All services, in the order in which they came to be. */
  services(): readonly ServiceRecord[] {
    return this.names().flatMap((name) => this.find(name) ?? []);
  }
}
