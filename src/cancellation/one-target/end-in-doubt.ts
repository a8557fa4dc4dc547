import type { EndStage } from '../model/deployment.ts';
import type { TargetResult } from '../model/result.ts';
import type { EndReading, Reading } from '../ports.ts';
import { interruptedResult } from './broken-off.ts';
import { pauseBeforeRetry, readEnd } from './calls.ts';
import type { Decision } from './decision.ts';
import type { TargetRun } from './run.ts';

/** Times of ends come in whole seconds: one may lie up to this much later than it says. Milliseconds. */
const endResolutionMilliseconds = 1_000;

/** What is asked, and whether the deployment that was read may have been begun after the request. */
type AskEnd = Extract<Decision, { readonly kind: 'ask-end' }> & { readonly mayBeSuccessor: boolean };

/**
 * A cancel request of unknown fate went out, and the deployment that it was meant for has ended, or another one has taken
 * its place. The deployment's own record says how it ended and when: before the request there was nothing to cancel; after
 * it, the request may have been the cause.
 *
 * If the time can't be learned, the deployment's end is the outcome, and the reason says so: a failed deployment is rather
 * reported once too often.
 */
export async function endInDoubt(run: TargetRun, reading: Reading, ask: AskEnd): Promise<TargetResult> {
  const found = await recordOfEnd(run);
  if (!ask.isSuperseded && run.deploymentId === undefined) {
    const met = found?.deploymentId ?? reading.deploymentId;
    run.follow(met);
    // The record was found by the token of the request: another deployment has come and gone since.
    if (met !== reading.deploymentId && reading.deploymentId !== undefined) {
      return resultOfSuperseded(run, reading, found);
    }
    run.see(reading);
  }
  if (run.traffic.signal.aborted) return interruptedResult(run);
  const record = found?.deploymentId !== undefined && found.deploymentId === ask.successor ? undefined : found;
  return ask.isSuperseded ? resultOfSuperseded(run, reading, record) : resultOfEnded(run, reading, record, ask);
}

async function recordOfEnd(run: TargetRun): Promise<EndReading | undefined> {
  const { traffic, deploymentId } = run;
  if (deploymentId === undefined && !traffic.service.findsEndByToken) return undefined;
  for (;;) {
    const attempted = await readEnd(run, 'urgent', traffic.limits.hardEnd);
    if (attempted === undefined) return undefined;
    const { answer, startedAt } = attempted;
    if (answer.ok) return answer.value;
    if (!(await pauseBeforeRetry(run, answer.failure, startedAt))) return undefined;
  }
}

function resultOfEnded(
  run: TargetRun,
  reading: Reading,
  record: EndReading | undefined,
  { mayBeSuccessor }: AskEnd,
): TargetResult {
  const time = timeOfEnd(run, record);
  if (time === 'before') return resultOfOldEnd(run, reading, record);
  const stage = endStageOf(reading, record);
  const isAfterRequest = time === 'after' && !mayBeSuccessor;
  if (stage !== undefined) return run.result(stage, { kind: 'ended', stage, successor: undefined, isAfterRequest });
  return reading.stage === 'at-rest'
    ? run.result('nothing-to-cancel', { kind: 'no-deployment', status: reading.status })
    : run.result('nothing-to-cancel', {
        kind: 'rolled-back-by-itself',
        cause: record?.rollbackCause ?? reading.message,
      });
}

/** It had ended before the request left. */
function resultOfOldEnd(run: TargetRun, { stage, status }: Reading, record: EndReading | undefined): TargetResult {
  const endedAt = record?.endedAtEpoch === undefined ? undefined : new Date(record.endedAtEpoch).toISOString();
  return stage === 'stuck'
    ? run.result('nothing-to-cancel', { kind: 'stuck', status })
    : run.result('nothing-to-cancel', { kind: 'already-ended', status, endedAt });
}

function resultOfSuperseded(run: TargetRun, reading: Reading, record: EndReading | undefined): TargetResult {
  const successor = reading.deploymentId;
  const followed = run.deploymentId;
  const stage = record === undefined ? undefined : endStageOf(record, record);
  if (record === undefined || stage === undefined) {
    return run.result('superseded', { kind: 'superseded', successor, followed, why: 'end-unknown' });
  }
  run.seeState(record);
  const time = timeOfEnd(run, record);
  if (time !== 'before') {
    return run.result(stage, { kind: 'ended', stage, successor, isAfterRequest: time === 'after' });
  }
  // The request came too late for the followed one: it met its successor, or never arrived.
  if (reading.stage === 'in-progress' && followed !== undefined) {
    const reason = { kind: 'another-deployment', wanted: followed, current: successor, isInProgress: true } as const;
    return run.result('nothing-to-cancel', reason);
  }
  return run.result('superseded', { kind: 'superseded', successor, followed, why: 'request-hit-successor' });
}

/** Whether the deployment ended before or after the first request in doubt left; undefined if it can't be known. */
function timeOfEnd(run: TargetRun, record: EndReading | undefined): 'before' | 'after' | undefined {
  const { inDoubtSince, traffic } = run;
  if (record?.endedAtEpoch === undefined || inDoubtSince === undefined) return undefined;
  const { earliest, latest } = traffic.awsTime.at(inDoubtSince);
  if (record.endedAtEpoch + endResolutionMilliseconds < earliest) return 'before';
  return record.endedAtEpoch >= latest ? 'after' : undefined;
}

/** The end as an outcome; undefined if the deployment was rolled back from a failure of its own, or the state says no end. */
function endStageOf(
  { stage, ...reading }: Pick<Reading, 'stage'> & Partial<Pick<Reading, 'rollbackBy'>>,
  record: EndReading | undefined,
): EndStage | undefined {
  switch (stage) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'deleted':
      return stage;
    case 'stuck':
      return 'failed';
    case 'rolled-back':
      if (record?.stage === 'cancelled') return 'cancelled';
      return record === undefined && reading.rollbackBy === 'user' ? 'cancelled' : undefined;
    case 'at-rest':
      return record === undefined || record.stage === 'at-rest' ? undefined : endStageOf(record, undefined);
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'absent':
    case 'other-operation':
    case 'unknown':
      return undefined;
  }
}
