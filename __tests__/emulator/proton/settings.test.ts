import { describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';
import { cancel, withPipeline } from './commands.ts';

describe('what settings bring about', () => {
  test('a denied action is refused in the words of IAM', async () => {
    await using emulator = disposable(await startEmulator({ denied: ['proton:GetService'] }));
    const error = await rejectionOf(sdkClient(emulator).getService({ name: 'shop' }));
    expect(error.name).toBe('AccessDeniedException');
    expect(error.message).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/emulated-role/emulated-session is not authorized to perform: proton:GetService on resource: arn:aws:proton:us-east-1:123456789012:service/shop because no identity-based policy allows the proton:GetService action',
    );
  });

  test('calls beyond the rate are throttled until time has passed', async () => {
    const clock = new FakeClock();
    await using emulator = disposable(await startEmulator({ clock, callsPerSecond: 2 }));
    const client = sdkClient(emulator);
    await client.listServices({});
    await client.listServices({});
    const error = await rejectionOf(client.listServices({}));
    expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    clock.advance(500);
    await client.listServices({});
  });

  test('a creation beyond the quota is refused', async () => {
    await using emulator = disposable(await startEmulator({ serviceQuota: 0 }));
    const error = await rejectionOf(sdkClient(emulator).createService(withPipeline));
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
