import { describe, expect, test } from 'vitest';
import type { Baseline, Plan } from '../../../src/cancellation/model/plan.ts';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, type Row, times } from './rows.ts';
import { atRest, events, missing, stack, stackId } from './stack-readings.ts';

/** At rest after an update of another deployment, as seen an hour and a half before the request. */
const atRestSince: Baseline = {
  ...atRest,
  deploymentId: another,
  readAtEpoch: Date.parse('2026-08-31T22:30:00.000Z'),
};

function guarded(
  baseline: Partial<Baseline> = {},
  plan: Partial<Plan> = {},
  reference = stackId,
): { readonly plan: Partial<Plan> } {
  const target = { name: 'web', reference, baseline: { ...atRestSince, ...baseline } };
  return { plan: { targetKind: 'stack', targets: [target], ...plan } };
}

const anotherId = `${stackId}-created-again`;
const deploying = stack('UPDATE_IN_PROGRESS', { reference: stackId });
function deployingAt(time: string): typeof deploying {
  return stack('UPDATE_IN_PROGRESS', { reference: stackId, deploymentId: undefined, begunAtEpoch: Date.parse(time) });
}
const theirs = stack('UPDATE_IN_PROGRESS', { reference: stackId, deploymentId: another });
const rest = stack('UPDATE_COMPLETE', { reference: stackId, deploymentId: another });
const ended = stack('UPDATE_COMPLETE', { reference: stackId });
const rollingBack = stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId, rollbackBy: 'user' });
const rolledBack = stack('UPDATE_ROLLBACK_COMPLETE', { reference: stackId });

test('where no stack has appeared before the time was over, nothing began', async () => {
  const target = { name: 'web', reference: 'web', baseline: missing };
  const plan = { targetKind: 'stack', targets: [target], waitMilliseconds: 0, lookAgainMilliseconds: 30_000 } as const;
  const { result } = await play({ service: [failing('not-found')] }, { plan });
  expect(`${result.outcome} ${result.reason.kind}`).toBe('nothing-to-cancel nothing-began');
});

test('an update that cannot be cancelled is named as it is read last', async () => {
  const nested = { nestedIn: 'root-id' };
  const { result } = await play(
    {
      cancel: [failing('validation', cancel)],
      findsByToken: true,
      service: [
        stack('UPDATE_IN_PROGRESS', { ...nested, deploymentId: another }),
        stack('UPDATE_IN_PROGRESS', { ...nested, begunAt: '2026-08-31T23:30:00.000Z' }),
      ],
    },
    { plan: { targetKind: 'stack', targets: [{ name: 'web', reference: 'web', baseline: atRest }] } },
  );
  expect(result).toMatchObject({ outcome: 'not-cancellable', deploymentId: ours });
});

describe('what began since the baseline', () => {
  const rows: readonly Row[] = [
    [
      'an update that AWS does not name is cancelled where a creation was in progress before',
      {
        cancel: [acceptedSilently],
        service: [
          deployingAt('2026-08-31T22:30:01.000Z'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId, rollbackBy: 'user' }),
        ],
      },
      'requested',
      [get, cancel, get],
      guarded({ isGoingOn: true, deploymentId: undefined }, { waitMilliseconds: 0 }),
    ],
    [
      'an update in progress is cancelled',
      {
        cancel: [acceptedSilently],
        service: [deploying, rollingBack, rolledBack],
      },
      'cancelled',
      [get, cancel, get, get],
      { ...guarded(), deploymentId: ours },
    ],
    [
      'an update that began while the step looks is cancelled',
      {
        cancel: [acceptedSilently],
        service: [rest, rest, deploying, rollingBack, rolledBack],
      },
      'cancelled',
      [...times(get, 3), cancel, get, get],
      guarded(),
    ],
    [
      'an update that was over when it was read before is not cancelled, although a reading that lags shows it in progress',
      {
        service: [ended, deploying, ended],
      },
      'nothing-to-cancel',
      times(get, 11),
      guarded(),
    ],
    [
      'an update that ended well is left, once it is certain that no other has begun since',
      { service: [stack('UPDATE_COMPLETE', { reference: stackId })] },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded(), reason: { kind: 'already-ended' } },
    ],
    [
      'a rollback of its own is explained',
      {
        service: [rolledBack, rolledBack],
        deployment: [
          events('UPDATE_ROLLBACK_COMPLETE', 'itself', { endedAtEpoch: Date.parse('2026-08-31T23:50:00.000Z') }),
        ],
      },
      'nothing-to-cancel',
      [...times(get, 12), ask],
      { ...guarded(), reason: { kind: 'rolled-back-by-others', by: 'itself' } },
    ],
    [
      'the creation of a stack is told as what it is',
      { service: [stack('CREATE_IN_PROGRESS', { reference: stackId, deploymentId: undefined })] },
      'not-cancellable',
      [get],
      guarded(missing),
    ],
    [
      'an update of a stack that was created since is cancelled',
      {
        cancel: [acceptedSilently],
        service: [
          stack('UPDATE_IN_PROGRESS', { reference: anotherId, deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: anotherId, deploymentId: another, rollbackBy: 'user' }),
          stack('UPDATE_ROLLBACK_COMPLETE', { reference: anotherId, deploymentId: another }),
        ],
      },
      'cancelled',
      [get, cancel, get, get, get],
      guarded({}, {}, 'web'),
    ],
    [
      'a dry run says what would be cancelled',
      { service: [deploying] },
      'would-cancel',
      [get],
      guarded({}, { dryRun: true }),
    ],
  ];
  check(rows.map(([situation, script, ...rest]) => [situation, { findsByToken: true, ...script }, ...rest]));
});

