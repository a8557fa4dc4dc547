import type { Json } from '../json.ts';
import type { OperationName } from '../proton/operation-name.ts';

/** Which calls a fault happens to. Calls are counted from the moment of injection. */
export interface FaultSchedule {
  /** Only calls of this operation; of any, where it is left out. */
  readonly operation?: OperationName;
  /** The first matching call it happens to, counted from 1. Default 1. */
  readonly from?: number;
  /** How many calls it happens to. Without it, forever. */
  readonly times?: number;
  /** Between 0 and 1: how likely it is to happen to each call that it could happen to. Default 1. */
  readonly probability?: number;
}

/** Whether the call was carried out before its answer was lost: clients can't tell, and must not need to. */
export type Stage = 'before' | 'after';

/** The errors with which retired AWS services have told that they are. */
export const DISCONTINUATION_NAMES = ['AccessDeniedException', 'ForbiddenException', 'ValidationException'] as const;

/** One of the errors with which retired AWS services have told that they are. */
export type DiscontinuationName = (typeof DISCONTINUATION_NAMES)[number];

/** What goes wrong. */
export type FaultKind =
  /** An error in place of the operation. The HTTP status follows from the name; 400 for a name nobody declared. */
  | { readonly kind: 'error'; readonly name: string; readonly message?: string; readonly status?: number }
  /** ThrottlingException for calls beyond a rate. */
  | { readonly kind: 'throttle'; readonly callsPerSecond: number }
  /** What retired AWS services have answered. */
  | { readonly kind: 'discontinued'; readonly name: DiscontinuationName }
  /** The connection is reset, without an answer. */
  | { readonly kind: 'reset'; readonly stage: Stage }
  /** No answer ever comes; the connection stays open. */
  | { readonly kind: 'stall'; readonly stage: Stage }
  /** The call is carried out, the headers of the answer come, its body never does. */
  | { readonly kind: 'stall-body' }
  /** The call is carried out, the connection ends in the middle of the answer's body. */
  | { readonly kind: 'cut-body' }
  /** The call is carried out, the answer has no body. */
  | { readonly kind: 'empty-body' }
  /** The call is carried out, the answer is no JSON. */
  | { readonly kind: 'invalid-json' }
  /** The call never arrives: something on the way answers a page of HTML. */
  | { readonly kind: 'proxy-page'; readonly status: 200 | 403 | 502 | 503 }
  /** The answer is right, but for these fields of its pipeline, in the API's names; `undefined` leaves a field out. */
  | { readonly kind: 'alter-pipeline'; readonly fields: Readonly<Record<string, Json | undefined>> }
  /** The answer is right, but comes late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

/**
 * Something that goes wrong on demand. Examples:
 *
 * - `{ kind: 'error', name: 'InternalServerException', operation: 'GetService', times: 2 }`: the next two reads fail
 * - `{ kind: 'reset', stage: 'after', operation: 'CancelServicePipelineDeployment', times: 1 }`: the answer is lost
 * - `{ kind: 'alter-pipeline', fields: { deploymentStatus: 'SOMETHING_NEW' }, from: 3 }`: from the third call on
 */
export type Fault = FaultKind & FaultSchedule;

/** A fault that stands in place of a right answer. */
export type AnswerFault = Exclude<Fault, { readonly kind: 'delay' | 'alter-pipeline' }>;

/** What happens to one call: a delay of its answer, changes to its pipeline, and one fault in its place, if any. */
export interface CallFaults {
  readonly delayMilliseconds: number;
  readonly pipelineFields: Readonly<Record<string, Json | undefined>>;
  readonly answerFault: AnswerFault | undefined;
}

/** What a retired AWS service has been seen to say, in the project's words for Proton. */
export function discontinuationMessage(name: DiscontinuationName): string {
  switch (name) {
    case 'AccessDeniedException':
    case 'ForbiddenException':
      return 'AWS Proton is only available for existing customers and is no longer accepting new customers.';
    case 'ValidationException':
      return 'AWS is discontinuing support for AWS Proton.';
  }
}
