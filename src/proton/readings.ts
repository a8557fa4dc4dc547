import { UnreadableAnswer } from '../aws/failure.ts';
import type { Pipeline } from '../cancellation/model/deployment.ts';
import type { DeploymentRecord, Reading } from '../cancellation/ports.ts';
import { asEpoch, asTime, asWhole, asWords, property } from '../outside-data.ts';
import { stageOf } from './stages.ts';

// The types of the SDK say what Proton promises. What comes is outside data all the same, so each field is checked, and one
// of another type counts as absent.

/**
 * The answer of GetService.
 *
 * @param name what the service was asked for by
 */
export function readService(output: unknown, name: string): Reading {
  const service = required(property(output, 'service'));
  const status = asWords(property(service, 'status'));
  const isBeingDeleted = status === 'DELETE_IN_PROGRESS' || status === 'DELETE_COMPLETE';
  const pipeline = property(service, 'pipeline');
  if (pipeline !== undefined) return { ...readPipeline(pipeline, name), isBeingDeleted };
  // Something else than a service has no pipeline either.
  requireAny([status, asWords(property(service, 'name')), asWords(property(service, 'arn'))]);
  return { ...blank(name), stage: 'absent', isBeingDeleted };
}

/**
 * The answer of CancelServicePipelineDeployment.
 *
 * @param name what the service was named by
 */
export function readCancellation(output: unknown, name: string): Reading {
  return readPipeline(property(output, 'pipeline'), name);
}

/** The answer of GetDeployment. */
export function readDeployment(output: unknown): DeploymentRecord {
  const deployment = required(property(output, 'deployment'));
  const status = asWords(property(deployment, 'deploymentStatus'));
  const deploymentId = asWords(property(deployment, 'id'));
  requireAny([status, deploymentId]);
  return {
    stage: stageOf(status),
    status,
    message: asWords(property(deployment, 'deploymentStatusMessage')),
    deploymentId,
    begunAtEpoch: asEpoch(property(deployment, 'createdAt')),
    endedAtEpoch: asEpoch(property(deployment, 'completedAt')),
    rollbackBegunAtEpoch: undefined,
    statesTold: 0,
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
  };
}

function readPipeline(answer: unknown, name: string): Reading {
  const outside = required(answer);
  const text = (field: keyof Pipeline): string | undefined => asWords(property(outside, field));
  const time = (field: keyof Pipeline): string | undefined => asTime(property(outside, field));
  const pipeline: Pipeline = {
    arn: text('arn'),
    createdAt: time('createdAt'),
    deploymentStatus: text('deploymentStatus'),
    deploymentStatusMessage: text('deploymentStatusMessage'),
    lastAttemptedDeploymentId: text('lastAttemptedDeploymentId'),
    lastDeploymentAttemptedAt: time('lastDeploymentAttemptedAt'),
    lastDeploymentSucceededAt: time('lastDeploymentSucceededAt'),
    lastSucceededDeploymentId: text('lastSucceededDeploymentId'),
    templateName: text('templateName'),
    templateMajorVersion: text('templateMajorVersion'),
    templateMinorVersion: text('templateMinorVersion'),
  };
  requireAny(Object.values(pipeline));
  return {
    ...blank(name),
    stage: stageOf(pipeline.deploymentStatus),
    status: pipeline.deploymentStatus,
    message: pipeline.deploymentStatusMessage,
    deploymentId: pipeline.lastAttemptedDeploymentId,
    begunAtEpoch: asEpoch(property(outside, 'lastDeploymentAttemptedAt')),
    isFirstDeployment: pipeline.lastSucceededDeploymentId === undefined,
    detail: { kind: 'pipeline', pipeline },
    spec: asWhole(property(outside, 'spec')),
  };
}

function blank(reference: string): Omit<Reading, 'stage'> {
  return {
    status: undefined,
    message: undefined,
    deploymentId: undefined,
    begunAtEpoch: undefined,
    lastUpdatedAtEpoch: undefined,
    rollbackBy: undefined,
    isFirstDeployment: undefined,
    hasLeftovers: false,
    isBeingDeleted: false,
    nestedIn: undefined,
    reference,
    detail: undefined,
    spec: undefined,
  };
}

function required(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableAnswer();
  return value;
}

/** An object without any of the fields that it always has is none of Proton's. */
function requireAny(fields: readonly unknown[]): void {
  if (fields.every((field) => field === undefined)) throw new UnreadableAnswer();
}
