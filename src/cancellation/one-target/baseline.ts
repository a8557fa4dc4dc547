import { isGoingOn } from '../model/deployment.ts';
import type { Baseline } from '../model/plan.ts';
import type { Reading } from '../ports.ts';
import { dateResolutionMilliseconds } from '../traffic/aws-time.ts';

/**
 * Whether a reading shows a deployment that began since the baseline. An id says so; without one the time at which it was begun, or
 * that nothing was going on before. What can't be told apart from the baseline's deployment counts as that one: it is left alone.
 * Without a baseline, anything may be cancelled.
 */
export function hasBegunSince(baseline: Baseline | undefined, reading: Reading): boolean {
  if (baseline === undefined) return true;
  const { deploymentId, begunAtEpoch, reference, stage } = reading;
  if (stage === 'absent') return false;
  // The baseline's read lagged, and was answered too soon to show it.
  if (begunAtEpoch !== undefined && baseline.readAtEpoch !== undefined && begunAtEpoch < baseline.readAtEpoch) {
    return false;
  }
  // The target itself was created since.
  if (!baseline.exists || (reference !== undefined && reference !== baseline.reference)) return true;
  if (deploymentId !== undefined && baseline.deploymentId !== undefined) return deploymentId !== baseline.deploymentId;
  if (!baseline.isGoingOn) return deploymentId !== undefined || isGoingOn(stage);
  if (begunAtEpoch === undefined) return false;
  // What was going on then was begun before that read was answered, in the second that its time names at the latest.
  const { begunAtEpoch: before, readAtEpoch: second } = baseline;
  return before === undefined
    ? second !== undefined && begunAtEpoch >= second + dateResolutionMilliseconds
    : begunAtEpoch > before;
}
