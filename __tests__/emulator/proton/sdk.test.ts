import {
  CancelServicePipelineDeploymentCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  GetDeploymentCommand,
  GetServiceCommand,
  ListDeploymentsCommand,
  ListServicesCommand,
  type ProtonClient,
  paginateListServices,
  UpdateServicePipelineCommand,
} from '@aws-sdk/client-proton';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';

const SPEC = 'proton: ServiceSpec\npipeline: {}\n';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const withPipeline: CreateServiceCommandInput = {
  name: 'shop',
  templateName: 'web',
  templateMajorVersion: '1',
  spec: SPEC,
  branchName: 'main',
  repositoryConnectionArn: 'arn:aws:codestar-connections:us-east-1:123456789012:connection/a1b2c3d4',
  repositoryId: 'example/shop',
  description: 'Sells things',
  tags: [{ key: 'team', value: 'sales' }],
};

const cancel = (serviceName: string) => new CancelServicePipelineDeploymentCommand({ serviceName });
const update = (serviceName: string) =>
  new UpdateServicePipelineCommand({ serviceName, spec: `${SPEC}#2`, deploymentType: 'MINOR_VERSION' });

describe('the SDK as client', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: ProtonClient;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, deployMilliseconds: 60_000, cancelMilliseconds: 10_000 });
    client = sdkClient(emulator);
  });

  afterEach(async () => {
    client.destroy();
    await emulator.close();
  });

  test('creates a service, whose first deployment succeeds after its time', async () => {
    const { service } = await client.send(new CreateServiceCommand(withPipeline));
    expect(service).toMatchObject({
      arn: 'arn:aws:proton:us-east-1:123456789012:service/shop',
      name: 'shop',
      description: 'Sells things',
      status: 'CREATE_IN_PROGRESS',
      createdAt: new Date(clock.now()),
      pipeline: { deploymentStatus: 'IN_PROGRESS', arn: 'arn:aws:proton:us-east-1:123456789012:service/shop/pipeline' },
    });
    clock.advance(60_000);
    const later = await client.send(new GetServiceCommand({ name: 'shop' }));
    expect(later.service).toMatchObject({ status: 'ACTIVE', spec: SPEC, pipeline: { deploymentStatus: 'SUCCEEDED' } });
    expect(later.service?.pipeline?.lastDeploymentSucceededAt).toEqual(new Date(clock.now()));
    expect(later.service?.pipeline?.lastSucceededDeploymentId).toMatch(UUID);
  });

  test('creates a service without a pipeline', async () => {
    const { service } = await client.send(
      new CreateServiceCommand({ name: 'plain', templateName: 'web', templateMajorVersion: '1', spec: SPEC }),
    );
    expect(service).toMatchObject({ status: 'ACTIVE' });
    expect(service?.pipeline).toBeUndefined();
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
    const { service } = await client.send(new GetServiceCommand({ name: 'shop' }));
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
    const { service } = await client.send(new GetServiceCommand({ name: 'shop' }));
    expect(service?.pipeline).toMatchObject({
      deploymentStatus: 'SUCCEEDED',
      templateMinorVersion: '1',
      spec: `${SPEC}#2`,
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
    const { pipeline } = await client.send(
      new UpdateServicePipelineCommand({ serviceName: 'shop', spec: SPEC, ...input }),
    );
    const { deployment } = await client.send(new GetDeploymentCommand({ id: pipeline?.lastAttemptedDeploymentId }));
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
    const refused = client.send(new UpdateServicePipelineCommand({ serviceName: 'shop', spec: SPEC, ...input }));
    expect((await rejectionOf(refused)).name).toBe('ValidationException');
    expect(emulator.proton.deployments('shop')).toHaveLength(2);
  });

  test('refuses a creation that names only a part of where the code is', async () => {
    const { branchName: _, ...part } = withPipeline;
    expect((await rejectionOf(client.send(new CreateServiceCommand(part)))).name).toBe('ValidationException');
  });

  test('deploys nothing for the deployment type NONE', async () => {
    emulator.proton.addService('shop');
    const { pipeline } = await client.send(
      new UpdateServicePipelineCommand({ serviceName: 'shop', spec: SPEC, deploymentType: 'NONE' }),
    );
    expect(pipeline?.deploymentStatus).toBe('SUCCEEDED');
    expect(emulator.proton.deployments('shop')).toHaveLength(2);
  });

  test('reads a deployment, also after a newer one has taken its place', async () => {
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    const { pipeline } = await client.send(cancel('shop'));
    clock.advance(10_000);
    await client.send(update('shop'));
    const { deployment } = await client.send(
      new GetDeploymentCommand({ id: pipeline?.lastAttemptedDeploymentId, serviceName: 'shop' }),
    );
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
    const ofShop = await client.send(new ListDeploymentsCommand({ serviceName: 'shop' }));
    expect(ofShop.deployments?.map((deployment) => deployment.deploymentStatus)).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
    const ofAll = await client.send(new ListDeploymentsCommand({}));
    expect(ofAll.deployments).toHaveLength(4);
    const ofInstance = await client.send(
      new ListDeploymentsCommand({ serviceName: 'shop', serviceInstanceName: 'prod' }),
    );
    expect(ofInstance.deployments).toEqual([]);
  });

  test('lists a thousand services page by page, each once', async () => {
    for (let number = 0; number < 1000; number += 1) {
      emulator.proton.addService(`service-${number}`);
    }
    const names = new Set<string>();
    for await (const page of paginateListServices({ client, pageSize: 90 }, {})) {
      for (const { name } of page.services ?? []) {
        names.add(name ?? '');
      }
    }
    expect(names.size).toBe(1000);
  });

  test('deletes a service with its pipeline, and answers retries', async () => {
    emulator.proton.addService('shop', { deleteMilliseconds: 5_000 });
    const [deployment] = emulator.proton.deployments('shop');
    const deleting = await client.send(new DeleteServiceCommand({ name: 'shop' }));
    expect(deleting.service).toMatchObject({
      status: 'DELETE_IN_PROGRESS',
      pipeline: { deploymentStatus: 'DELETE_IN_PROGRESS' },
    });
    clock.advance(4_000);
    await client.send(new DeleteServiceCommand({ name: 'shop' }));
    clock.advance(1_000);
    expect((await client.send(new DeleteServiceCommand({ name: 'shop' }))).service).toBeUndefined();
    const gone = await rejectionOf(client.send(new GetServiceCommand({ name: 'shop' })));
    expect(gone.name).toBe('ResourceNotFoundException');
    const goneToo = await rejectionOf(client.send(new GetDeploymentCommand({ id: deployment?.id })));
    expect(goneToo.name).toBe('ResourceNotFoundException');
    expect((await client.send(new ListServicesCommand({}))).services).toEqual([]);
  });

  test('gets the same service for an identical retry of its creation', async () => {
    const first = await client.send(new CreateServiceCommand(withPipeline));
    const second = await client.send(new CreateServiceCommand(withPipeline));
    expect(second.service).toEqual(first.service);
    expect(emulator.proton.deployments('shop')).toHaveLength(1);
  });

  test('finds a request id on answers and on errors', async () => {
    emulator.proton.addService('shop');
    const { $metadata } = await client.send(new GetServiceCommand({ name: 'shop' }));
    expect($metadata.requestId).toBe(emulator.requests[0]?.requestId);
    const error = await rejectionOf(client.send(new GetServiceCommand({ name: 'other' })));
    expect(error).toMatchObject({ $metadata: { requestId: emulator.requests[1]?.requestId } });
  });
});

