import { expect, test } from 'vitest';
import { CloudFormationState } from '../../../emulator/cloudformation/state/cloudformation-state.ts';
import { cancelUpdateStack } from '../../../emulator/cloudformation/state/stack-requests.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { FakeClock } from '../clients.ts';

function stateWith() {
  const clock = new FakeClock();
  const immediately = { deployMilliseconds: 0, cancelMilliseconds: 0, cleanupMilliseconds: 0, deleteMilliseconds: 1 };
  return { clock, state: new CloudFormationState({ ...defaultSettings, ...immediately, clock }) };
}

test('of a stack, the latest five hundred changes are kept, and its creation', () => {
  const { state, clock } = stateWith();
  const id = state.addStack('shop');
  const created = state.events('shop')[0];
  for (let count = 0; count < 500; count += 1) {
    clock.advance(1);
    state.setStatus('shop', 'UPDATE_IN_PROGRESS');
  }
  const own = state.events('shop').filter(({ physicalId }) => physicalId === id);
  expect(own).toHaveLength(501);
  expect(own[0]).toEqual(created);
  expect(state.stack('shop')?.status).toBe('UPDATE_COMPLETE');
});

test('of a stack, the latest five hundred requests to cancel are kept, and their tokens', () => {
  const { state } = stateWith();
  state.addStack('shop', { status: 'UPDATE_IN_PROGRESS', deployMilliseconds: 1 });
  cancelUpdateStack(state, { nameOrId: 'shop', token: 'accepted' });
  for (let count = 0; count < 510; count += 1) {
    expect(() => cancelUpdateStack(state, { nameOrId: 'shop', token: undefined })).toThrow('current stack status');
  }
  expect(state.updates('shop')[0]?.cancelRequests).toHaveLength(500);
});

test('of deleted stacks, the latest thousand are found by their ids', () => {
  const { state, clock } = stateWith();
  const ids: string[] = [];
  const lasting = state.addStack('lasting');
  for (let count = 0; count < 1020; count += 1) {
    ids.push(state.addStack('shop'));
    state.beginDeletion('shop');
    clock.advance(1);
  }
  expect(state.records().length).toBeLessThan(1010);
  expect(ids.filter((id) => state.find(id) === undefined)).toEqual(
    ids.slice(0, ids.indexOf(state.records()[1]?.id ?? '')),
  );
  expect(state.find(lasting)).toBeDefined();
});
