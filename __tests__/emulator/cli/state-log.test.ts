import { expect, test } from 'vitest';
import { StateLog } from '../../../emulator/cli/state-log.ts';
import type { NamedState } from '../../../emulator/server.ts';

test('the log tells of a service and of a stack of the same name', () => {
  const service: NamedState = { api: 'proton', target: 'shop', state: 'IN_PROGRESS' };
  const stack: NamedState = { api: 'cloudformation', target: 'shop', state: 'UPDATE_IN_PROGRESS' };
  let states: NamedState[] = [service, stack];
  const log = new StateLog(() => states);
  expect(log.changes(0)).toEqual([]);
  states = [{ ...service, state: 'CANCELLING' }, stack];
  expect(log.changes(0)).toEqual(['1970-01-01T00:00:00.000Z  shop  IN_PROGRESS -> CANCELLING']);
  states = [{ ...stack, state: 'UPDATE_COMPLETE' }];
  expect(log.changes(0)).toEqual([
    '1970-01-01T00:00:00.000Z  shop  UPDATE_IN_PROGRESS -> UPDATE_COMPLETE',
    '1970-01-01T00:00:00.000Z  shop  CANCELLING -> deleted',
  ]);
});
