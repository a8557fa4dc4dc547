import type { Deployment, Service, ServicePipeline } from '@aws-sdk/client-proton';
import type { Pipeline } from '../cancellation/model/deployment.ts';
import type { DeploymentReading, PipelineReading, ServiceReading } from '../cancellation/ports.ts';

/**
 * The types of the SDK say what Proton promises. What comes is outside data all the same, so each field is checked, and
 * one of another type counts as absent.
 */
type Outside<Shape> = { readonly [Name in keyof Shape]: unknown };

/** Takes secrets out of a text. */
type Redact = (text: string) => string;

/** A pipeline as the cancellation knows it, from the one in an answer. */
export function readPipeline(pipeline: Outside<ServicePipeline> | undefined, redact: Redact): PipelineReading {
  if (pipeline === undefined) return { pipeline: undefined, spec: undefined };
  const reading: Pipeline = {
    arn: text(pipeline.arn),
    createdAt: time(pipeline.createdAt),
    deploymentStatus: text(pipeline.deploymentStatus),
    deploymentStatusMessage: freeText(pipeline.deploymentStatusMessage, redact),
    lastAttemptedDeploymentId: text(pipeline.lastAttemptedDeploymentId),
    lastDeploymentAttemptedAt: time(pipeline.lastDeploymentAttemptedAt),
    lastDeploymentSucceededAt: time(pipeline.lastDeploymentSucceededAt),
    lastSucceededDeploymentId: text(pipeline.lastSucceededDeploymentId),
    templateName: text(pipeline.templateName),
    templateMajorVersion: text(pipeline.templateMajorVersion),
    templateMinorVersion: text(pipeline.templateMinorVersion),
  };
  return { pipeline: reading, spec: text(pipeline.spec) };
}

/** A service as the cancellation knows it. */
export function readService(service: Outside<Service> & Pick<Service, 'pipeline'>, redact: Redact): ServiceReading {
  return { ...readPipeline(service.pipeline, redact), serviceStatus: text(service.status) };
}

/** A deployment as the cancellation knows it. */
export function readDeployment(deployment: Outside<Deployment>, redact: Redact): DeploymentReading {
  return {
    deploymentStatus: text(deployment.deploymentStatus),
    deploymentStatusMessage: freeText(deployment.deploymentStatusMessage, redact),
    completedAt: time(deployment.completedAt),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function freeText(value: unknown, redact: Redact): string | undefined {
  const words = text(value);
  return words === undefined ? undefined : redact(words);
}

function time(value: unknown): string | undefined {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
}
