import { expect, test } from 'vitest';
import { fateOf } from '../../../src/report/sentences/fate.ts';
import { resultOf, seen } from '../sample.ts';

const unseen = { lastSeen: undefined, detail: undefined };

test.each(['nothing-sent', 'refused', 'accepted', 'in-doubt'] as const)(
  'as long as no state was read, what became of the request is all that is known: %s',
  (requestState) => {
    expect(fateOf(resultOf('interrupted', { ...unseen, requestState }))).toBe(requestState);
  },
);

test.each(['nothing-sent', 'refused', 'in-doubt'] as const)(
  'a cancellation that was seen going on counts for more than a request that was %s',
  (requestState) => {
    expect(fateOf(resultOf('error', { requestState, lastSeen: seen('cancelling', 'CANCELLING') }))).toBe('accepted');
    expect(fateOf(resultOf('error', { requestState, lastSeen: seen('rolling-back', undefined) }))).toBe('accepted');
  },
);

test('a deployment that goes on does not tell whether the request was carried out', () => {
  const lastSeen = seen('in-progress', 'IN_PROGRESS');
  expect(fateOf(resultOf('error', { requestState: 'in-doubt', lastSeen }))).toBe('in-doubt');
  expect(fateOf(resultOf('error', { requestState: 'refused', lastSeen }))).toBe('refused');
});

test('AWS does not carry on with a deployment that was seen ended', () => {
  for (const requestState of ['accepted', 'in-doubt'] as const) {
    const result = resultOf('interrupted', { requestState, lastSeen: seen('cancelled', 'CANCELLED') });
    expect(fateOf(result)).toBe('ended');
  }
});
