import { describe, expect, test } from 'vitest';
import type { Target } from '../../src/cancellation/model/plan.ts';
import { findState, type GuardState, piecesOf } from '../../src/guard/state.ts';
import { missing } from '../cancellation/outcomes/stack-readings.ts';

const targets: readonly Target[] = [
  {
    name: 'shop',
    reference: 'shop',
    baseline: {
      exists: true,
      reference: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/0a1b2c3d-0000-1111-2222-333344445555',
      deploymentId: '1d60f968-4f32-4060-9eea-1e159b566720',
      begunAtEpoch: 1_767_323_045_000,
      readAtEpoch: 1_767_323_050_000,
      isGoingOn: true,
    },
  },
  {
    name: 'billing',
    reference: 'billing',
    baseline: missing,
  },
];

function stateOf(all: readonly Target[] = targets): GuardState {
  return {
    inputs: {
      plan: {
        targetKind: 'stack',
        targets: all,
        waitMilliseconds: 90_000,
        maxPollIntervalMilliseconds: 10_000,
        deploymentId: undefined,
        dryRun: false,
        lookAgainMilliseconds: 0,
      },
      region: 'eu-west-1',
      failOn: new Set(['failed', 'timed-out']),
      includeSpec: false,
      jobSummary: true,
      commentOnPullRequest: 'on-failure',
    },
    hadKeys: true,
  };
}

function foundIn(pieces: Readonly<Record<string, string>>): ReturnType<typeof findState> {
  return findState((name) => pieces[name] ?? '');
}

/** What post finds where one field of main's state is another. */
function foundWith(change: (state: Record<string, unknown>) => void): ReturnType<typeof findState> {
  const state: Record<string, unknown> = JSON.parse(Object.values(piecesOf(stateOf())).join(''));
  change(state);
  return foundIn({ 'guard-0': JSON.stringify(state) });
}

describe('the state of the guard', () => {
  test('comes back as it was saved', () => {
    expect(foundIn(piecesOf(stateOf()))).toEqual(stateOf());
  });

  test('is cut into pieces that the environment of a process takes, on Windows as well', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ ...targets[at % 2], name: `shop-${at}`, reference: 'x' }));
    const pieces = piecesOf(stateOf(many.map(({ name, reference, baseline }) => ({ name, reference, baseline }))));
    expect(Math.max(...Object.values(pieces).map((piece) => piece.length))).toBeLessThan(32_767);
    const found = foundIn(pieces);
    expect(typeof found === 'object' && found.inputs.plan.targets.map(({ name }) => name)).toEqual(
      many.map(({ name }) => name),
    );
  });

  test('is not there where main left none', () => {
    expect(foundIn({})).toBe('nothing');
  });

  test.each([
    ['of another version', (state: Record<string, unknown>) => Object.assign(state, { version: 2 })],
    ['without a plan', (state: Record<string, unknown>) => Object.assign(state, { plan: undefined })],
    ['with a plan of another form', (state: Record<string, unknown>) => Object.assign(state, { plan: [] })],
    ['without targets', (state: Record<string, unknown>) => Object.assign(Object(state['plan']), { targets: [] })],
    [
      'with a target that has no baseline',
      (state: Record<string, unknown>) =>
        Object.assign(Object(state['plan']), { targets: [{ name: 'shop', reference: 'shop' }] }),
    ],
    [
      'with a wait that is no number',
      (state: Record<string, unknown>) => Object.assign(Object(state['plan']), { waitMilliseconds: '9' }),
    ],
    [
      'with an unknown mode of comments',
      (state: Record<string, unknown>) => Object.assign(state, { commentOnPullRequest: 'x' }),
    ],
  ])('is refused %s', (_how, change) => {
    expect(foundWith(change)).toBe('unreadable');
  });

  test('is refused where it is cut off', () => {
    const text = Object.values(piecesOf(stateOf())).join('');
    expect(foundIn({ 'guard-0': text.slice(0, -1) })).toBe('unreadable');
  });
});
