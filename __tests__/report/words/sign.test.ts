import { describe, expect, it } from 'vitest';
import { signOf, signOfAll } from '../../../src/report/words/sign.ts';
import { denied, facts, resultOf } from '../sample.ts';

const requested = [{ state: 'REQUESTED', atMilliseconds: 0 }];

describe('the sign of an outcome', () => {
  it.each([
    ['cancelled', '✅'],
    ['succeeded', '⚠️'],
    ['failed', '❌'],
    ['nothing-to-cancel', 'ℹ️'],
    ['deleted', 'ℹ️'],
    ['not-found', '❌'],
    ['superseded', '⚠️'],
    ['timed-out', '⏳'],
    ['requested', '⏳'],
    ['would-cancel', 'ℹ️'],
    ['interrupted', '⏳'],
    ['error', '❌'],
  ] as const)('says what became of the deployment: %s', (outcome, sign) => {
    expect(signOf(resultOf(outcome), facts)).toBe(sign);
  });

  it('is no cross where the deployment may be stopped by now', () => {
    const parts = { timeline: requested, pipeline: undefined };
    expect(signOf(resultOf('interrupted', parts), facts)).toBe('⚠️');
    expect(signOf(resultOf('error', { failure: { ...denied, kind: 'connection-lost' } }), facts)).toBe('⚠️');
    const timeline = [...requested, { state: 'CANCELLING', atMilliseconds: 1 }];
    expect(signOf(resultOf('error', { timeline }), facts)).toBe('⚠️');
  });

  it('is a cross where the run was cancelled before anything was sent', () => {
    expect(signOf(resultOf('interrupted', { timeline: [], pipeline: undefined }), facts)).toBe('❌');
  });

  it('is the worst one of several services', () => {
    const of = (...outcomes: readonly Parameters<typeof resultOf>[0][]): string =>
      signOfAll(
        outcomes.map((outcome) => resultOf(outcome)),
        facts,
      );
    expect(of('cancelled', 'failed', 'succeeded')).toBe('❌');
    expect(of('cancelled', 'timed-out', 'succeeded')).toBe('⚠️');
    expect(of('timed-out', 'cancelled')).toBe('⏳');
    expect(of('nothing-to-cancel', 'cancelled')).toBe('✅');
    expect(of()).toBe('ℹ️');
  });
});
