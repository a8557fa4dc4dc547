import type { Proton } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';

const second = 1000;

describe('answers that are not the truth of now', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, cancelMilliseconds: 10 * second, deployMilliseconds: 60 * second });
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    client = sdkClient(emulator);
    return () => emulator.close();
  });

  const cancel = () => client.cancelServicePipelineDeployment({ serviceName: 'shop' });
  const pipeline = async () => (await client.getService({ name: 'shop' })).service?.pipeline;

  test('a stale read answers the state of some seconds ago, a change acts on the state of now', async () => {
    emulator.inject({ kind: 'stale', milliseconds: 5 * second });
    clock.advance(20 * second);
    expect((await cancel()).pipeline?.deploymentStatus).toBe('CANCELLING');
    expect((await pipeline())?.deploymentStatus).toBe('IN_PROGRESS');
    clock.advance(5 * second);
    expect((await pipeline())?.deploymentStatus).toBe('CANCELLING');
    clock.advance(5 * second);
    expect((await pipeline())?.deploymentStatus).toBe('CANCELLING');
    expect(emulator.proton.service('shop')?.pipeline?.deploymentStatus).toBe('CANCELLED');
    clock.advance(5 * second);
    expect((await pipeline())?.deploymentStatus).toBe('CANCELLED');
  });

  test('a stale read still shows the deployment that a newer one has followed', async () => {
    emulator.proton.addService('shop', { deployment: 'in-progress', supersededAfterMilliseconds: 0 });
    const cancelled = (await cancel()).pipeline?.lastAttemptedDeploymentId;
    clock.advance(12 * second);
    emulator.inject({ kind: 'stale', milliseconds: 5 * second, times: 3 });
    expect(await pipeline()).toMatchObject({ deploymentStatus: 'CANCELLING', lastAttemptedDeploymentId: cancelled });
    const { deployment } = await client.getDeployment({ id: cancelled });
    expect(deployment?.deploymentStatus).toBe('CANCELLING');
    expect((await client.listDeployments({})).deployments).toHaveLength(2);
    expect((await client.listDeployments({})).deployments).toHaveLength(3);
    expect((await pipeline())?.lastAttemptedDeploymentId).not.toBe(cancelled);
  });

  test('a stale read finds a service that has just been deleted, and not one that has just been created', async () => {
    emulator.proton.deleteService('shop', second);
    clock.advance(2 * second);
    emulator.inject({ kind: 'stale', milliseconds: 3 * second });
    expect((await client.listServices({})).services).toMatchObject([{ status: 'ACTIVE' }]);
    clock.advance(3 * second);
    expect((await rejectionOf(pipeline())).name).toBe('ResourceNotFoundException');
  });

  test.each([30, -30])(
    'a clock off by %i s shows in the Date header and in all times, not in what happens',
    async (off) => {
      const truth = await pipeline();
      emulator.inject({ kind: 'clock', milliseconds: off * second });
      let date = Number.NaN;
      client.middlewareStack.add(
        (next) => async (sent) => {
          const result = await next(sent);
          const { response } = result;
          if (typeof response === 'object' && response !== null && 'headers' in response) {
            date = Date.parse(String(Reflect.get(Object(response.headers), 'date')));
          }
          return result;
        },
        { step: 'deserialize', priority: 'low' },
      );
      const shifted = await pipeline();
      expect(Math.abs(date - Date.now() - off * second)).toBeLessThan(5 * second);
      expect(shifted).toEqual({
        ...truth,
        createdAt: later(truth?.createdAt, off),
        lastDeploymentAttemptedAt: later(truth?.lastDeploymentAttemptedAt, off),
        lastDeploymentSucceededAt: later(truth?.lastDeploymentSucceededAt, off),
      });
      const { deployments = [] } = await client.listDeployments({ serviceName: 'shop' });
      expect(deployments[0]?.createdAt).toEqual(later(new Date(clock.now()), off));
      expect(deployments[0]?.deploymentStatus).toBe('IN_PROGRESS');
    },
  );

  test('every answer tells the time', async () => {
    const refused = await fetch(emulator.url, { method: 'POST' });
    expect(Math.abs(Date.parse(refused.headers.get('date') ?? '') - Date.now())).toBeLessThan(5 * second);
  });

  test('a service begins to be deleted under a cancellation, which is refused for that', async () => {
    emulator.inject({ kind: 'deletion', milliseconds: 5 * second, operation: 'CancelServicePipelineDeployment' });
    const error = await rejectionOf(cancel());
    expect(error).toMatchObject({ name: 'ConflictException', message: 'The service shop is being deleted.' });
    const { service } = await client.getService({ name: 'shop' });
    expect(service?.status).toBe('DELETE_IN_PROGRESS');
    clock.advance(5 * second);
    expect((await rejectionOf(pipeline())).name).toBe('ResourceNotFoundException');
  });

  test('fields can be missing from a service and from a deployment', async () => {
    const id = emulator.proton.deployments('shop').at(-1)?.id;
    emulator.inject({ kind: 'alter-service', fields: { status: undefined } });
    emulator.inject({ kind: 'alter-deployment', fields: { deploymentStatus: undefined } });
    const { service } = await client.getService({ name: 'shop' });
    expect(service?.status).toBeUndefined();
    expect(service?.pipeline?.deploymentStatus).toBe('IN_PROGRESS');
    const { deployment } = await client.getDeployment({ id });
    expect(deployment?.id).toBe(id);
    expect(deployment?.deploymentStatus).toBeUndefined();
  });
});

function later(date: Date | undefined, seconds: number): Date {
  return new Date((date?.getTime() ?? Number.NaN) + seconds * second);
}