describe('what did not begin since the baseline', () => {
  const rows: readonly Row[] = [
    [
      'nothing in progress is confirmed, for reads lag',
      { service: [rest] },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded(), reason: { kind: 'nothing-began', isInProgress: false } },
    ],
    [
      'an update that was in progress before is left alone',
      { service: [theirs] },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded({ isGoingOn: true }), reason: { kind: 'nothing-began', isInProgress: true } },
    ],
    [
      'an update that was begun before the baseline was read is left alone, though that read lagged',
      { service: [deploying] },
      'nothing-to-cancel',
      times(get, 11),
      guarded({ readAtEpoch: Date.parse('2026-08-31T23:30:00.000Z') }),
    ],
    [
      'an update that AWS does not name is left alone where one was in progress before',
      {
        service: [
          stack('UPDATE_IN_PROGRESS', { reference: stackId, deploymentId: undefined, begunAtEpoch: undefined }),
        ],
      },
      'nothing-to-cancel',
      times(get, 11),
      guarded({ isGoingOn: true }),
    ],
    [
      'an update that was begun before a lagging read called the stack missing is left alone',
      { service: [deploying] },
      'nothing-to-cancel',
      times(get, 11),
      guarded({ ...missing, readAtEpoch: Date.parse('2026-08-31T23:30:00.000Z') }),
    ],
    [
      'a reading that lags, between throttled requests, does not overrule the one that showed an update',
      {
        cancel: [failing('throttled'), acceptedSilently],
        service: [
          deploying,
          rest,
          deploying,
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId, rollbackBy: 'user' }),
          rolledBack,
        ],
      },
      'cancelled',
      [get, cancel, get, get, cancel, get, get],
      guarded(),
    ],
    [
      'a request in doubt is not repeated at an update that was begun before, as a reading that lags shows it',
      {
        cancel: [failing('connection-lost'), acceptedSilently],
        service: [
          deployingAt('2026-08-31T23:50:00.000Z'),
          deployingAt('2026-08-31T23:10:00.000Z'),
          deployingAt('2026-08-31T23:50:00.000Z'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId, rollbackBy: 'user' }),
          rolledBack,
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      },
      'cancelled',
      [get, cancel, get, get, cancel, get, get, ask],
      guarded({ readAtEpoch: Date.parse('2026-08-31T23:30:00.000Z') }),
    ],
    [
      'a stack that was missing and still is',
      { service: [failing('not-found')] },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded(missing), reason: { kind: 'nothing-began' } },
    ],
    [
      'a stack that is gone was deleted',
      { service: [failing('not-found')] },
      'deleted',
      times(get, 11),
      guarded({}, {}, 'web'),
    ],
    [
      'a dry run says what one reading showed',
      { service: [rest] },
      'nothing-to-cancel',
      [get],
      guarded({}, { dryRun: true }),
    ],
  ];
  check(rows.map(([situation, script, ...rest]) => [situation, { findsByToken: true, ...script }, ...rest]));
});

test('a longer look for what begins late takes as long as the plan says', async () => {
  const { milliseconds, operations } = await play({ service: [rest] }, guarded({}, { lookAgainMilliseconds: 30_000 }));
  expect(operations).not.toContain(cancel);
  expect(milliseconds).toBeGreaterThanOrEqual(30_000);
  expect(milliseconds).toBeLessThan(32_000);
});

test('an update without an id that began later than the one before is cancelled', async () => {
  const nameless = stack('UPDATE_IN_PROGRESS', { reference: stackId, deploymentId: undefined });
  const begunAtEpoch = Date.parse('2026-08-31T22:00:00.000Z');
  const { operations } = await play(
    {
      cancel: [acceptedSilently],
      service: [nameless, rolledBack],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
    },
    guarded({ isGoingOn: true, begunAtEpoch }),
  );
  expect(operations.slice(0, 2)).toEqual([get, cancel]);
});
