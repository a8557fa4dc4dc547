import { describe, expect, test } from 'vitest';
import { type Outcome, outcomes } from '../../../src/cancellation/model/outcome.ts';
import { severityOf, signOf, signOfAll } from '../../../src/report/outcomes/outcomes.ts';
import { deploymentId, otherId, resultOf, seen } from '../sample.ts';

const nothing: ReadonlySet<Outcome> = new Set();
const unseen = { lastSeen: undefined, detail: undefined };
const another = { kind: 'another-deployment', wanted: deploymentId, current: otherId, isInProgress: true } as const;
const stuck = { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' } as const;

describe('the severity', () => {
  test('is an error for every outcome in fail-on', () => {
    for (const outcome of outcomes) expect(severityOf(resultOf(outcome), new Set(outcomes))).toBe('error');
  });

  test('is what the meaning of the outcome asks for if it passes', () => {
    const shown = Object.fromEntries(outcomes.map((outcome) => [outcome, severityOf(resultOf(outcome), nothing)]));
    expect(shown).toEqual({
      cancelled: 'none',
      requested: 'none',
      'would-cancel': 'none',
      'nothing-to-cancel': 'notice',
      deleted: 'notice',
      succeeded: 'warning',
      failed: 'warning',
      'not-found': 'warning',
      'not-cancellable': 'warning',
      superseded: 'warning',
      'timed-out': 'warning',
      interrupted: 'error',
      error: 'error',
    });
  });

  test.each([another, stuck])('is a warning where nothing was cancelled, but somebody has to look: $kind', (reason) => {
    expect(severityOf(resultOf('nothing-to-cancel', { reason }), nothing)).toBe('warning');
    expect(signOf(resultOf('nothing-to-cancel', { reason }))).toBe('⚠️');
  });

  test.each(['cancelled', 'nothing-to-cancel'] as const)(
    'is a warning where resources were left behind: %s',
    (outcome) => {
      expect(severityOf(resultOf(outcome, { hasLeftovers: true }, 'stack'), nothing)).toBe('warning');
    },
  );

  test('is a notice where the other deployment has ended', () => {
    const reason = { ...another, isInProgress: false };
    expect(severityOf(resultOf('nothing-to-cancel', { reason }), nothing)).toBe('notice');
  });
});

describe('the sign', () => {
  test.each([
    ['cancelled', '✅'],
    ['succeeded', '⚠️'],
    ['failed', '❌'],
    ['nothing-to-cancel', 'ℹ️'],
    ['deleted', 'ℹ️'],
    ['not-found', '❌'],
    ['not-cancellable', '❌'],
    ['superseded', '⚠️'],
    ['timed-out', '⏳'],
    ['requested', '⏳'],
    ['would-cancel', 'ℹ️'],
    ['interrupted', '⏳'],
    ['error', '❌'],
  ] as const)('says what became of the deployment: %s', (outcome, sign) => {
    expect(signOf(resultOf(outcome))).toBe(sign);
  });

  test('is no cross where the deployment may be cancelled by now', () => {
    expect(signOf(resultOf('interrupted', { ...unseen, requestState: 'in-doubt' }))).toBe('⚠️');
    expect(signOf(resultOf('error', { requestState: 'in-doubt' }))).toBe('⚠️');
    expect(signOf(resultOf('error', { lastSeen: seen('cancelling', 'CANCELLING') }))).toBe('⚠️');
  });

  test('is a cross where the step was stopped before anything was sent', () => {
    expect(signOf(resultOf('interrupted', { ...unseen, requestState: 'nothing-sent' }))).toBe('❌');
  });

  test('is the worst one of several targets', () => {
    const of = (...several: readonly Outcome[]): string => signOfAll(several.map((outcome) => resultOf(outcome)));
    expect(of('cancelled', 'failed', 'succeeded')).toBe('❌');
    expect(of('cancelled', 'timed-out', 'succeeded')).toBe('⚠️');
    expect(of('timed-out', 'cancelled')).toBe('⏳');
    expect(of('nothing-to-cancel', 'cancelled')).toBe('✅');
    expect(of()).toBe('ℹ️');
  });
});
