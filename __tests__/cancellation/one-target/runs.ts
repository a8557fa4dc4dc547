import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { defaultPlan, targetOf } from '../play.ts';
import { type ReadingFields, readingOf } from '../scripted-service.ts';
import { trafficOn } from '../traffic/traffic-on.ts';

/** The beginning of the clock, in milliseconds since 1970. */
export const epoch = Date.UTC(2026, 8, 1);

/** What a step knows of ids. */
interface Ids {
  /** The `deployment-id` of the plan. */
  readonly wanted?: string;
  /** The one that was known before the request left. */
  readonly before?: string;
  /** The one that was read since. */
  readonly since?: string;
  /** The one that the request has hit for certain. */
  readonly hit?: string;
}

/** A step that has sent nothing. */
export function newRun({ wanted }: Ids = {}): TargetRun {
  const traffic = trafficOn(new FakeClock(epoch), { findsByToken: true });
  return new TargetRun(targetOf('web'), { ...defaultPlan, deploymentId: wanted }, traffic, 'token');
}

/** A step whose request has left. */
function sentRun(ids: Ids, sentAt = 0): TargetRun {
  const run = newRun(ids);
  run.followed.follow(ids.before);
  run.markSent(sentAt);
  run.followed.follow(ids.since);
  if (ids.hit !== undefined) run.followed.establish(ids.hit);
  return run;
}

/**
 * A step whose request was accepted at the beginning of the clock.
 *
 * @param sentAt when it left, in milliseconds of the clock
 */
export function acceptedRun(ids: Ids = {}, sentAt = 0): TargetRun {
  const run = sentRun(ids, sentAt);
  run.markAccepted(sentAt);
  return run;
}

/** A step whose request left at the beginning of the clock, and of whose fate nothing is known. */
export function inDoubtRun(ids: Ids = {}): TargetRun {
  const run = sentRun(ids);
  run.request.markInDoubt(0, 0);
  return run;
}

/** A step whose request left at the beginning of the clock, was refused at once, and has joined a rollback, or what is in another stage. */
export function joinedRun(ids: Ids = {}, stage: Stage = 'rolling-back'): TargetRun {
  const run = sentRun(ids);
  run.request.markRefused(0, 'state');
  run.markJoined(0, readingOf('THE_STATUS', { stage }));
  return run;
}

/** A run that has seen its update in these states. */
export function seeing(run: TargetRun, ...readings: readonly Reading[]): TargetRun {
  for (const reading of readings) run.see(reading);
  return run;
}

/** A state of an update that was begun at the given second of the clock, if it says so. */
export function shown(stage: Stage, from: number | undefined, fields: ReadingFields = {}): Reading {
  const begunAtEpoch = from === undefined ? undefined : epoch + from * 1_000;
  return readingOf(`THE_STATUS_${stage}`, { stage, begunAtEpoch, ...fields });
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
    rollbackBegunAtEpoch: undefined,
    statesTold: 0,
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
    ...fields,
  };
}
