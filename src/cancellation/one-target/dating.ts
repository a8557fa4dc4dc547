import { isOverForGood } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { AwsMoment } from '../traffic/aws-time.ts';
import type { Question } from './question.ts';
import { relationOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/**
 * A reading with what is known of its deployment already: when that was begun, or its id, as an earlier reading of the same one has said.
 */
export function completed(run: TargetRun, reading: Reading): Reading {
  const { byId } = run.readings.beginnings;
  const { deploymentId, lastUpdatedAtEpoch } = reading;
  const given = lastUpdatedAtEpoch === undefined ? reading.begunAtEpoch : undefined;
  const known = deploymentId === undefined ? undefined : byId.get(deploymentId);
  const begunAtEpoch = given ?? known ?? beginningByUpdate(run, reading);
  if (deploymentId !== undefined) return { ...reading, begunAtEpoch };
  const last = run.readings.namedLast?.reading;
  const isSame = begunAtEpoch !== undefined && begunAtEpoch === last?.begunAtEpoch;
  return { ...reading, begunAtEpoch, deploymentId: isSame ? last.deploymentId : undefined };
}

/** A question once more is known: the records may say when the deployment was begun whose state has raised it. */
export function dated(run: TargetRun, { kind, readAt, ...raised }: Question): Question {
  const reading = completed(run, raised.reading);
  const isOpen = kind === 'is-it-so' && relationOf(run, reading, readAt) !== 'ours';
  return { kind: isOpen ? 'which-one' : kind, reading, readAt };
}

/**
 * When the deployment of a reading was begun, as follows from when the target was last updated. That is when the deployment was begun, as one
 * recording says, or its rollback: it isn't documented. Undefined if it may be either.
 */
function beginningByUpdate(run: TargetRun, { lastUpdatedAtEpoch: updated, rollbackBy }: Reading): number | undefined {
  if (updated === undefined) return undefined;
  const { updates } = run.readings.beginnings;
  const beginnings = knownBeginnings(run);
  // A rollback has left it at a beginning, so it always does.
  if (beginnings.some((each) => each === updated || updates.has(each))) return updated;
  const before = Math.max(...beginnings.filter((each) => each < updated));
  const record = run.records.all.find(({ begunAtEpoch }) => begunAtEpoch === before);
  // It was its rollback, or a repair of it: updates don't overlap.
  const { rollbackBegunAtEpoch, endedAtEpoch = updated } = record ?? {};
  if (rollbackBegunAtEpoch === updated || endedAtEpoch > updated) return before;
  const span = requestedSpan(run);
  const isInSpan = span !== undefined && span.earliest <= updated && updated <= span.latest;
  // That nobody but this step has begun it is likelier than an update which was begun and cancelled within seconds.
  if (rollbackBy === 'user' && isInSpan) return undefined;
  if (record !== undefined && wasOverBy(record, updated)) return updated;
  // The one before had been undone when it was shown so, or is what was cancelled, unless somebody has repaired it.
  const isUndone = [...updates].some((each) => before <= each && each < updated);
  const isAfterSpan = span !== undefined && updated > span.latest && before < span.earliest;
  const isRepairable = run.readings.hasShownStuck || record?.stage === 'stuck';
  return (isUndone || isAfterSpan) && !isRepairable ? updated : undefined;
}

/** When the deployments were begun of which states or records have told, in milliseconds since 1970 by AWS's clock. */
export function knownBeginnings({ readings, records }: TargetRun): readonly number[] {
  return [...readings.beginnings.all, ...records.all.flatMap(({ begunAtEpoch }) => begunAtEpoch ?? [])];
}

/** Whether a deployment was over at a time, or being undone already, so that nothing of it begins then. */
function wasOverBy({ stage, endedAtEpoch, rollbackBegunAtEpoch }: DeploymentRecord, epoch: number): boolean {
  if (endedAtEpoch !== undefined) return isOverForGood(stage) && endedAtEpoch < epoch;
  return rollbackBegunAtEpoch !== undefined && rollbackBegunAtEpoch < epoch;
}

/** Between which times of AWS's the rollback begins that AWS has taken the request for; undefined if it has taken none. */
function requestedSpan({ request: { acceptance }, traffic: { awsTime } }: TargetRun): AwsMoment | undefined {
  if (acceptance === undefined) return undefined;
  const latest = awsTime.at(acceptance.answeredAt).latest + lagMilliseconds;
  return { earliest: awsTime.at(acceptance.sentAt).earliest, latest };
}
