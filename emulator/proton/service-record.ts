import type { ServiceBehaviour } from '../settings.ts';
import type { Deployment } from './deployment.ts';

/** What CreateService is asked for, and what an identical retry is recognised by. */
export interface ServiceDefinition {
  readonly name: string;
  readonly templateName: string;
  readonly templateMajorVersion: string;
  readonly templateMinorVersion: string;
  readonly spec: string;
  readonly description: string | undefined;
  /** Where the code is; nothing, for a service whose template has no pipeline (`CUSTOMER_MANAGED`). */
  readonly repository: ServiceRepository | undefined;
}

/** Where the code is that a pipeline deploys. */
export interface ServiceRepository {
  readonly branchName: string;
  readonly repositoryConnectionArn: string;
  readonly repositoryId: string;
}

/** Everything that was decided about a service. Its state at any time follows from this and the time. */
export interface ServiceRecord {
  readonly definition: ServiceDefinition;
  readonly behaviour: ServiceBehaviour;
  readonly createdAtMilliseconds: number;
  readonly lastModifiedAtMilliseconds: number;
  /** Oldest first. None, for a service without a pipeline. */
  readonly deployments: readonly Deployment[];
  /** When the deletion ends, once DeleteService was called. */
  readonly deletedAtMilliseconds: number | undefined;
}
