import { Proton, type ProtonClientConfig } from '@aws-sdk/client-proton';
import type { Clock } from '../../emulator/clock.ts';
import type { Emulator } from '../../emulator/server.ts';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #milliseconds = Date.UTC(2026, 5, 1);

  now(): number {
    return this.#milliseconds;
  }

  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }
}

/** The SDK's client for an emulator, which tries once unless told otherwise. */
export function sdkClient(emulator: Emulator, config: ProtonClientConfig = {}): Proton {
  return new Proton({
    endpoint: emulator.url,
    region: emulator.region,
    credentials: emulator.credentials,
    maxAttempts: 1,
    ...config,
  });
}

/** What a promise rejects with. Fails when it does not reject. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`rejected with something that is no error: ${String(error)}`);
  }
  throw new Error('did not reject');
}

/** How a call ended: `ok`, or the name of its error. */
export function outcomeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : 'not an error'),
  );
}
