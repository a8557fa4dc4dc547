import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { moment } from '../../text/time.ts';

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

/** When a pipeline's deployment last succeeded, for readers; undefined if none did, though Proton gives a time all the same. */
export function lastSuccessOf(result: TargetResult): string | undefined {
  const pipeline = pipelineOf(result);
  return pipeline?.lastSucceededDeploymentId === undefined ? undefined : moment(pipeline.lastDeploymentSucceededAt);
}

/** A pipeline's template with its version, `web-service-pipeline 1.0`; undefined where nothing was ever deployed. Outside text. */
export function templateOf(result: TargetResult): string | undefined {
  const pipeline = pipelineOf(result);
  if (pipeline?.lastSucceededDeploymentId === undefined || !pipeline.templateName) return undefined;
  const version = [pipeline.templateMajorVersion, pipeline.templateMinorVersion].filter((part) => part !== undefined);
  return [pipeline.templateName, version.join('.')].filter(Boolean).join(' ');
}
