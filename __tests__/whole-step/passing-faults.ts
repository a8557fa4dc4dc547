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

/** The same, with the names that CloudFormation has for its errors. */
export const passingStackFaults: readonly FaultKind[] = passingFaults.map((fault) => {
  const names: Readonly<Record<string, string>> = {
    ThrottlingException: 'Throttling',
    InternalServerException: 'InternalFailure',
  };
  return fault.kind === 'error' ? { ...fault, name: names[fault.name] ?? fault.name } : fault;
});
