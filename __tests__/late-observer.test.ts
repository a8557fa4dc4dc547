import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CancellationEvent } from '../src/cancellation/model/events.ts';
import { LateObserver } from '../src/late-observer.ts';

const call: CancellationEvent = { type: 'call', targetName: 'web', call: 'cancel', atMilliseconds: 0 };
const sent: CancellationEvent = { ...call, type: 'sent', atMilliseconds: 1 };
const answer: CancellationEvent = { ...call, type: 'answer', requestId: 'id', atMilliseconds: 2 };

/** An observer that is loaded when the test says so, and what it was told. */
function lately(): { observer: LateObserver; told: CancellationEvent[]; loads: number[]; load: () => void } {
  const told: CancellationEvent[] = [];
  const loads: number[] = [];
  const loaded = Promise.withResolvers<void>();
  const observer = new LateObserver(async () => {
    loads.push(told.length);
    await loaded.promise;
    return (event) => told.push(event);
  });
  return { observer, told, loads, load: loaded.resolve };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an observer that is loaded late', () => {
  test('is not loaded while a request is on its way to the connection', async () => {
    const { observer, loads } = lately();

    observer.observe(call);
    await turn();
    await turn();

    expect(loads).toEqual([]);
  });

  test('is loaded in the turn after the request was sent, so that the request leaves first', async () => {
    const { observer, loads } = lately();

    observer.observe(call);
    observer.observe(sent);
    await Promise.resolve();
    expect(loads).toHaveLength(0);

    await turn();
    expect(loads).toHaveLength(1);
  });

  test('is loaded after a second even if no request has left, so that a log shows what hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { observer, told, loads, load } = lately();
    load();

    observer.observe(call);
    vi.advanceTimersByTime(999);
    await turn();
    expect(loads).toEqual([]);

    vi.advanceTimersByTime(1);
    await observer.caughtUp();
    expect(told).toEqual([call]);
  });

  test('is told all events in order, those before it was loaded as well, and is loaded once', async () => {
    const { observer, told, loads, load } = lately();

    for (const event of [call, sent]) observer.observe(event);
    await turn();
    observer.observe(answer);
    load();
    await observer.caughtUp();
    observer.observe(call);

    expect(told).toEqual([call, sent, answer, call]);
    expect(loads).toHaveLength(1);
  });

  test('is loaded without a request that leaves, once there is anything else to tell', async () => {
    const { observer, told, load } = lately();

    load();
    observer.observe(call);
    observer.observe(answer);
    await observer.caughtUp();

    expect(told).toEqual([call, answer]);
  });

  test('that can not be loaded says so at the end, and not in between', async () => {
    const observer = new LateObserver(() => Promise.reject(new Error('no such file')));

    observer.observe(sent);
    await turn();
    await turn();
    observer.observe(answer);

    await expect(observer.caughtUp()).rejects.toThrow('no such file');
  });

  test('has nothing to catch up with if nothing happened', async () => {
    const { observer, loads } = lately();

    await observer.caughtUp();

    expect(loads).toEqual([]);
  });
});
