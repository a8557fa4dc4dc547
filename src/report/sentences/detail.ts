import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { moment } from '../../text/time.ts';

/**
 * The fields of the pipeline or the stack of a result, as far as they were seen, with the status last read, which may come from the
 * record of the deployment rather than from the target.
 */
export function fieldsOf({ detail, lastSeen }: TargetResult): Pipeline & Stack {
  const { status, message } = lastSeen ?? {};
  switch (detail?.kind) {
    case undefined:
      return {};
    case 'pipeline':
      if (status === undefined) return detail.pipeline;
      return { ...detail.pipeline, deploymentStatus: status, deploymentStatusMessage: message };
    case 'stack':
      return status === undefined ? detail.stack : { ...detail.stack, stackStatus: status, stackStatusReason: message };
  }
}

/** When a pipeline's deployment last succeeded, for readers; undefined if none did, though Proton gives a time all the same. */
export function lastSuccessOf(result: TargetResult): string | undefined {
  const { lastSucceededDeploymentId, lastDeploymentSucceededAt } = fieldsOf(result);
  return lastSucceededDeploymentId === undefined ? undefined : moment(lastDeploymentSucceededAt);
}

/** A pipeline's template with its version, `web-service-pipeline 1.0`; undefined where nothing was ever deployed. Outside text. */
export function templateOf(result: TargetResult): string | undefined {
  const { lastSucceededDeploymentId, templateName, templateMajorVersion, templateMinorVersion } = fieldsOf(result);
  if (lastSucceededDeploymentId === undefined || !templateName) return undefined;
  const version = [templateMajorVersion, templateMinorVersion].filter((part) => part !== undefined).join('.');
  return [templateName, version].filter(Boolean).join(' ');
}
