import { epochSeconds } from '../clock.ts';
import type { Place } from '../place.ts';
import { pipelineArn, serviceArn } from './arns.ts';
import { type Deployment, type DeploymentStatus, statusAt, statusMessageAt } from './deployment.ts';
import type { ServiceRecord } from './service-record.ts';

/** The states of a service that the emulator's services pass through. */
export type ServiceStatus = 'CREATE_IN_PROGRESS' | 'CREATE_FAILED' | 'ACTIVE' | 'DELETE_IN_PROGRESS';

/** `ServicePipeline` of the API's model. Times in seconds since 1970. */
export type PipelineDetail = {
  readonly arn: string;
  readonly createdAt: number;
  readonly deploymentStatus: DeploymentStatus;
  readonly deploymentStatusMessage: string | undefined;
  readonly lastAttemptedDeploymentId: string;
  readonly lastDeploymentAttemptedAt: number;
  readonly lastDeploymentSucceededAt: number;
  readonly lastSucceededDeploymentId: string | undefined;
  readonly spec: string | undefined;
  readonly templateMajorVersion: string;
  readonly templateMinorVersion: string;
  readonly templateName: string;
};

/** `ServiceSummary` of the API's model. Times in seconds since 1970. */
export type ServiceSummary = {
  readonly arn: string;
  readonly createdAt: number;
  readonly description: string | undefined;
  readonly lastModifiedAt: number;
  readonly name: string;
  readonly status: ServiceStatus;
  readonly templateName: string;
};

/** `Service` of the API's model. */
export type ServiceDetail = ServiceSummary & {
  readonly branchName: string | undefined;
  readonly pipeline: PipelineDetail | undefined;
  readonly repositoryConnectionArn: string | undefined;
  readonly repositoryId: string | undefined;
  readonly spec: string;
};

/** The pipeline as the API shows it at a time, in milliseconds since 1970; nothing if the service has none. */
export function pipelineDetail(place: Place, service: ServiceRecord, now: number): PipelineDetail | undefined {
  const latest = service.deployments.at(-1);
  if (latest === undefined) return undefined;
  const succeeded = lastSucceeded(service, now);
  // A pipeline shows what is in place: a deployment's version only once it succeeded, so a cancelled one reverts.
  const shown = (succeeded ?? latest).target;
  const deleting = service.deletedAtMilliseconds !== undefined;
  return {
    arn: pipelineArn(place, service.definition.name),
    createdAt: epochSeconds(service.createdAtMilliseconds),
    deploymentStatus: deleting ? 'DELETE_IN_PROGRESS' : statusAt(latest, now),
    deploymentStatusMessage: deleting ? undefined : statusMessageAt(latest, now),
    lastAttemptedDeploymentId: latest.id,
    lastDeploymentAttemptedAt: epochSeconds(latest.createdAtMilliseconds),
    // The model requires this time even before the first success.
    lastDeploymentSucceededAt: epochSeconds(succeeded?.endsAtMilliseconds ?? service.createdAtMilliseconds),
    lastSucceededDeploymentId: succeeded?.id,
    spec: shown.spec,
    templateMajorVersion: shown.templateMajorVersion,
    templateMinorVersion: shown.templateMinorVersion,
    templateName: service.definition.templateName,
  };
}

/** A service as ListServices shows it at a time, in milliseconds since 1970. */
export function serviceSummary(place: Place, service: ServiceRecord, now: number): ServiceSummary {
  return {
    arn: serviceArn(place, service.definition.name),
    createdAt: epochSeconds(service.createdAtMilliseconds),
    description: service.definition.description,
    lastModifiedAt: epochSeconds(service.lastModifiedAtMilliseconds),
    name: service.definition.name,
    status: serviceStatus(service, now),
    templateName: service.definition.templateName,
  };
}

/** A service as GetService shows it at a time, in milliseconds since 1970. */
export function serviceDetail(place: Place, service: ServiceRecord, now: number): ServiceDetail {
  const { repository } = service.definition;
  return {
    ...serviceSummary(place, service, now),
    branchName: repository?.branchName,
    pipeline: pipelineDetail(place, service, now),
    repositoryConnectionArn: repository?.repositoryConnectionArn,
    repositoryId: repository?.repositoryId,
    spec: service.definition.spec,
  };
}

/** The deployment of a service that last succeeded, at a time in milliseconds since 1970. */
export function lastSucceeded(service: ServiceRecord, now: number): Deployment | undefined {
  return service.deployments.findLast((deployment) => statusAt(deployment, now) === 'SUCCEEDED');
}

function serviceStatus(service: ServiceRecord, now: number): ServiceStatus {
  if (service.deletedAtMilliseconds !== undefined) return 'DELETE_IN_PROGRESS';
  const first = service.deployments[0];
  if (first === undefined || service.deployments.length > 1) return 'ACTIVE';
  const status = statusAt(first, now);
  if (status === 'SUCCEEDED') return 'ACTIVE';
  return status === 'FAILED' ? 'CREATE_FAILED' : 'CREATE_IN_PROGRESS';
}
