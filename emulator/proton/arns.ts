import type { Place } from '../place.ts';

/** The ARN of a service (service authorization reference, AWS Proton). */
export function serviceArn({ region, accountId }: Place, serviceName: string): string {
  return `arn:aws:proton:${region}:${accountId}:service/${serviceName}`;
}

/** The ARN of the pipeline of a service (user guide, ag-svc-pipeline-update). */
export function pipelineArn(place: Place, serviceName: string): string {
  return `${serviceArn(place, serviceName)}/pipeline`;
}

/** The ARN of a deployment (service authorization reference, AWS Proton). */
export function deploymentArn({ region, accountId }: Place, deploymentId: string): string {
  return `arn:aws:proton:${region}:${accountId}:deployment/${deploymentId}`;
}