describe('the errors that the SDK sees', () => {
  const clock = new FakeClock();
  let emulator: Emulator;
  let client: ProtonClient;

  beforeEach(async () => {
    emulator = await startEmulator({ clock });
    client = sdkClient(emulator);
  });

  afterEach(async () => {
    client.destroy();
    await emulator.close();
  });

  test.each(['in-progress', 'cancelling', 'creating'] as const)(
    'an update is a conflict while a deployment is %s',
    async (deployment) => {
      emulator.proton.addService('shop', { deployment });
      expect(await rejectionOf(client.send(update('shop')))).toMatchObject({
        name: 'ConflictException',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  test.each(['creating', 'none', 'cancelling', 'cancelled', 'succeeded', 'failed'] as const)(
    'a cancellation is a conflict where the latest deployment is %s',
    async (deployment) => {
      emulator.proton.addService('shop', { deployment });
      const error = await rejectionOf(client.send(cancel('shop')));
      expect(error.name).toBe('ConflictException');
    },
  );

  test('a cancellation of a service without a pipeline is a conflict', async () => {
    emulator.proton.addService('shop', { pipeline: false });
    expect((await rejectionOf(client.send(cancel('shop')))).name).toBe('ConflictException');
    expect((await rejectionOf(client.send(update('shop')))).name).toBe('ValidationException');
  });

  test('an update and a cancellation are conflicts while the service is being deleted', async () => {
    emulator.proton.addService('shop');
    emulator.proton.deleteService('shop');
    expect((await rejectionOf(client.send(update('shop')))).name).toBe('ConflictException');
    expect((await rejectionOf(client.send(cancel('shop')))).name).toBe('ConflictException');
  });

  test('a deletion is a conflict while a deployment is in progress', async () => {
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    expect((await rejectionOf(client.send(new DeleteServiceCommand({ name: 'shop' })))).name).toBe('ConflictException');
  });

  test('a second creation with other parameters is invalid, of a modified service a conflict', async () => {
    await client.send(new CreateServiceCommand(withPipeline));
    const other = await rejectionOf(client.send(new CreateServiceCommand({ ...withPipeline, spec: 'other' })));
    expect(other.name).toBe('ValidationException');
    expect(other.message).toContain('IdempotentParameterMismatch');
    emulator.proton.endDeployment('shop', 'SUCCEEDED');
    emulator.proton.startUpdate('shop');
    const modified = await rejectionOf(client.send(new CreateServiceCommand(withPipeline)));
    expect(modified.name).toBe('ConflictException');
  });

  test('what does not exist is not found', async () => {
    const calls: readonly Promise<unknown>[] = [
      client.send(cancel('shop')),
      client.send(update('shop')),
      client.send(new GetServiceCommand({ name: 'shop' })),
      client.send(new DeleteServiceCommand({ name: 'shop' })),
      client.send(new ListDeploymentsCommand({ serviceName: 'shop' })),
      client.send(new GetDeploymentCommand({ id: '01234567-89ab-cdef-0123-456789abcdef' })),
    ];
    const errors = await Promise.all(calls.map(rejectionOf));
    expect(new Set(errors.map((error) => error.name))).toEqual(new Set(['ResourceNotFoundException']));
  });

  test('a deployment is not found under a service it does not belong to', async () => {
    emulator.proton.addService('shop');
    emulator.proton.addService('bank');
    const id = emulator.proton.deployments('shop')[0]?.id;
    const error = await rejectionOf(client.send(new GetDeploymentCommand({ id, serviceName: 'bank' })));
    expect(error.name).toBe('ResourceNotFoundException');
  });

  test('a name that breaks the rules is invalid, and the message names member, value and rule', async () => {
    const error = await rejectionOf(client.send(new GetServiceCommand({ name: '-shop' })));
    expect(error).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    expect(error.message).toContain("Value '-shop' at 'name' failed to satisfy constraint");
  });

  test('a page token of other origin is invalid', async () => {
    const error = await rejectionOf(client.send(new ListServicesCommand({ nextToken: 'abcd' })));
    expect(error.name).toBe('ValidationException');
  });

  test('an internal error is a server fault', async () => {
    emulator.inject({ kind: 'error', name: 'InternalServerException' });
    expect(await rejectionOf(client.send(cancel('shop')))).toMatchObject({
      name: 'InternalServerException',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
  });
});

describe('what settings bring about', () => {
  test('a denied action is refused in the words of IAM', async () => {
    await using emulator = disposable(await startEmulator({ denied: ['proton:GetService'] }));
    const error = await rejectionOf(sdkClient(emulator).send(new GetServiceCommand({ name: 'shop' })));
    expect(error.name).toBe('AccessDeniedException');
    expect(error.message).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/emulated-role/emulated-session is not authorized to perform: proton:GetService on resource: arn:aws:proton:us-east-1:123456789012:service/shop because no identity-based policy allows the proton:GetService action',
    );
  });

  test('calls beyond the rate are throttled until time has passed', async () => {
    const clock = new FakeClock();
    await using emulator = disposable(await startEmulator({ clock, callsPerSecond: 2 }));
    const client = sdkClient(emulator);
    await client.send(new ListServicesCommand({}));
    await client.send(new ListServicesCommand({}));
    const error = await rejectionOf(client.send(new ListServicesCommand({})));
    expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    clock.advance(500);
    await client.send(new ListServicesCommand({}));
  });

  test('a creation beyond the quota is refused', async () => {
    await using emulator = disposable(await startEmulator({ serviceQuota: 0 }));
    const error = await rejectionOf(sdkClient(emulator).send(new CreateServiceCommand(withPipeline)));
    expect(error.name).toBe('ServiceQuotaExceededException');
  });

  test('a cancellation with nothing in progress is invalid where that is the setting', async () => {
    await using emulator = disposable(await startEmulator({ nothingToCancelAnswer: 'validation' }));
    emulator.proton.addService('shop');
    expect((await rejectionOf(sdkClient(emulator).send(cancel('shop')))).name).toBe('ValidationException');
  });
});

function disposable(emulator: Emulator): Emulator & AsyncDisposable {
  return { ...emulator, [Symbol.asyncDispose]: () => emulator.close() };
}
