import type { Deployment, PipelineVersion, TerminalStatus } from './deployment.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';
import { lastSucceeded } from './service-view.ts';
import { followingVersion } from './template-version.ts';

/** The deployment that CreateService begins. Times in milliseconds since 1970. */
export function firstDeployment(
  definition: ServiceDefinition,
  id: string,
  createdAtMilliseconds: number,
  endsAtMilliseconds: number,
  ending: TerminalStatus,
): Deployment {
  const { name, templateMajorVersion, templateMinorVersion, spec } = definition;
  return {
    id,
    serviceName: name,
    begunBy: 'CreateService',
    target: { templateMajorVersion, templateMinorVersion, spec },
    initial: undefined,
    previousSucceededId: undefined,
    createdAtMilliseconds,
    cancelRequestedAtMilliseconds: undefined,
    endsAtMilliseconds,
    ending,
  };
}

/**
 * The deployment that follows the latest one of a pipeline, begun at a time in milliseconds since 1970. Without a version
 * it deploys the next minor one.
 * @throws `ValidationException` where there is no next one
 */
export function followingDeployment(
  service: ServiceRecord,
  id: string,
  createdAtMilliseconds: number,
  version?: PipelineVersion,
): Deployment {
  const { definition, behaviour } = service;
  const succeeded = lastSucceeded(service, createdAtMilliseconds);
  const initial = (succeeded ?? service.deployments.at(-1))?.target ?? { ...definition };
  return {
    id,
    serviceName: definition.name,
    begunBy: 'UpdateServicePipeline',
    target: version ?? { ...initial, templateMinorVersion: followingVersion(initial.templateMinorVersion) },
    initial,
    previousSucceededId: succeeded?.id,
    createdAtMilliseconds,
    cancelRequestedAtMilliseconds: undefined,
    endsAtMilliseconds: createdAtMilliseconds + behaviour.deployMilliseconds,
    ending: behaviour.deployEnding,
  };
}
