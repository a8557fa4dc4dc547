import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CloudFormationState,
  type StackSettings,
} from '../../../emulator/cloudformation/state/cloudformation-state.ts';
import type { NewStack } from '../../../emulator/cloudformation/state/new-stack.ts';
import {
  cancelUpdateStack,
  continueUpdateRollback,
  deleteStack,
  rollbackStack,
  updateStack,
} from '../../../emulator/cloudformation/state/stack-requests.ts';
import { isAtRest, type StackStatus, stackStatuses } from '../../../emulator/cloudformation/state/stack-status.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { FakeClock } from '../clients.ts';

const minute = 60_000;
const ownFailure = 'The following resource(s) failed to update: [Service]. ';

function stateWith(settings: Partial<StackSettings> = {}) {
  const clock = new FakeClock();
  const state = new CloudFormationState({
    ...defaultSettings,
    clock,
    createMilliseconds: 10 * minute,
    deployMilliseconds: 10 * minute,
    cancelMilliseconds: 2 * minute,
    cleanupMilliseconds: minute,
    deleteMilliseconds: minute,
    ...settings,
  });
  return { state, clock };
}

const updatable: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

const version = (value: string) => [{ name: 'version', value }];

function cancel(state: CloudFormationState, token?: string): void {
  cancelUpdateStack(state, { nameOrId: 'shop', token });
}

/** The states that a stack goes through by itself, each with its reason and how long it lasts, in minutes. */
function courseOf(options: NewStack, settings: Partial<StackSettings> = {}) {
  const { state, clock } = stateWith(settings);
  const id = state.addStack('shop', options);
  const seen: [StackStatus | undefined, string | undefined, number][] = [];
  for (let minutes = 0; minutes < 30; minutes += 1) {
    const { status, reason } = state.stack(id) ?? {};
    if (seen.at(-1)?.[0] !== status) seen.push([status, reason, minutes]);
    clock.advance(minute);
  }
  return seen;
}

