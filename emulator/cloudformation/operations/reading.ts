import type { Distortion } from '../../http/api.ts';
import type { ApiError } from '../../http/api-error.ts';
import { type CloudFormationState, stackUnknown } from '../state/cloudformation-state.ts';
import type { StackRecord } from '../state/stack-record.ts';

/** What an operation reads from, and how its answer departs from the truth. */
export interface Reading {
  readonly state: CloudFormationState;
  /** The time whose state a read answers: milliseconds since 1970. */
  readonly atMilliseconds: number;
  /** Writes a time, given in milliseconds since 1970, as AWS's clock shows it. */
  readonly time: (milliseconds: number) => string;
}

/** Reads a state with what is distorted about the answer. */
export function readingOf(state: CloudFormationState, distortion: Distortion): Reading {
  return {
    state,
    atMilliseconds: state.now() - distortion.staleMilliseconds,
    time: (milliseconds) => new Date(milliseconds + distortion.clockSkewMilliseconds).toISOString(),
  };
}

/** The stack that a read finds, as of the reading's time. @throws `ValidationError`, by default in the words of most reads */
export function recordIn(
  { state, atMilliseconds }: Reading,
  nameOrId: string,
  missing: (nameOrId: string) => ApiError = stackUnknown,
): StackRecord {
  const record = state.find(nameOrId, atMilliseconds);
  if (record === undefined) throw missing(nameOrId);
  return record;
}
