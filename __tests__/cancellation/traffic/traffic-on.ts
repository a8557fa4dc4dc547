import { Traffic } from '../../../src/cancellation/traffic/traffic.ts';
import type { FakeClock } from '../fake-clock.ts';
import { defaultPlan } from '../play.ts';
import { reading, ScriptedService } from '../scripted-service.ts';

const noRecords = { ok: true, dateEpoch: undefined, value: [], requestId: undefined } as const;

/** The calls of a step that begins now, on a clock that the test moves. */
export function trafficOn(
  clock: FakeClock,
  { random = 0, waitMilliseconds = defaultPlan.waitMilliseconds, findsByToken = false } = {},
): Traffic {
  const dependencies = {
    service: new ScriptedService(clock, { service: [reading('IN_PROGRESS')], deployment: [noRecords], findsByToken }),
    clock,
    random: () => random,
    newToken: () => 'token',
    signal: new AbortController().signal,
    observe: () => undefined,
  };
  return new Traffic(dependencies, { ...defaultPlan, waitMilliseconds });
}
