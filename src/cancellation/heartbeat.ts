import type { CancellationEvent } from './model/events.ts';
import type { Traffic } from './traffic/traffic.ts';

const heartbeatMilliseconds = 30_000;

/** How far the work on all targets is. */
export type WorkSoFar = Pick<Extract<CancellationEvent, { readonly type: 'heartbeat' }>, 'waiting' | 'ended'>;

/** Tells the observer every half minute what is still waited for, while the work goes on. Resolves when that is done. */
export async function withHeartbeat<Done>(
  traffic: Traffic,
  soFar: () => WorkSoFar,
  work: () => Promise<Done>,
): Promise<Done> {
  const stopped = new AbortController();
  const heart = beat(traffic, soFar, AbortSignal.any([stopped.signal, traffic.signal]));
  const done = await work();
  stopped.abort();
  await heart;
  return done;
}

async function beat(traffic: Traffic, soFar: () => WorkSoFar, signal: AbortSignal): Promise<void> {
  const { clock, limits } = traffic;
  for (;;) {
    await clock.sleep(heartbeatMilliseconds, signal);
    if (signal.aborted) return;
    const remainingMilliseconds = Math.max(limits.deadline - clock.now(), 0);
    traffic.tell({ type: 'heartbeat', ...soFar(), remainingMilliseconds });
  }
}
