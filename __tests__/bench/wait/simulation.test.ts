import { expect, test } from 'vitest';
import { waitLikeTheSdk } from '../../../bench/wait/sdk-waiter.ts';
import { waitInFixedIntervals, waitLikeTheAction } from '../../../bench/wait/simulation.ts';

test('fixed intervals see an end at the next multiple, and an end that meets a read at once', () => {
  expect(waitInFixedIntervals(21_000, 10_000)).toMatchObject({ reads: 3, lagMilliseconds: 9_000 });
  expect(waitInFixedIntervals(20_000, 10_000)).toMatchObject({ reads: 2, lagMilliseconds: 0 });
});

test('the action, without jitter, reads every second at first', async () => {
  expect(await waitLikeTheAction(4_500, () => 0)).toMatchObject({ reads: 5, lagMilliseconds: 500 });
});

test("the SDK's waiter reads of the cancellation and goes on until its time is over", async () => {
  // Its first pause is its shortest: 10 s.
  expect(await waitLikeTheSdk(5_000)).toMatchObject({ neverEnded: true, reads: 2, lagMilliseconds: 5_000 });
});
