import type { ServiceBehaviour } from '../settings.ts';
import { firstDeployment } from './following-deployment.ts';
import { history, type InitialDeployment } from './initial-deployment.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';

/** A service to put in place, past the API: how its deployments run, and where it stands. */
export interface NewService extends Partial<ServiceBehaviour> {
  /** False for a service without a pipeline. */
  readonly pipeline?: boolean;
  readonly deployment?: InitialDeployment;
  readonly templateName?: string;
  readonly spec?: string;
}

function definitionOf(name: string, { pipeline = true, templateName, spec }: NewService): ServiceDefinition {
  return {
    name,
    templateName: templateName ?? 'emulated-template',
    templateMajorVersion: '1',
    templateMinorVersion: '0',
    spec: spec ?? 'proton: "ServiceSpec"\npipeline: {}\ninstances: []\n',
    description: undefined,
    repository: pipeline
      ? {
          branchName: 'main',
          repositoryConnectionArn:
            'arn:aws:codestar-connections:us-east-1:123456789012:connection/a1b2c3d4-5678-90ab-cdef-example11111',
          repositoryId: 'example/emulated',
        }
      : undefined,
  };
}

/** The record of a service that is put in place at a time in milliseconds since 1970. */
export function serviceInPlace(
  name: string,
  options: NewService,
  behaviour: ServiceBehaviour,
  now: number,
  uuid: () => string,
): ServiceRecord {
  const definition = definitionOf(name, options);
  const past = history(definition, behaviour, options.deployment ?? 'succeeded', now, uuid);
  return {
    definition,
    behaviour,
    createdAtMilliseconds: past.createdAtMilliseconds,
    lastModifiedAtMilliseconds: now,
    deployments: definition.repository === undefined ? [] : past.deployments,
    deletedAtMilliseconds: undefined,
  };
}

/** The record of a service that CreateService creates at a time in milliseconds since 1970. */
export function createdService(
  definition: ServiceDefinition,
  behaviour: ServiceBehaviour,
  now: number,
  uuid: () => string,
): ServiceRecord {
  const { deployMilliseconds, deployEnding } = behaviour;
  return {
    definition,
    behaviour,
    createdAtMilliseconds: now,
    lastModifiedAtMilliseconds: now,
    deployments:
      definition.repository === undefined
        ? []
        : [firstDeployment(definition, uuid(), now, now + deployMilliseconds, deployEnding)],
    deletedAtMilliseconds: undefined,
  };
}
