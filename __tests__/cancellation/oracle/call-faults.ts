import type { FailureKind } from '../../../src/cancellation/model/failure.ts';

/** What goes wrong with one call: how it fails, whether AWS has carried it out, and how long it takes. */
export interface CallFault {
  readonly failure: FailureKind | undefined;
  /** Whether the request leaves the machine. */
  readonly leaves: boolean;
  readonly isCarriedOut: boolean;
  /** Milliseconds from when AWS has it until the answer is there; infinite for never. */
  readonly milliseconds: number;
  /** By how much the state in the answer is out of date, in milliseconds. */
  readonly staleMilliseconds: number;
  /** What the answer leaves out. The API's model requires the time of the last attempt: without it and the id nothing is left to tell deployments apart by. */
  readonly leftOut: 'nothing' | 'id' | 'status';
}

const none: CallFault = {
  failure: undefined,
  leaves: true,
  isCarriedOut: true,
  milliseconds: 20,
  staleMilliseconds: 0,
  leftOut: 'nothing',
};
const before = { ...none, isCarriedOut: false };

/** Every fault that a schedule may hold. */
export const callFaults = {
  none,
  throttled: { ...before, failure: 'throttled' },
  unreachable: { ...before, failure: 'unreachable', leaves: false },
  'refused-credentials': { ...before, failure: 'credentials-refused' },
  'server-fault-before': { ...before, failure: 'server-fault' },
  'server-fault-after': { ...none, failure: 'server-fault' },
  'reset-before': { ...before, failure: 'connection-lost' },
  'reset-unsent': { ...before, failure: 'connection-lost', leaves: false },
  'reset-after': { ...none, failure: 'connection-lost' },
  'unreadable-before': { ...before, failure: 'unreadable' },
  'unreadable-after': { ...none, failure: 'unreadable' },
  'stall-before': { ...before, milliseconds: Number.POSITIVE_INFINITY },
  'stall-after': { ...none, milliseconds: Number.POSITIVE_INFINITY },
  slow: { ...none, milliseconds: 3_000 },
  stale: { ...none, staleMilliseconds: 1_500 },
  'without-id': { ...none, leftOut: 'id' },
  'without-status': { ...none, leftOut: 'status' },
} as const satisfies Record<string, CallFault>;

export type CallFaultName = keyof typeof callFaults;

export const callFaultNames = Object.keys(callFaults) as readonly CallFaultName[];
