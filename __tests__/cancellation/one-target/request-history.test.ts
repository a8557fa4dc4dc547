import { expect, test } from 'vitest';
import { RequestHistory } from '../../../src/cancellation/one-target/request-history.ts';

/** A request that left at 1 s, whose fate was unknown at 2 s. */
function inDoubt(): RequestHistory {
  const history = new RequestHistory();
  history.markSent(1_000);
  history.markInDoubt(1_000, 2_000);
  return history;
}

test.each([
  ['state', 3_000, 3_000],
  ['target', 3_000, undefined],
  ['other', undefined, undefined],
] as const)('a request that is refused for its %s', (why, refusedAt, metTargetAt) => {
  const history = new RequestHistory();
  history.markSent(1_000);
  history.markRefused(3_000, why);
  expect([history.state, history.refusedAt, history.metTargetAt]).toEqual(['refused', refusedAt, metTargetAt]);
});

test('a doubt stays over a refusal, and lasts from the first request without an answer to the latest', () => {
  const history = inDoubt();
  history.markSent(3_000);
  history.markInDoubt(3_000, 4_000);
  history.markRefused(5_000, 'state');
  const { state, sentAt, inDoubtSince, inDoubtUntil } = history;
  expect([state, sentAt, inDoubtSince, inDoubtUntil]).toEqual(['in-doubt', 1_000, 1_000, 4_000]);
});

test('what is accepted stays so', () => {
  const history = new RequestHistory();
  history.markSent(1_000);
  history.markAccepted(1_000, 2_000);
  history.markSent(3_000);
  history.markCarriedOut(4_000);
  expect(history.state).toBe('accepted');
  expect(history.acceptance).toEqual({ sentAt: 1_000, answeredAt: 2_000, isAfterDoubt: false });
});

test('an acceptance after a doubt may be that of another deployment', () => {
  const history = inDoubt();
  history.markAccepted(3_000, 4_000);
  expect(history.acceptance).toEqual({ sentAt: 3_000, answeredAt: 4_000, isAfterDoubt: true });
});

test('a request in doubt that was carried out counts as accepted', () => {
  const history = inDoubt();
  history.markCarriedOut(4_000);
  expect(history.state).toBe('accepted');
  expect(history.acceptance).toEqual({ sentAt: 1_000, answeredAt: 4_000, isAfterDoubt: true });
});

test('a request of which there is no doubt is not carried out later', () => {
  const history = new RequestHistory();
  history.markSent(1_000);
  history.markRefused(2_000, 'state');
  history.markCarriedOut(3_000);
  expect([history.state, history.acceptance]).toEqual(['refused', undefined]);
});