describe('a stack that is put in place', () => {
  test.each(stackStatuses.filter(isAtRest))('stays %s', (status) => {
    expect(courseOf({ status }).map(([seen]) => seen)).toEqual([status]);
  });

  test.each([
    ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'],
    ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE'],
    ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'],
    ['IMPORT_IN_PROGRESS', 'IMPORT_COMPLETE'],
    ['IMPORT_ROLLBACK_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
  ] as const)('goes from %s to %s', (status, end) => {
    expect(courseOf({ status }).map(([seen]) => seen)).toEqual([status, end]);
  });

  test('waits for its review as long as that takes', () => {
    expect(courseOf({ status: 'REVIEW_IN_PROGRESS' })).toHaveLength(1);
  });

  test.each(stackStatuses)('came to %s a minute ago, and what is ahead of it begins now', (status) => {
    const { state, clock } = stateWith();
    const id = state.addStack('shop', { status });
    const { atMilliseconds } = state.latest(state.get(id));
    expect(clock.now() - atMilliseconds).toBe(minute);
    const next = state.get(id).changes.find((change) => change.atMilliseconds > atMilliseconds);
    expect(next === undefined || next.atMilliseconds >= clock.now() + minute).toBe(true);
  });

  test('has the past of its state alone, however short its durations are', () => {
    const { state } = stateWith({ deployMilliseconds: 80, cancelMilliseconds: 80, cleanupMilliseconds: 0 });
    const own = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', updateEnding: 'UPDATE_FAILED', cancelled: true } as const;
    const id = state.addStack('shop', own);
    const events = state.events(id).filter(({ logicalId }) => logicalId === 'shop');
    expect(events.map(({ status, reason }) => [status, reason])).toEqual([
      ['CREATE_IN_PROGRESS', 'User Initiated'],
      ['CREATE_COMPLETE', undefined],
      ['UPDATE_IN_PROGRESS', 'User Initiated'],
      ['UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
    ]);
  });

  test('replaces one of the same name', () => {
    const { state } = stateWith();
    const first = state.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    const second = state.addStack('shop');
    expect(state.stack(first)).toBeUndefined();
    expect(state.stack('shop')).toMatchObject({ id: second, status: 'UPDATE_COMPLETE' });
  });

  test.each([
    { options: {}, reason: ownFailure },
    { options: { cancelled: true }, reason: 'User Initiated' },
    { options: { parentId: 'arn:aws:cloudformation:::stack/root/1' }, reason: 'Initiated by parent' },
  ])('as rolling back says why: $options', ({ options, reason }) => {
    const { state } = stateWith();
    state.addStack('shop', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', ...options });
    expect(state.stack('shop')?.reason).toBe(reason);
  });
});

describe('an update over time', () => {
  test('succeeds, and cleans up', () => {
    expect(courseOf({ status: 'UPDATE_IN_PROGRESS' })).toEqual([
      ['UPDATE_IN_PROGRESS', 'User Initiated', 0],
      ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, 10],
      ['UPDATE_COMPLETE', undefined, 11],
    ]);
  });

  test('that fails is rolled back, for a reason of its own', () => {
    expect(courseOf({ status: 'UPDATE_IN_PROGRESS', updateEnding: 'UPDATE_FAILED' })).toEqual([
      ['UPDATE_IN_PROGRESS', 'User Initiated', 0],
      ['UPDATE_ROLLBACK_IN_PROGRESS', ownFailure, 10],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, 12],
      ['UPDATE_ROLLBACK_COMPLETE', undefined, 13],
    ]);
  });

  test('that fails stays failed where rollbacks are disabled', () => {
    const options = { status: 'UPDATE_IN_PROGRESS', updateEnding: 'UPDATE_FAILED', disableRollback: true } as const;
    expect(courseOf(options)).toEqual([
      ['UPDATE_IN_PROGRESS', 'User Initiated', 0],
      ['UPDATE_FAILED', ownFailure, 10],
    ]);
  });

  test('that fails leaves what was in place before, under its own token', () => {
    const { state, clock } = stateWith({ updateEnding: 'UPDATE_FAILED' });
    const id = state.addStack('shop', { tags: version('1') });
    const update = (value: string) =>
      updateStack(state, { nameOrId: 'shop', token: value }, (present) => ({ ...present, tags: version(value) }));
    update('2');
    state.setStatus('shop', 'UPDATE_COMPLETE');
    update('3');
    clock.advance(10 * minute);
    const { definition, operation, status } = state.latest(state.get(id));
    expect({ status, tags: definition.tags, token: operation.token }).toEqual({
      status: 'UPDATE_ROLLBACK_IN_PROGRESS',
      tags: version('2'),
      token: '3',
    });
  });

  test('shows its resources: in progress after the stack, complete or failed before it', () => {
    const { state, clock } = stateWith({ updateEnding: 'UPDATE_FAILED' });
    state.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    clock.advance(12 * minute);
    expect(
      state
        .events('shop')
        .slice(-7)
        .map(({ logicalId, status }) => `${logicalId} ${status}`),
    ).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Service UPDATE_IN_PROGRESS',
      'Service UPDATE_FAILED',
      'shop UPDATE_ROLLBACK_IN_PROGRESS',
      'Service UPDATE_IN_PROGRESS',
      'Service UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    ]);
  });

  test.each(stackStatuses)('begins, or is refused, by the state of the stack: %s', (status) => {
    const { state } = stateWith();
    const id = state.addStack('shop', { status });
    const update = () =>
      updateStack(state, { nameOrId: id, token: undefined }, (present) => ({ ...present, template: 'another' }));
    if (updatable.includes(status)) {
      update();
      expect(state.stack(id)?.status).toBe('UPDATE_IN_PROGRESS');
    } else {
      expect(update).toThrow(`Stack:${id} is in ${status} state and can not be updated.`);
    }
  });

  test('that failed can be tried again unchanged', () => {
    const { state } = stateWith();
    state.addStack('shop', { status: 'UPDATE_FAILED', disableRollback: true });
    updateStack(state, { nameOrId: 'shop', token: undefined }, (present) => present);
    expect(state.stack('shop')?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test('with the token of the one before is not begun again', () => {
    const { state, clock } = stateWith();
    state.addStack('shop');
    const again = () =>
      updateStack(state, { nameOrId: 'shop', token: 'up' }, (present) => ({ ...present, tags: version('2') }));
    again();
    again();
    clock.advance(11 * minute);
    again();
    expect(state.updates('shop').filter(({ token }) => token === 'up')).toHaveLength(1);
    expect(state.stack('shop')?.status).toBe('UPDATE_COMPLETE');
  });

  test('whose rollback fails ends so', () => {
    const options = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' } as const;
    expect(courseOf(options)).toEqual([
      ['UPDATE_ROLLBACK_IN_PROGRESS', ownFailure, 0],
      ['UPDATE_ROLLBACK_FAILED', ownFailure, 2],
    ]);
  });

  test('is followed by another one, a while after its rollback', () => {
    const options = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', supersededAfterMilliseconds: 3 * minute } as const;
    expect(courseOf(options).map(([status, , minutes]) => [status, minutes])).toEqual([
      ['UPDATE_ROLLBACK_IN_PROGRESS', 0],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 2],
      ['UPDATE_ROLLBACK_COMPLETE', 3],
      ['UPDATE_IN_PROGRESS', 6],
      ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 16],
      ['UPDATE_COMPLETE', 17],
    ]);
  });

  test('is followed once only, where every update fails', () => {
    const failing = { updateEnding: 'UPDATE_FAILED', supersededAfterMilliseconds: 0 } as const;
    const { state, clock } = stateWith(failing);
    state.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    clock.advance(100 * minute);
    expect(state.updates('shop').map(({ status }) => status)).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
  });
});

describe('a cancellation', () => {
  test.each(stackStatuses.filter((status) => status !== 'UPDATE_IN_PROGRESS'))('is refused in %s', (status) => {
    const { state } = stateWith();
    const id = state.addStack('shop', { status });
    const before = state.events(id).length;
    expect(() => cancelUpdateStack(state, { nameOrId: id, token: 'late' })).toThrow(
      'CancelUpdateStack cannot be called from current stack status',
    );
    expect(state.stack(id)?.status).toBe(status);
    expect(state.events(id)).toHaveLength(before);
  });

  test('is known to the truth, with every request and its token', () => {
    const { state, clock } = stateWith();
    state.addStack('shop', { status: 'UPDATE_IN_PROGRESS', token: 'up' });
    const [begun] = state.updates('shop');
    expect(begun).toMatchObject({ token: 'up', status: 'UPDATE_IN_PROGRESS', endedAtMilliseconds: undefined });
    clock.advance(minute);
    const asked = clock.now();
    cancel(state, 'one');
    cancel(state, 'one');
    expect(() => cancel(state, 'two')).toThrow('cannot be called from current stack status');
    clock.advance(5 * minute);
    expect(state.updates('shop')).toEqual([
      {
        id: begun?.id,
        token: 'up',
        status: 'UPDATE_ROLLBACK_COMPLETE',
        begunAtMilliseconds: asked - 2 * minute,
        endedAtMilliseconds: asked + 3 * minute,
        cancelRequestedAtMilliseconds: asked,
        cancelRequests: [
          { atMilliseconds: asked, token: 'one', verdict: 'accepted', updateId: begun?.id },
          { atMilliseconds: asked, token: 'one', verdict: 'repeated', updateId: begun?.id },
          { atMilliseconds: asked, token: 'two', verdict: 'refused', updateId: begun?.id },
        ],
      },
    ]);
  });

  test('belongs to the update that it stopped, not to the one that follows', () => {
    const { state, clock } = stateWith({ supersededAfterMilliseconds: 0 });
    state.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    cancel(state);
    clock.advance(3 * minute);
    const [stopped, next] = state.updates('shop');
    expect(stopped).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', cancelRequests: [{ verdict: 'accepted' }] });
    expect(next).toMatchObject({ status: 'UPDATE_IN_PROGRESS', cancelRequests: [] });
    expect(state.stack('shop')?.status).toBe('UPDATE_IN_PROGRESS');
  });

  test('restores what the latest update found, not what an earlier one did', () => {
    const { state, clock } = stateWith();
    const id = state.addStack('shop', { tags: version('1') });
    updateStack(state, { nameOrId: 'shop', token: undefined }, (present) => ({ ...present, tags: version('2') }));
    clock.advance(11 * minute);
    updateStack(state, { nameOrId: 'shop', token: undefined }, (present) => ({ ...present, tags: version('3') }));
    cancel(state);
    expect(state.latest(state.get(id)).definition.tags).toEqual(version('2'));
  });

  test('of a stack that was put in place knows its token', () => {
    const { state } = stateWith();
    state.addStack('shop', {
      status: 'UPDATE_ROLLBACK_IN_PROGRESS',
      cancelled: true,
      token: 'up',
      cancelToken: 'stop',
    });
    cancel(state, 'stop');
    expect(state.updates('shop')[0]?.cancelRequests.map(({ verdict }) => verdict)).toEqual(['accepted', 'repeated']);
    expect(
      state
        .events('shop')
        .filter(({ logicalId }) => logicalId === 'shop')
        .slice(-2),
    ).toMatchObject([
      { status: 'UPDATE_IN_PROGRESS', token: 'up' },
      { status: 'UPDATE_ROLLBACK_IN_PROGRESS', token: 'stop' },
    ]);
  });

  test.each([
    { rollbackOperation: 'own', same: false },
    { rollbackOperation: 'shared', same: true },
  ] as const)('is an operation of its own or not: $rollbackOperation', ({ rollbackOperation, same }) => {
    const { state } = stateWith({ rollbackOperation });
    state.addStack('shop', { status: 'UPDATE_IN_PROGRESS', token: 'up' });
    cancel(state, 'stop');
    const own = state.events('shop').filter(({ logicalId }) => logicalId === 'shop');
    const [update, rollback] = own.slice(-2);
    expect(rollback).toMatchObject({ status: 'UPDATE_ROLLBACK_IN_PROGRESS', token: 'stop' });
    expect(rollback?.operationId === update?.operationId).toBe(same);
  });
});

describe('the recovery', () => {
  test('is refused in any other state', () => {
    const { state } = stateWith();
    state.addStack('shop');
    const request = { nameOrId: 'shop', token: undefined };
    expect(() => rollbackStack(state, request)).toThrow('is in UPDATE_COMPLETE state');
    expect(() => continueUpdateRollback(state, request)).toThrow(
      'RollbackUpdatedStack cannot be called from current stack status',
    );
  });

  test('of a nested stack is refused: its root has to be asked', () => {
    const { state } = stateWith();
    const id = state.addStack('child', { status: 'UPDATE_ROLLBACK_FAILED', parentId: state.addStack('shop') });
    expect(() => continueUpdateRollback(state, { nameOrId: id, token: undefined })).toThrow(
      'RollbackUpdatedStack cannot be invoked on child stacks',
    );
  });
});

describe('a deleted stack', () => {
  test('is found by its id only, and leaves its name free', () => {
    const { state, clock } = stateWith();
    const id = state.addStack('shop');
    deleteStack(state, { nameOrId: 'shop', token: undefined });
    expect(state.stack('shop')?.status).toBe('DELETE_IN_PROGRESS');
    clock.advance(minute);
    expect(state.find('shop')).toBeUndefined();
    expect(state.find(id)).toMatchObject({ id });
    expect(state.stack('shop')).toEqual({ id, status: 'DELETE_COMPLETE', reason: undefined });
    const next = state.addStack('shop');
    expect(next).not.toBe(id);
    expect(state.stack('shop')?.id).toBe(next);
  });

  test('can be deleted while it is created, and a second time without effect', () => {
    const { state, clock } = stateWith();
    const id = state.addStack('shop', { status: 'CREATE_IN_PROGRESS' });
    deleteStack(state, { nameOrId: 'shop', token: undefined });
    clock.advance(minute - 1);
    deleteStack(state, { nameOrId: 'shop', token: undefined });
    clock.advance(1);
    deleteStack(state, { nameOrId: id, token: undefined });
    expect(state.stack(id)?.status).toBe('DELETE_COMPLETE');
  });

  test('can be deleted past the API in the middle of an update, and once', () => {
    const { state, clock } = stateWith();
    const id = state.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    expect(() => deleteStack(state, { nameOrId: 'shop', token: undefined })).toThrow(
      'cannot be deleted while in status',
    );
    state.beginDeletion('shop', 5 * minute);
    clock.advance(4 * minute);
    state.beginDeletion('shop', 5 * minute);
    clock.advance(minute);
    expect(state.stack(id)?.status).toBe('DELETE_COMPLETE');
  });
});

test('events come in order, each with an id and a time of its own, and the stack is what its last own event says', () => {
  const step = fc.oneof(
    fc.record({ advance: fc.integer({ min: 0, max: 5 * minute }) }),
    fc.constantFrom('cancel', 'update', 'delete', 'continue'),
  );
  const settings = fc.record({
    updateEnding: fc.constantFrom('UPDATE_COMPLETE' as const, 'UPDATE_FAILED' as const),
    rollbackEnding: fc.constantFrom('UPDATE_ROLLBACK_COMPLETE' as const, 'UPDATE_ROLLBACK_FAILED' as const),
    supersededAfterMilliseconds: fc.constantFrom(undefined, 0, minute),
    rollbackOperation: fc.constantFrom('own' as const, 'shared' as const),
  });
  fc.assert(
    fc.property(settings, fc.constantFrom(...stackStatuses), fc.array(step), (behaviour, status, steps) => {
      const { state, clock } = stateWith(behaviour);
      const nameOrId = state.addStack('shop', { status, resources: ['Database', 'Service'] });
      let before = state.events(nameOrId);
      for (const each of steps) {
        play(state, clock, nameOrId, each);
        const events = state.events(nameOrId);
        expect(events.slice(0, before.length)).toEqual(before);
        before = events;
      }
      expect(new Set(before.map(({ eventId }) => eventId)).size).toBe(before.length);
      const times = before.map(({ atMilliseconds }) => atMilliseconds);
      expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
      const own = before.filter(({ physicalId }) => physicalId === nameOrId).at(-1);
      expect(own).toMatchObject({ status: state.stack(nameOrId)?.status, reason: state.stack(nameOrId)?.reason });
    }),
  );
});

function play(
  state: CloudFormationState,
  clock: FakeClock,
  nameOrId: string,
  step: 'cancel' | 'update' | 'delete' | 'continue' | { readonly advance: number },
): void {
  if (typeof step === 'object') {
    clock.advance(step.advance);
    return;
  }
  const request = { nameOrId, token: undefined };
  const refusable = {
    cancel: () => cancelUpdateStack(state, request),
    update: () => state.setStatus(nameOrId, 'UPDATE_IN_PROGRESS'),
    delete: () => deleteStack(state, request),
    continue: () => continueUpdateRollback(state, request),
  };
  try {
    refusable[step]();
  } catch (error) {
    expect(error).toMatchObject({ name: 'ValidationError' });
  }
}
