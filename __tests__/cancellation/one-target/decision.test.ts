import { expect, test } from 'vitest';
import { ownFailure } from '../../../src/cancellation/model/failure.ts';
import { type Decision, decide } from '../../../src/cancellation/one-target/decision.ts';
import type { Situation } from '../../../src/cancellation/one-target/situation.ts';
import { another, ours } from '../scripted-service.ts';

type Changes = Omit<Partial<Situation>, 'reading'> & Partial<Situation['reading']>;

function situation(changes: Changes): Situation {
  const { refusal, isInDoubt = false, isBegunAfterDoubt = false, followedId, wantedId, wasSeen = false } = changes;
  const { stage = 'in-progress', status = 'THE_STATUS', deploymentId, isBeingDeleted = false, nestedIn } = changes;
  const { isFirstDeployment } = changes;
  const unsaid = {
    message: undefined,
    begunAtEpoch: undefined,
    lastUpdatedAtEpoch: undefined,
    rollbackBy: undefined,
    reference: undefined,
  };
  const reading = {
    ...unsaid,
    stage,
    status,
    deploymentId,
    isFirstDeployment,
    hasLeftovers: false,
    isBeingDeleted,
    nestedIn,
    detail: undefined,
    spec: undefined,
  };
  const dryRun = changes.dryRun ?? false;
  const { hasBegun = true, asksWhyRolledBack = false } = changes;
  const baseline = { hasBegun, asksWhyRolledBack };
  const { wasInProgress = false } = changes;
  return {
    reading,
    refusal,
    isInDoubt,
    isBegunAfterDoubt,
    followedId,
    wantedId,
    wasInProgress,
    wasSeen,
    ...baseline,
    dryRun,
  };
}

const status = 'THE_STATUS';
const refusal = ownFailure('interrupted', 'cancel');
const unidentified = ownFailure('unidentified', 'read-state');
const deleted = { kind: 'end', outcome: 'deleted', reason: { kind: 'deleted', what: 'being-deleted' } } as const;
const askEnd = { kind: 'ask-end', successor: undefined, isSuperseded: false } as const;
const elsewhere = { deploymentId: another, wantedId: ours };

function nothing(reason: Extract<Decision, { kind: 'end' }>['reason']): Decision {
  return { kind: 'end', outcome: 'nothing-to-cancel', reason };
}

function error(reason: Extract<Decision, { kind: 'end' }>['reason'], failure: Situation['refusal']): Decision {
  return failure === undefined
    ? { kind: 'end', outcome: 'error', reason }
    : { kind: 'end', outcome: 'error', reason, failure };
}

function notCancellable(reason: Extract<Decision, { kind: 'end' }>['reason']): Decision {
  return { kind: 'end', outcome: 'not-cancellable', reason };
}

function wouldCancel(nestedIn: string | undefined): Decision {
  return { kind: 'end', outcome: 'would-cancel', reason: { kind: 'in-progress', nestedIn } };
}

function anotherDeployment(isInProgress: boolean): Decision {
  return nothing({ kind: 'another-deployment', wanted: ours, current: another, isInProgress });
}

