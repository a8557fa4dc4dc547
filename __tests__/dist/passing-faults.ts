import type { FaultKind } from '../../emulator/faults/fault.ts';

/** Every fault that passes in a moment. */
export const passingFaults: readonly [FaultKind, ...FaultKind[]] = [
  { kind: 'error', name: 'InternalServerException' },
  { kind: 'error', name: 'ThrottlingException' },
  { kind: 'error', name: 'ServiceUnavailable', status: 503 },
  { kind: 'reset', stage: 'before' },
  { kind: 'reset', stage: 'after' },
  { kind: 'cut-body' },
  { kind: 'empty-body' },
  { kind: 'invalid-json' },
  { kind: 'proxy-page', status: 200 },
  { kind: 'proxy-page', status: 403 },
  { kind: 'proxy-page', status: 502 },
  { kind: 'proxy-page', status: 503 },
  { kind: 'delay', milliseconds: 300 },
];
