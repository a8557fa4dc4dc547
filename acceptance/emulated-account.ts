import { type Emulator, startEmulator } from '../emulator/server.ts';
import type { Account } from './account.ts';

const denial =
  'User: arn:aws:sts::123456789012:assumed-role/limited/session is not authorized to perform: cloudformation:CancelUpdateStack because no session policy allows the cloudformation:CancelUpdateStack action';

/**
 * The emulator in place of AWS, fast enough for tests. It knows no nested stacks and no policies of sessions: these two are
 * put in place past its API.
 *
 * @param deniedStack the stack whose updates the limited credentials can't cancel
 * @param prepare what else is to be done with the emulator, for a test that breaks it
 */
export async function emulatedAccount(
  deniedStack: string,
  prepare: (emulator: Emulator) => void = () => undefined,
): Promise<Account> {
  const emulator = await startEmulator({
    createMilliseconds: 200,
    deployMilliseconds: 300,
    cancelMilliseconds: 4_000,
    cleanupMilliseconds: 100,
    deleteMilliseconds: 200,
    keptRequests: 0,
  });
  const operation = 'CancelUpdateStack';
  emulator.inject({ kind: 'error', name: 'AccessDenied', message: denial, operation, target: deniedStack, times: 1 });
  prepare(emulator);
  const { url, region, credentials } = emulator;
  return {
    kind: 'emulator',
    region,
    endpoint: url,
    cloudFormationUrl: new URL(url),
    storageUrl: new URL(url),
    credentials,
    limited: credentials,
    lookMilliseconds: 100,
    patienceMilliseconds: 60_000,
    childInProgress: async (_stacks, rootName) => {
      // Its root waits for it.
      const hanging = { status: 'UPDATE_IN_PROGRESS', deployMilliseconds: Number.POSITIVE_INFINITY } as const;
      const parentId = emulator.cloudformation.addStack(rootName, hanging);
      return emulator.cloudformation.addStack(`${rootName}-Child`, { ...hanging, parentId });
    },
    close: () => emulator.close(),
  };
}
