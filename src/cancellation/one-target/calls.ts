import { type Failure, isTransient } from '../model/failure.ts';
import type { Answer, DeploymentRecord, Reading } from '../ports.ts';
import type { Priority } from '../traffic/pace.ts';
import { delayBeforeRead } from '../traffic/poll-interval.ts';
import type { Attempted } from '../traffic/traffic.ts';
import type { TargetRun } from './run.ts';

/** One read of the state before the wait: it goes before all status reads. Undefined if its turn never came. */
export function readToDecide(run: TargetRun): Promise<Attempted<Reading> | undefined> {
  return readState(run, 'urgent', run.traffic.limits.hardEnd, run.retryBudget.attemptMilliseconds);
}

/**
 * One read of the state. Undefined if its turn never came.
 *
 * @param until time of the clock, in milliseconds, after which the answer is no longer wanted
 */
export function readState(
  run: TargetRun,
  priority: Priority,
  until: number,
  timeoutMilliseconds?: number,
): Promise<Attempted<Reading> | undefined> {
  const { traffic, target, reference } = run;
  return traffic.call<Reading>({
    targetName: target.name,
    call: 'read-state',
    priority,
    until,
    ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
    send: (limits): Promise<Answer<Reading>> => traffic.service.readState(reference, limits),
  });
}

/**
 * One question for the records of the deployments: from the one on that was going on when the first request left, or when a rollback
 * was joined. Undefined if its turn never came.
 *
 * @param deploymentId the one whose record is wanted, if it is known. Where no token finds one, it is needed
 */
export async function readRecords(
  run: TargetRun,
  priority: Priority,
  deploymentId: string | undefined,
): Promise<Attempted<readonly DeploymentRecord[]> | undefined> {
  const { traffic, target, reference, token, request, meeting } = run;
  const since = request.sentAt ?? meeting?.since;
  const isBounded = since !== undefined && Number.isFinite(since);
  const sinceEpoch = isBounded ? traffic.awsTime.at(since).earliest : undefined;
  const attempted = await traffic.call<readonly DeploymentRecord[]>({
    targetName: target.name,
    call: 'read-end',
    priority,
    until: traffic.limits.hardEnd,
    send: (limits): Promise<Answer<readonly DeploymentRecord[]>> =>
      traffic.service.readRecords(reference, { deploymentId, token, sinceEpoch }, limits),
  });
  if (attempted?.answer.ok !== true) return attempted;
  const named = attempted.answer.value.map((record) => withId(run, record));
  const value = run.records.take(named, traffic.service.findsByToken);
  run.readings.markOver(value, attempted.sentAt ?? attempted.startedAt);
  return { ...attempted, answer: { ...attempted.answer, value } };
}

/** A record, with the id that a reading gives the deployment which was begun at the very same time, if it has none itself. */
function withId({ readings }: TargetRun, record: DeploymentRecord): DeploymentRecord {
  const { deploymentId, begunAtEpoch } = record;
  return { ...record, deploymentId: deploymentId ?? readings.beginnings.idOf(begunAtEpoch) };
}

/** Whether records asked for at `askedAt` (milliseconds of the clock) lag: they don't know yet of a deployment that has just begun. */
export function isNotRecordedYet(run: TargetRun, failure: Failure, askedAt: number): boolean {
  return failure.kind === 'not-found' && run.isLagging(askedAt);
}

/**
 * Tells of a failed call before the wait, and pauses before its retry.
 *
 * @returns whether to make the call again: false if the failure can't pass, the retry budget is spent, or the step was stopped
 */
export async function pauseBeforeRetry(run: TargetRun, failure: Failure, startedAt: number): Promise<boolean> {
  const { traffic, retryBudget } = run;
  const isWorthIt = isTransient(failure.kind) && !traffic.signal.aborted;
  const delay = isWorthIt ? retryBudget.delayAfter(failure, startedAt) : undefined;
  if (delay === undefined) {
    run.tellFailure(failure, 'end');
    return false;
  }
  run.tellFailure(failure, 'retry', delay);
  if (delay > 0) await traffic.clock.sleep(delay, traffic.signal);
  return !traffic.signal.aborted;
}

/**
 * Pauses before the state is read again, at the usual pace.
 *
 * @param waitedMilliseconds how long has been waited so far
 * @param until time of the clock, in milliseconds, at which the pause ends at the latest
 * @param untold a failed call that is told with the pause
 */
export function pauseBeforeRead(
  run: TargetRun,
  waitedMilliseconds: number,
  until: number,
  untold?: Failure,
): Promise<void> {
  const { traffic, plan, target } = run;
  const delay = delayBeforeRead(waitedMilliseconds, plan.maxPollIntervalMilliseconds, traffic.random());
  const delayMilliseconds = Math.max(Math.min(delay, until - traffic.clock.now()), 0);
  if (untold !== undefined) run.tellFailure(untold, 'retry', delayMilliseconds);
  traffic.tell({ type: 'pause', targetName: target.name, delayMilliseconds });
  return traffic.clock.sleep(delayMilliseconds, traffic.signal);
}
