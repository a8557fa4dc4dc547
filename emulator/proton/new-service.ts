import type { ServiceBehaviour } from '../settings.ts';
import type { Deployment, TerminalStatus } from './deployment.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';

/**
 * Where a service that is put in place stands: `creating` is the first deployment still in progress, `none` is a
 * pipeline that was deployed once and never updated, all others are the state of its latest update.
 */
export const INITIAL_DEPLOYMENTS = [
  'creating',
  'none',
  'in-progress',
  'cancelling',
  'cancelled',
  'succeeded',
  'failed',
] as const;

/** Where a service that is put in place stands. */
export type InitialDeployment = (typeof INITIAL_DEPLOYMENTS)[number];

/** A service to put in place, past the API: how its deployments run, and where it stands. */
export interface NewService extends Partial<ServiceBehaviour> {
  /** False for a service without a pipeline. */
  readonly pipeline?: boolean;
  readonly deployment?: InitialDeployment;
  readonly templateName?: string;
  readonly spec?: string;
}

const HOUR = 3_600_000;

/** What a service that is put in place is made of, where nothing else is said. */
export function newServiceDefinition(
  name: string,
  { pipeline = true, templateName, spec }: NewService,
): ServiceDefinition {
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

/**
 * The history of deployments that has led to where the service stands. The first deployment succeeded an hour ago,
 * except for a service whose creation is still in progress.
 */
export function history(
  definition: ServiceDefinition,
  behaviour: ServiceBehaviour,
  initial: InitialDeployment,
  now: number,
  uuid: () => string,
): Pick<ServiceRecord, 'createdAtMilliseconds' | 'deployments'> {
  if (initial === 'creating') {
    return {
      createdAtMilliseconds: now,
      deployments: [
        firstDeployment(definition, uuid(), now, now + behaviour.deployMilliseconds, behaviour.deployEnding),
      ],
    };
  }
  const createdAt = now - 2 * HOUR;
  const first = firstDeployment(definition, uuid(), createdAt, now - HOUR, 'SUCCEEDED');
  const update = latestUpdate(first, behaviour, initial, now, uuid);
  return { createdAtMilliseconds: createdAt, deployments: update === undefined ? [first] : [first, update] };
}

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

function latestUpdate(
  first: Deployment,
  behaviour: ServiceBehaviour,
  initial: Exclude<InitialDeployment, 'creating'>,
  now: number,
  uuid: () => string,
): Deployment | undefined {
  const update = (changes: Partial<Deployment>): Deployment => ({
    ...first,
    id: uuid(),
    begunBy: 'UpdateServicePipeline',
    target: { ...first.target, templateMinorVersion: '1' },
    initial: first.target,
    previousSucceededId: first.id,
    ...changes,
  });
  const ended = { createdAtMilliseconds: now - HOUR / 2, endsAtMilliseconds: now - HOUR / 4 };
  switch (initial) {
    case 'none':
      return undefined;
    case 'in-progress':
      return update({
        createdAtMilliseconds: now,
        endsAtMilliseconds: now + behaviour.deployMilliseconds,
        ending: behaviour.deployEnding,
      });
    case 'cancelling':
      return update({
        createdAtMilliseconds: now,
        cancelRequestedAtMilliseconds: now,
        endsAtMilliseconds: now + behaviour.cancelMilliseconds,
        ending: behaviour.cancelEnding,
      });
    case 'cancelled':
      return update({ ...ended, cancelRequestedAtMilliseconds: ended.createdAtMilliseconds, ending: 'CANCELLED' });
    case 'succeeded':
      return update({ ...ended, ending: 'SUCCEEDED' });
    case 'failed':
      return update({ ...ended, ending: 'FAILED' });
  }
}
