import type { Api } from '../http/api.ts';
import type { OperationName } from '../operation-name.ts';
import type { Alteration } from './altered-members.ts';

/** Which calls a fault happens to. Calls are counted from the moment of injection. */
export interface FaultSchedule {
  /** Only calls of this operation; of any, where it is left out. */
  readonly operation?: OperationName;
  /** Only calls that name this service or stack; of any, where it is left out. */
  readonly target?: string;
  /** The first matching call it happens to, counted from 1. Default 1. */
  readonly from?: number;
  /** How many calls it happens to. Without it, forever. */
  readonly times?: number;
  /** Between 0 and 1: how likely it is to happen to each call that it could happen to. Default 1. */
  readonly probability?: number;
}

/** Whether the call was carried out before its answer was lost: clients can't tell, and must not need to. */
export type Stage = 'before' | 'after';

/** The errors that retired AWS services have answered. */
export const discontinuationNames = ['AccessDeniedException', 'ForbiddenException', 'ValidationException'] as const;

/** One of the errors that retired AWS services have answered. */
export type DiscontinuationName = (typeof discontinuationNames)[number];

/** What goes wrong. */
export type FaultKind =
  /** An error in place of the operation. The HTTP status follows from the name; 400 for an unknown name. */
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
  /** The call is carried out, half of the answer is missing, so that it can't be parsed. */
  | { readonly kind: 'invalid-json' }
  /** The call never arrives: something on the way answers a page of HTML. */
  | { readonly kind: 'proxy-page'; readonly status: 200 | 403 | 502 | 503 }
  /** The answer is right, but for these fields of a part of it, in the API's names; `undefined` leaves a field out. */
  | Alteration
  /** A read answers the state of this long ago. */
  | { readonly kind: 'stale'; readonly milliseconds: number }
  /** Reads fall behind and catch up: each answer shows the state of a time of its own, at most this long ago. */
  | { readonly kind: 'lag'; readonly milliseconds: number }
  /** AWS's clock differs from the emulator's: in the answer's `Date` header and in all its times. May be negative. */
  | { readonly kind: 'clock'; readonly milliseconds: number }
  /** The target that the call names begins to be deleted just before; it takes this long, or as long as it always does. */
  | { readonly kind: 'deletion'; readonly milliseconds: number | undefined }
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

/** A fault that changes something about the call or its answer, and combines with any other. */
export type AccompanyingFault = Fault & {
  readonly kind: Alteration['kind'] | 'stale' | 'lag' | 'clock' | 'deletion' | 'delay';
};

/** A fault that stands in place of a right answer. */
export type AnswerFault = Exclude<Fault, AccompanyingFault>;

/** What happens to one call: what accompanies its answer, and one fault in the answer's place, if any. */
export interface CallFaults {
  /** A `lag` is among them as the `stale` that was drawn for the call. */
  readonly accompanying: readonly Exclude<AccompanyingFault, { readonly kind: 'lag' }>[];
  readonly inPlace: AnswerFault | undefined;
}

/** Tells whether a fault leaves the answer in its place. */
export function isAccompanying(fault: Fault): fault is AccompanyingFault {
  return fault.kind in accompanyingKinds;
}

const accompanyingKinds: Readonly<Record<AccompanyingFault['kind'], true>> = {
  'alter-service': true,
  'alter-pipeline': true,
  'alter-deployment': true,
  'alter-stack': true,
  'alter-event': true,
  stale: true,
  lag: true,
  clock: true,
  deletion: true,
  delay: true,
};

/** The API that a kind of fault is about, where it is about one: calls of the other neither meet it nor count. */
export const apiOfFault: Readonly<Partial<Record<FaultKind['kind'], Api['signingName']>>> = {
  discontinued: 'proton',
  'alter-service': 'proton',
  'alter-pipeline': 'proton',
  'alter-deployment': 'proton',
  'alter-stack': 'cloudformation',
  'alter-event': 'cloudformation',
};

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
