import { epochSeconds } from '../clock.ts';
import type { Place } from '../place.ts';
import { deploymentArn, pipelineArn } from './arns.ts';
import {
  type Deployment,
  type DeploymentStatus,
  type PipelineVersion,
  statusAt,
  statusMessageAt,
} from './deployment.ts';
import type { ServiceRecord } from './service-record.ts';

/** `DeploymentSummary` of the API's model. Times in seconds since 1970. */
export type DeploymentSummary = {
  readonly arn: string;
  readonly completedAt: number | undefined;
  readonly createdAt: number;
  readonly deploymentStatus: DeploymentStatus;
  readonly environmentName: string;
  readonly id: string;
  readonly lastAttemptedDeploymentId: string;
  readonly lastModifiedAt: number;
  readonly lastSucceededDeploymentId: string | undefined;
  readonly serviceName: string;
  readonly targetArn: string;
  readonly targetResourceCreatedAt: number;
  readonly targetResourceType: 'SERVICE_PIPELINE';
};

/** `ServicePipelineState` of the API's model, as a member of the union `DeploymentState`. */
export type PipelineState = { readonly servicePipeline: PipelineVersion & { readonly templateName: string } };

/** `Deployment` of the API's model. */
export type DeploymentDetail = DeploymentSummary & {
  readonly deploymentStatusMessage: string | undefined;
  readonly initialState: PipelineState | undefined;
  readonly targetState: PipelineState;
};

/** The model requires an environment's name of every deployment, also of a pipeline's, where it has no meaning. */
export const pipelineEnvironmentName = 'emulated';

/** A deployment as ListDeployments shows it at a time, in milliseconds since 1970. */
export function deploymentSummary(
  place: Place,
  service: ServiceRecord,
  deployment: Deployment,
  now: number,
): DeploymentSummary {
  const ended = now >= deployment.endsAtMilliseconds;
  return {
    arn: deploymentArn(place, deployment.id),
    completedAt: ended ? epochSeconds(deployment.endsAtMilliseconds) : undefined,
    createdAt: epochSeconds(deployment.createdAtMilliseconds),
    deploymentStatus: statusAt(deployment, now),
    environmentName: pipelineEnvironmentName,
    id: deployment.id,
    lastAttemptedDeploymentId: service.deployments.at(-1)?.id ?? deployment.id,
    lastModifiedAt: epochSeconds(lastModified(deployment, ended)),
    lastSucceededDeploymentId: deployment.previousSucceededId,
    serviceName: deployment.serviceName,
    targetArn: pipelineArn(place, deployment.serviceName),
    targetResourceCreatedAt: epochSeconds(service.createdAtMilliseconds),
    targetResourceType: 'SERVICE_PIPELINE',
  };
}

/** A deployment as GetDeployment shows it at a time, in milliseconds since 1970. */
export function deploymentDetail(
  place: Place,
  service: ServiceRecord,
  deployment: Deployment,
  now: number,
): DeploymentDetail {
  const state = (version: PipelineVersion): PipelineState => ({
    servicePipeline: { ...version, templateName: service.definition.templateName },
  });
  return {
    ...deploymentSummary(place, service, deployment, now),
    deploymentStatusMessage: statusMessageAt(deployment, now),
    initialState: deployment.initial === undefined ? undefined : state(deployment.initial),
    targetState: state(deployment.target),
  };
}

function lastModified(deployment: Deployment, ended: boolean): number {
  if (ended) return deployment.endsAtMilliseconds;
  return deployment.cancelRequestedAtMilliseconds ?? deployment.createdAtMilliseconds;
}
