import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';

/**
 * The pipeline of a result, with the status last read, which may come from the record of the deployment rather than from the
 * service; undefined if none was seen, or if the target is a stack.
 */
export function pipelineOf({ detail, lastSeen }: TargetResult): Pipeline | undefined {
  if (detail?.kind !== 'pipeline') return undefined;
  if (lastSeen?.status === undefined) return detail.pipeline;
  return { ...detail.pipeline, deploymentStatus: lastSeen.status, deploymentStatusMessage: lastSeen.message };
}

/** The stack of a result, likewise; undefined if none was seen, or if the target is a service. */
export function stackOf({ detail, lastSeen }: TargetResult): Stack | undefined {
  if (detail?.kind !== 'stack') return undefined;
  if (lastSeen?.status === undefined) return detail.stack;
  return { ...detail.stack, stackStatus: lastSeen.status, stackStatusReason: lastSeen.message };
}

/**
 * When a deployment of a pipeline last succeeded, in ISO 8601 in UTC; undefined where none ever did. Proton gives a time all the same, but
 * no deployment id.
 */
export function lastSuccessOf(pipeline: Pipeline | undefined): string | undefined {
  return pipeline?.lastSucceededDeploymentId === undefined ? undefined : pipeline.lastDeploymentSucceededAt;
}

/**
 * A pipeline's template with its version, `web-service-pipeline 1.0`; undefined where Proton named none, or where nothing was ever
 * deployed. Outside text.
 */
export function templateOf(pipeline: Pipeline | undefined): string | undefined {
  if (pipeline?.lastSucceededDeploymentId === undefined) return undefined;
  const { templateName, templateMajorVersion, templateMinorVersion } = pipeline ?? {};
  if (!templateName) return undefined;
  const version = [templateMajorVersion, templateMinorVersion].filter((part) => part !== undefined).join('.');
  return version === '' ? templateName : `${templateName} ${version}`;
}
