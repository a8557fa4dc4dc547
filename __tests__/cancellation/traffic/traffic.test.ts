import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { Answer, CallLimits, Reading } from '../../../src/cancellation/ports.ts';
import type { Attempted, Traffic } from '../../../src/cancellation/traffic/traffic.ts';
import { FakeClock } from '../fake-clock.ts';
import { failing, reading } from '../scripted-service.ts';
import { trafficOn } from './traffic-on.ts';

const never = new AbortController().signal;

/** One read of a state, for as long as the step may last. */
function read(
  traffic: Traffic,
  send: (limits: CallLimits) => Promise<Answer<Reading>>,
  onSent?: (sentAt: number) => void,
): Promise<Attempted<Reading> | undefined> {
  const until = Number.POSITIVE_INFINITY;
  const attempt = { targetName: 'one', call: 'read-state', priority: 'urgent', until, send } as const;
  return traffic.call(onSent === undefined ? attempt : { ...attempt, onSent });
}

describe('whether AWS is there at all', () => {
  test('is known while a request is on an open connection, and no longer once that was lost', async () => {
    const clock = new FakeClock();
    const traffic = trafficOn(clock);
    await clock.run(read(traffic, async () => failing('unreachable')));
    const seen = [traffic.isAlive];
    await clock.run(
      read(traffic, async ({ onSent }) => {
        seen.push(traffic.isAlive);
        onSent();
        seen.push(traffic.isAlive);
        return failing('connection-lost');
      }),
    );
    expect([...seen, traffic.isAlive]).toEqual([false, false, true, false]);
  });

  test.each<[FailureKind | undefined, boolean]>([
    [undefined, true],
    ['conflict', true],
    ['access-denied', true],
    ['server-fault', true],
    ['not-subscribed', true],
    ['credentials-refused', true],
    ['credentials-renewed', true],
    ['clock-skewed', true],
    ['throttled', false],
    ['unreachable', false],
    ['unreadable', false],
    ['credentials-missing', false],
    ['unexpected', false],
  ])('is known for good by an answer: %s, %s', async (kind, isAlive) => {
    const clock = new FakeClock();
    const traffic = trafficOn(clock);
    await clock.run(read(traffic, async () => (kind === undefined ? reading('IN_PROGRESS') : failing(kind))));
    expect(traffic.isAlive).toBe(isAlive);
  });
});

test('a request leaves once, at the first word of it', async () => {
  const clock = new FakeClock();
  const traffic = trafficOn(clock);
  const left: number[] = [];
  const send = async ({ onSent }: CallLimits): Promise<Answer<Reading>> => {
    onSent();
    await clock.sleep(500, never);
    onSent();
    return failing('connection-lost');
  };
  const attempted = await clock.run(read(traffic, send, (sentAt) => left.push(sentAt)));
  expect([attempted?.sentAt, left, traffic.isAlive]).toEqual([0, [0], false]);
});

test('no call is made once everything is over', async () => {
  const clock = new FakeClock();
  const traffic = trafficOn(clock, { waitMilliseconds: 0 });
  await clock.run(clock.sleep(24_000, never));
  let made = 0;
  const attempted = await clock.run(
    read(traffic, async () => {
      made += 1;
      return reading('IN_PROGRESS');
    }),
  );
  expect([attempted, made]).toEqual([undefined, 0]);
});

test("AWS's time is at first this machine's, whenever its other clock began", async () => {
  const clock = new FakeClock();
  await clock.run(clock.sleep(60_000, never));
  const { earliest, latest } = trafficOn(clock).awsTime.at(clock.now());
  expect([earliest, latest]).toEqual([clock.epoch() - 2_000, clock.epoch() + 2_000]);
});
