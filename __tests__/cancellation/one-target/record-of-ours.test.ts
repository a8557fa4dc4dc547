import { expect, test } from 'vitest';
import { recordOfOurs } from '../../../src/cancellation/one-target/record-of-ours.ts';
import { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { defaultPlan, targetOf } from '../play.ts';
import { trafficOn } from '../traffic/traffic-on.ts';

const epoch = Date.UTC(2026, 8, 1);

/** A step whose request left at the beginning of the clock, and was accepted at once. */
function acceptedRun(): TargetRun {
  const run = new TargetRun(targetOf('web'), defaultPlan, trafficOn(new FakeClock(epoch)), 'token');
  run.markSent(0);
  run.markAccepted(0);
  return run;
}

/** A record of an update that went on for the given seconds of the clock. */
function record(
  id: string,
  from: number,
  to: number | undefined,
  fields: Partial<DeploymentRecord> = {},
): DeploymentRecord {
  return {
    stage: 'rolled-back',
    status: undefined,
    message: undefined,
    deploymentId: id,
    begunAtEpoch: epoch + from * 1_000,
    endedAtEpoch: to === undefined ? undefined : epoch + to * 1_000,
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
    ...fields,
  };
}

const past = record('past', -90, -60);
const met = record('met', -30, 5);
const next = record('next', 30, undefined, { stage: 'in-progress' });
const untouched = record('untouched', -30, undefined, { stage: 'in-progress' });
const byToken = record('by-token', 40, 50, { isCancelledByStep: true });
const byOthers = record('by-others', -30, 5, { rollbackBy: 'user' });
const byItself = record('by-itself', -30, 5, { rollbackBy: 'itself' });
const justEnded = record('just-ended', -30, -1);

test.each<[string, readonly DeploymentRecord[], 'all' | 'some', string | undefined]>([
  ['the one that carries the token, whatever else there is', [byToken, met], 'all', 'by-token'],
  ['the one that was going on', [next, met, past], 'all', 'met'],
  ['none that had ended before', [past], 'all', undefined],
  ['none that began later', [next], 'all', undefined],
  ['none that is still in progress, for it would be rolled back by now', [untouched], 'all', undefined],
  ['the only one that may have been met, while others may be missing', [met, past], 'some', 'met'],
  ['none of two that may have been met, while others may be missing', [met, justEnded], 'some', undefined],
  ['none that others had begun to roll back, while others may be missing', [byOthers], 'some', undefined],
  ['one that a failure has begun to roll back, also while others may be missing', [byItself], 'some', 'by-itself'],
])('of the records, an accepted request has met %s', (_what, records, known, expected) => {
  expect(recordOfOurs(acceptedRun(), records, known === 'all')?.deploymentId).toBe(expected);
});
