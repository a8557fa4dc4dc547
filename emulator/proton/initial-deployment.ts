import type { ServiceBehaviour } from '../settings.ts';
import type { Deployment } from './deployment.ts';
import { firstDeployment } from './following-deployment.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';

/**
 * Where a service that is put in place stands: `creating` is the first deployment still in progress, `none` is a
 * pipeline that was deployed once and never updated, all others are the state of its latest update.
 */
export const initialDeployments = [
  'creating',
  'none',
  'in-progress',
  'cancelling',
  'cancelled',
  'succeeded',
  'failed',
] as const;

/** Where a service that is put in place stands. */
export type InitialDeployment = (typeof initialDeployments)[number];

const hour = 3_600_000;

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
  const createdAt = now - 2 * hour;
  const first = firstDeployment(definition, uuid(), createdAt, now - hour, 'SUCCEEDED');
  const update = latestUpdate(first, behaviour, initial, now, uuid);
  return { createdAtMilliseconds: createdAt, deployments: update === undefined ? [first] : [first, update] };
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
  const ended = { createdAtMilliseconds: now - hour / 2, endsAtMilliseconds: now - hour / 4 };
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
