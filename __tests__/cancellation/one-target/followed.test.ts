import { describe, expect, test } from 'vitest';
import { Followed } from '../../../src/cancellation/one-target/followed.ts';
import { another, ours, readingOf } from '../scripted-service.ts';

const earlier = Date.parse('2026-09-01T00:00:00.000Z');
const later = earlier + 1_000;

/** One whose end counts, as an accepted request has named it. */
function established(begunAtEpoch?: number): Followed {
  const followed = new Followed(undefined);
  followed.establish(ours, begunAtEpoch);
  return followed;
}

function known({ id, begunAtEpoch, isHitCertain }: Followed): readonly unknown[] {
  return [id, begunAtEpoch, isHitCertain];
}

describe('a look before the request that shows', () => {
  const nameless = { deploymentId: undefined };
  test.each([
    ['the same id', {}, earlier, [ours, earlier, true]],
    ['another id', { deploymentId: another, begunAtEpoch: undefined }, earlier, [another, undefined, false]],
    ['no id and another time', { ...nameless, begunAtEpoch: later }, earlier, [undefined, later, false]],
    ['no id and the same time', { ...nameless, begunAtEpoch: earlier }, earlier, [ours, earlier, true]],
    ['no id and no time', { ...nameless, begunAtEpoch: undefined }, earlier, [ours, earlier, true]],
    ['no id, where no time is known', { ...nameless, begunAtEpoch: later }, undefined, [ours, undefined, true]],
  ] as const)('%s', (_what, fields, begunAtEpoch, expected) => {
    const followed = established(begunAtEpoch);
    followed.take(readingOf('IN_PROGRESS', fields));
    expect(known(followed)).toEqual(expected);
  });
});

describe('when it was begun', () => {
  test.each([
    ['a reading of it', ours, ours, undefined, earlier],
    ['a reading without an id', undefined, ours, undefined, earlier],
    ['a reading of another one', another, ours, undefined, undefined],
    ['a reading of another one than the guard names', another, undefined, ours, undefined],
    ['any reading, where none is named', another, undefined, undefined, earlier],
  ])('is known or stays unknown after %s', (_what, deploymentId, id, wantedId, expected) => {
    const followed = new Followed(wantedId);
    followed.follow(id);
    followed.see(readingOf('IN_PROGRESS', { deploymentId, begunAtEpoch: earlier }));
    expect(followed.begunAtEpoch).toBe(expected);
  });

  test.each([
    ['another one', another, later, later],
    ['another one, whose time is not told', another, undefined, undefined],
    ['the same one', ours, later, earlier],
    ['one that is not named', undefined, later, earlier],
  ])('is what was known of it before, unless the request has hit another one: %s', (_what, id, told, expected) => {
    const followed = established(earlier);
    followed.establish(id, told);
    expect(followed.begunAtEpoch).toBe(expected);
  });

  test('is known at the latest from a state of its rollback, until another one is followed', () => {
    const followed = new Followed(undefined);
    followed.see(readingOf('THE_STATUS', { begunAtEpoch: undefined, lastUpdatedAtEpoch: later }));
    expect([followed.begunAtEpoch, followed.latestBeginning]).toEqual([undefined, later]);
    followed.see(readingOf('THE_STATUS', { begunAtEpoch: earlier }));
    expect(followed.latestBeginning).toBe(earlier);
    followed.forget();
    expect(followed.latestBeginning).toBeUndefined();
  });

  test('is what the answer to the request says, where nothing was known', () => {
    expect(established(later).begunAtEpoch).toBe(later);
  });
});

describe('an id that was read late', () => {
  test.each<[string, (followed: Followed) => void, boolean]>([
    ['counts for now', () => undefined, true],
    ['counts for good once the record says so', (followed) => followed.confirm(), false],
    ['counts for good once the request has hit it', (followed) => followed.establish(ours), false],
    ['counts no more once another one is followed', (followed) => followed.forget(), false],
    ['counts for now no more where none is named', (followed) => followed.followForNow(undefined), false],
  ])('%s', (_what, happens, expected) => {
    const followed = new Followed(undefined);
    followed.followForNow(ours);
    happens(followed);
    expect(followed.isProvisional).toBe(expected);
  });
});

test('an id is known before the request only if it was followed when that left', () => {
  const followed = new Followed(undefined);
  followed.markSent();
  const seen = [followed.isKnownBeforeRequest];
  followed.follow(ours);
  seen.push(followed.isKnownBeforeRequest);
  followed.markSent();
  seen.push(followed.isKnownBeforeRequest);
  expect(seen).toEqual([false, false, true]);
});

test('the first end that was read right after the request stays the unconfirmed one', () => {
  const followed = new Followed(undefined);
  followed.suspect(ours);
  followed.suspect(another);
  expect(followed.unconfirmedId).toBe(ours);
});
