import type { Proton } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';
import { cancel, specText, update } from './commands.ts';

describe('deployments, with the SDK as client', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, deployMilliseconds: 60_000, cancelMilliseconds: 10_000 });
    client = sdkClient(emulator);
    return () => emulator.close();
  });

  test('updates a pipeline and cancels the update, which reverts the pipeline', async () => {
    emulator.proton.addService('shop', { deployment: 'none' });
    const updated = await client.send(update('shop'));
    expect(updated.pipeline).toMatchObject({ deploymentStatus: 'IN_PROGRESS' });

    const cancelled = await client.send(cancel('shop'));
    expect(cancelled.pipeline).toMatchObject({
      deploymentStatus: 'CANCELLING',
      lastAttemptedDeploymentId: updated.pipeline?.lastAttemptedDeploymentId,
    });
    expect(cancelled.pipeline?.spec).toBeUndefined();

    clock.advance(10_000);
    const { service } = await client.getService({ name: 'shop' });
    expect(service?.pipeline).toMatchObject({
      deploymentStatus: 'CANCELLED',
      deploymentStatusMessage: 'User initiated cancellation.',
      templateMinorVersion: '0',
    });
    expect(service?.pipeline?.lastSucceededDeploymentId).not.toBe(service?.pipeline?.lastAttemptedDeploymentId);
  });

  test('shows the new version once an update has succeeded', async () => {
    emulator.proton.addService('shop', { deployment: 'none' });
    await client.send(update('shop'));
    clock.advance(60_000);
    const { service } = await client.getService({ name: 'shop' });
    expect(service?.pipeline).toMatchObject({
      deploymentStatus: 'SUCCEEDED',
      templateMinorVersion: '1',
      spec: `${specText}#2`,
    });
  });

  test.each([
    { input: { deploymentType: 'CURRENT_VERSION' }, version: '1.0' },
    { input: { deploymentType: 'MINOR_VERSION', templateMinorVersion: '7' }, version: '1.7' },
    { input: { deploymentType: 'MAJOR_VERSION' }, version: '2.0' },
    {
      input: { deploymentType: 'MAJOR_VERSION', templateMajorVersion: '4', templateMinorVersion: '2' },
      version: '4.2',
    },
  ] as const)('deploys version $version for $input', async ({ input, version }) => {
    emulator.proton.addService('shop', { deployment: 'none' });
    const { pipeline } = await client.updateServicePipeline({ serviceName: 'shop', spec: specText, ...input });
    const { deployment } = await client.getDeployment({ id: pipeline?.lastAttemptedDeploymentId });
    const target = deployment?.targetState?.servicePipeline;
    expect(`${target?.templateMajorVersion}.${target?.templateMinorVersion}`).toBe(version);
  });

  test.each([
    { deploymentType: 'CURRENT_VERSION', templateMinorVersion: '1' },
    { deploymentType: 'MINOR_VERSION', templateMajorVersion: '2' },
    { deploymentType: 'MAJOR_VERSION', templateMajorVersion: '1' },
    { deploymentType: 'NONE', templateMajorVersion: '01' },
  ] as const)('refuses versions that do not go with the deployment type: %o', async (input) => {
    emulator.proton.addService('shop');
    const refused = client.updateServicePipeline({ serviceName: 'shop', spec: specText, ...input });
    expect((await rejectionOf(refused)).name).toBe('ValidationException');
    expect(emulator.proton.deployments('shop')).toHaveLength(2);
  });

  test('deploys nothing for the deployment type NONE', async () => {
    emulator.proton.addService('shop');
    const { pipeline } = await client.updateServicePipeline({
      serviceName: 'shop',
      spec: specText,
      deploymentType: 'NONE',
    });
    expect(pipeline?.deploymentStatus).toBe('SUCCEEDED');
    expect(emulator.proton.deployments('shop')).toHaveLength(2);
  });

  test('reads a deployment, also after a newer one has taken its place', async () => {
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    const { pipeline } = await client.send(cancel('shop'));
    clock.advance(10_000);
    await client.send(update('shop'));
    const { deployment } = await client.getDeployment({ id: pipeline?.lastAttemptedDeploymentId, serviceName: 'shop' });
    expect(deployment).toMatchObject({
      deploymentStatus: 'CANCELLED',
      deploymentStatusMessage: 'User initiated cancellation.',
      completedAt: new Date(clock.now()),
      serviceName: 'shop',
      targetResourceType: 'SERVICE_PIPELINE',
      targetArn: 'arn:aws:proton:us-east-1:123456789012:service/shop/pipeline',
      initialState: { servicePipeline: { templateMinorVersion: '0' } },
      targetState: { servicePipeline: { templateMinorVersion: '1' } },
    });
  });

  test('lists deployments of one service, newest first, and of all', async () => {
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    emulator.proton.addService('bank', { deployment: 'failed' });
    const ofShop = await client.listDeployments({ serviceName: 'shop' });
    expect(ofShop.deployments?.map((deployment) => deployment.deploymentStatus)).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
    const ofAll = await client.listDeployments({});
    expect(ofAll.deployments).toHaveLength(4);
    const ofInstance = await client.listDeployments({ serviceName: 'shop', serviceInstanceName: 'prod' });
    expect(ofInstance.deployments).toEqual([]);
  });

  test.each(['MINOR_VERSION', 'MAJOR_VERSION'] as const)('refuses a %s beyond 20 digits', async (deploymentType) => {
    const last = '9'.repeat(20);
    emulator.proton.addService('shop', { deployment: 'none' });
    const version = { templateMajorVersion: last, templateMinorVersion: last };
    await client.updateServicePipeline({
      serviceName: 'shop',
      spec: specText,
      deploymentType: 'MAJOR_VERSION',
      ...version,
    });
    clock.advance(60_000);
    const refused = client.updateServicePipeline({ serviceName: 'shop', spec: specText, deploymentType });
    expect((await rejectionOf(refused)).name).toBe('ValidationException');
    expect(emulator.proton.deployments('shop')).toHaveLength(2);
  });
});