test.each<[string, Changes, Decision]>([
  ['in progress: cancel it', {}, { kind: 'send' }],
  ['in progress, dry run', { dryRun: true }, wouldCancel(undefined)],
  ['in progress, nested, dry run', { dryRun: true, nestedIn: 'root' }, wouldCancel('root')],
  ['in progress for the first time: ask AWS', { isFirstDeployment: true }, { kind: 'send' }],
  [
    'in progress for the first time, refused',
    { isFirstDeployment: true, refusal },
    notCancellable({ kind: 'first-deployment' }),
  ],
  ['in progress, refused', { refusal }, error({ kind: 'refused-in-progress', status }, refusal)],
  ['in progress, nested: AWS decides', { nestedIn: 'root' }, { kind: 'send' }],
  ['in progress, nested, refused', { nestedIn: 'root', refusal }, notCancellable({ kind: 'nested', root: 'root' })],
  ['cleaning up', { stage: 'cleaning-up' }, nothing({ kind: 'already-ended', status, endedAt: undefined })],
  ['cleaning up, nested: its root may roll it back', { stage: 'cleaning-up', nestedIn: 'root' }, { kind: 'join' }],
  [
    'cleaning up, nested, and the guard finds no id',
    { stage: 'cleaning-up', nestedIn: 'root', wantedId: ours },
    error({ kind: 'unidentified', wanted: ours }, unidentified),
  ],
  [
    'cleaning up, nested, and the guard finds another one',
    { ...elsewhere, stage: 'cleaning-up', nestedIn: 'root' },
    anotherDeployment(false),
  ],
  [
    'cleaning up, nested, in doubt, and the guard finds another one',
    { ...elsewhere, stage: 'cleaning-up', nestedIn: 'root', isInDoubt: true },
    askEnd,
  ],
  [
    'cleaning up, nested, in doubt, and another one than the request was meant for',
    { stage: 'cleaning-up', nestedIn: 'root', isInDoubt: true, deploymentId: another, followedId: ours },
    { kind: 'ask-end', successor: another, isSuperseded: true },
  ],
  ['rolling another operation back', { stage: 'other-rollback' }, nothing({ kind: 'no-deployment', status })],
  ['being cancelled: wait with it', { stage: 'cancelling' }, { kind: 'join' }],
  [
    'being rolled back, dry run',
    { stage: 'rolling-back', dryRun: true },
    nothing({ kind: 'already-cancelling', status }),
  ],
  ['ended', { stage: 'succeeded' }, nothing({ kind: 'already-ended', status, endedAt: undefined })],
  ['ended, in doubt: its record has to say', { stage: 'failed', isInDoubt: true }, askEnd],
  ['ended, being deleted', { stage: 'cancelled', isBeingDeleted: true }, deleted],
  ['stuck', { stage: 'stuck' }, nothing({ kind: 'stuck', status })],
  ['stuck, in doubt', { stage: 'stuck', isInDoubt: true }, askEnd],
  ['at rest', { stage: 'at-rest', followedId: ours }, nothing({ kind: 'no-deployment', status })],
  ['at rest, in doubt', { stage: 'at-rest', isInDoubt: true }, nothing({ kind: 'no-deployment', status })],
  ['at rest, in doubt about a known one', { stage: 'at-rest', isInDoubt: true, followedId: ours }, askEnd],
  ['absent', { stage: 'absent' }, nothing({ kind: 'no-deployment', status })],
  [
    'absent, seen before',
    { stage: 'absent', wasSeen: true },
    { kind: 'end', outcome: 'deleted', reason: { kind: 'deleted', what: 'pipeline-gone' } },
  ],
  ['absent, being deleted', { stage: 'absent', wasSeen: true, isBeingDeleted: true }, deleted],
  ['deleted', { stage: 'deleted' }, deleted],
  ['another operation', { stage: 'other-operation' }, notCancellable({ kind: 'other-operation', status })],
  ['a status unknown here', { stage: 'unknown' }, error({ kind: 'unknown-status', status }, unidentified)],
  ['a status unknown here, refused', { stage: 'unknown', refusal }, error({ kind: 'unknown-status', status }, refusal)],
  [
    'a status unknown here, refused after doubt',
    { stage: 'unknown', refusal, isInDoubt: true },
    error({ kind: 'unknown-status', status }, refusal),
  ],
  ['a status unknown here, in doubt', { stage: 'unknown', isInDoubt: true }, { kind: 'send' }],
  ['the guard finds the wanted one', { wantedId: ours, deploymentId: ours }, { kind: 'send' }],
  ['the guard finds no id', { wantedId: ours }, error({ kind: 'unidentified', wanted: ours }, unidentified)],
  ['the guard finds another in progress', elsewhere, anotherDeployment(true)],
  ['the guard finds another in an unknown status', { ...elsewhere, stage: 'unknown' }, anotherDeployment(true)],
  ['the guard finds another being cancelled', { ...elsewhere, stage: 'cancelling' }, anotherDeployment(false)],
  [
    'in doubt, a successor by its id',
    { isInDoubt: true, followedId: ours, deploymentId: another },
    { kind: 'ask-end', successor: another, isSuperseded: true },
  ],
  [
    'in doubt, a successor by its time',
    { isInDoubt: true, isBegunAfterDoubt: true, followedId: ours },
    { kind: 'ask-end', successor: undefined, isSuperseded: true },
  ],
  ['in doubt, no id and no later time', { isInDoubt: true, followedId: ours }, { kind: 'send' }],
  [
    'in doubt, the followed one by its id',
    { isInDoubt: true, isBegunAfterDoubt: true, followedId: ours, deploymentId: ours },
    { kind: 'send' },
  ],
  ['in progress since before', { hasBegun: false }, nothing({ kind: 'nothing-began', status, isInProgress: true })],
  ['deleted since before', { hasBegun: false, isBeingDeleted: true }, deleted],
  [
    'in progress since before, in doubt: the request was for one that had begun since',
    { hasBegun: false, isInDoubt: true, deploymentId: ours },
    { kind: 'ask-end', successor: ours, isSuperseded: true },
  ],
  ['rolled back: it has to be asked why', { stage: 'rolled-back', asksWhyRolledBack: true }, { kind: 'join' }],
  [
    'rolled back, dry run',
    { stage: 'rolled-back', asksWhyRolledBack: true, dryRun: true },
    nothing({ kind: 'already-ended', status, endedAt: undefined }),
  ],
  ['rolled back, in doubt', { stage: 'rolled-back', asksWhyRolledBack: true, isInDoubt: true }, askEnd],
])('what to do about a target that is %s', (_name, changes, decision) => {
  expect(decide(situation(changes))).toStrictEqual(decision);
});
