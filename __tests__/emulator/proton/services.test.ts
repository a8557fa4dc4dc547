import { type Proton, paginateListServices } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';
import { specText, withPipeline } from './commands.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('services, with the SDK as client', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, deployMilliseconds: 60_000, cancelMilliseconds: 10_000 });
    client = sdkClient(emulator);
    return () => emulator.close();
  });

  test('creates a service, whose first deployment succeeds after its time', async () => {
    const { service } = await client.createService(withPipeline);
    expect(service).toMatchObject({
      arn: 'arn:aws:proton:us-east-1:123456789012:service/shop',
      name: 'shop',
      description: 'Sells things',
      status: 'CREATE_IN_PROGRESS',
      createdAt: new Date(clock.now()),
      pipeline: { deploymentStatus: 'IN_PROGRESS', arn: 'arn:aws:proton:us-east-1:123456789012:service/shop/pipeline' },
    });
    clock.advance(60_000);
    const later = await client.getService({ name: 'shop' });
    expect(later.service).toMatchObject({
      status: 'ACTIVE',
      spec: specText,
      pipeline: { deploymentStatus: 'SUCCEEDED' },
    });
    expect(later.service?.pipeline?.lastDeploymentSucceededAt).toEqual(new Date(clock.now()));
    expect(later.service?.pipeline?.lastSucceededDeploymentId).toMatch(uuidPattern);
  });

  test('creates a service without a pipeline', async () => {
    const { service } = await client.createService({
      name: 'plain',
      templateName: 'web',
      templateMajorVersion: '1',
      spec: specText,
    });
    expect(service).toMatchObject({ status: 'ACTIVE' });
    expect(service?.pipeline).toBeUndefined();
  });

  test('refuses a creation that names only a part of where the code is', async () => {
    const { branchName: _, ...part } = withPipeline;
    expect((await rejectionOf(client.createService(part))).name).toBe('ValidationException');
  });

  test('lists a thousand services page by page, each once', async () => {
    for (let number = 0; number < 1000; number += 1) emulator.proton.addService(`service-${number}`);
    const names = new Set<string>();
    for await (const page of paginateListServices({ client, pageSize: 90 }, {})) {
      for (const { name } of page.services ?? []) names.add(name ?? '');
    }
    expect(names.size).toBe(1000);
  });

  test('deletes a service with its pipeline, and answers retries', async () => {
    emulator.proton.addService('shop', { deleteMilliseconds: 5_000 });
    const [deployment] = emulator.proton.deployments('shop');
    const deleting = await client.deleteService({ name: 'shop' });
    expect(deleting.service).toMatchObject({
      status: 'DELETE_IN_PROGRESS',
      pipeline: { deploymentStatus: 'DELETE_IN_PROGRESS' },
    });
    clock.advance(4_000);
    await client.deleteService({ name: 'shop' });
    clock.advance(1_000);
    expect((await client.deleteService({ name: 'shop' })).service).toBeUndefined();
    const gone = await rejectionOf(client.getService({ name: 'shop' }));
    expect(gone.name).toBe('ResourceNotFoundException');
    const goneToo = await rejectionOf(client.getDeployment({ id: deployment?.id }));
    expect(goneToo.name).toBe('ResourceNotFoundException');
    expect((await client.listServices({})).services).toEqual([]);
  });

  test('gets the same service for an identical retry of its creation', async () => {
    const first = await client.createService(withPipeline);
    const second = await client.createService(withPipeline);
    expect(second.service).toEqual(first.service);
    expect(emulator.proton.deployments('shop')).toHaveLength(1);
  });

  test('finds a request id on answers and on errors', async () => {
    emulator.proton.addService('shop');
    const { $metadata } = await client.getService({ name: 'shop' });
    expect($metadata.requestId).toBe(emulator.requests[0]?.requestId);
    const error = await rejectionOf(client.getService({ name: 'other' }));
    expect(error).toMatchObject({ $metadata: { requestId: emulator.requests[1]?.requestId } });
  });
});
