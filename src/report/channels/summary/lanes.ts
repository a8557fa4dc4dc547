import type { ServiceResult } from '../../../cancellation/model/result.ts';
import { isEndState, mayBeCancelling } from '../../words/standing.ts';

/** A stretch of time in one state. Times in milliseconds since the step began its work. */
export interface Bar {
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Whether there is something to draw: a deployment that was going on, and that a cancellation had to do with. What had
 * ended before the request would look as if it had ended by it.
 */
export function hasLane(result: ServiceResult): boolean {
  switch (result.outcome) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'deleted':
    case 'superseded':
    case 'timed-out':
      return wasGoingOn(result);
    case 'interrupted':
    case 'error':
      return mayBeCancelling(result) && wasGoingOn(result);
    case 'nothing-to-cancel':
    case 'not-found':
    case 'requested':
    case 'would-cancel':
      return false;
  }
}

function wasGoingOn({ timeline }: ServiceResult): boolean {
  return timeline.some(({ state }) => state !== 'REQUESTED' && !isEndState(state));
}

/** The states with their beginnings and ends. The last one lasts to the end of the wait. */
export function barsOf(result: ServiceResult): readonly Bar[] {
  const { timeline } = result;
  return timeline.map(({ state, atMilliseconds }, index) => {
    const to = timeline[index + 1]?.atMilliseconds ?? endOf(result);
    return { state, from: atMilliseconds, to };
  });
}

/** When the last thing was seen, or the wait was over. */
export function endOf({ timeline, waitedMilliseconds }: ServiceResult): number {
  const first = timeline[0]?.atMilliseconds ?? 0;
  return Math.max(timeline.at(-1)?.atMilliseconds ?? 0, first + waitedMilliseconds);
}
