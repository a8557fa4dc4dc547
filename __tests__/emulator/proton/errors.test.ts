import type { Proton } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';
import { cancel, update, withPipeline } from './commands.ts';

describe('the errors that the SDK sees', () => {
  const clock = new FakeClock();
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    emulator = await startEmulator({ clock });
    client = sdkClient(emulator);
    return () => emulator.close();
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
    expect((await rejectionOf(client.deleteService({ name: 'shop' }))).name).toBe('ConflictException');
  });

  test('a second creation with other parameters is invalid, of a modified service a conflict', async () => {
    await client.createService(withPipeline);
    const other = await rejectionOf(client.createService({ ...withPipeline, spec: 'other' }));
    expect(other.name).toBe('ValidationException');
    expect(other.message).toContain('IdempotentParameterMismatch');
    emulator.proton.endDeployment('shop', 'SUCCEEDED');
    emulator.proton.startUpdate('shop');
    const modified = await rejectionOf(client.createService(withPipeline));
    expect(modified.name).toBe('ConflictException');
  });

  test('what does not exist is not found', async () => {
    const calls: readonly Promise<unknown>[] = [
      client.send(cancel('shop')),
      client.send(update('shop')),
      client.getService({ name: 'shop' }),
      client.deleteService({ name: 'shop' }),
      client.listDeployments({ serviceName: 'shop' }),
      client.getDeployment({ id: '01234567-89ab-cdef-0123-456789abcdef' }),
    ];
    const errors = await Promise.all(calls.map(rejectionOf));
    expect(new Set(errors.map((error) => error.name))).toEqual(new Set(['ResourceNotFoundException']));
  });

  test('a deployment is not found under a service it does not belong to', async () => {
    emulator.proton.addService('shop');
    emulator.proton.addService('bank');
    const id = emulator.proton.deployments('shop')[0]?.id;
    const error = await rejectionOf(client.getDeployment({ id, serviceName: 'bank' }));
    expect(error.name).toBe('ResourceNotFoundException');
  });

  test('a name that breaks the rules is invalid, and the message names member, value and rule', async () => {
    const error = await rejectionOf(client.getService({ name: '-shop' }));
    expect(error).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    expect(error.message).toContain("Value '-shop' at 'name' failed to satisfy constraint");
  });
});
