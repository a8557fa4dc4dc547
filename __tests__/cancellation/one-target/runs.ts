import { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { defaultPlan, targetOf } from '../play.ts';
import { readingOf } from '../scripted-service.ts';
import { trafficOn } from '../traffic/traffic-on.ts';

/** The beginning of the clock, in milliseconds since 1970. */
export const epoch = Date.UTC(2026, 8, 1);

/** A step whose request left at the beginning of the clock. */
function sentRun(): TargetRun {
  const traffic = trafficOn(new FakeClock(epoch), { findsByToken: true });
  const run = new TargetRun(targetOf('web'), defaultPlan, traffic, 'token');
  run.markSent(0);
  return run;
}

/** A step whose request left at the beginning of the clock, and was accepted at once. */
export function acceptedRun(): TargetRun {
  const run = sentRun();
  run.markAccepted(0);
  return run;
}

/** A step whose request left at the beginning of the clock, was refused at once, and has joined a rollback. */
export function joinedRun(): TargetRun {
  const run = sentRun();
  run.request.markRefused(0, 'state');
  run.markJoined(0, readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back' }));
  return run;
}

/** A record of an update that went on for the given seconds of the clock. */
export function record(
  id: string | undefined,
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
