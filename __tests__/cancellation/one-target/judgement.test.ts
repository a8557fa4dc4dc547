import { expect, test } from 'vitest';
import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import type { RequestState } from '../../../src/cancellation/model/result.ts';
import type { Judgement } from '../../../src/cancellation/one-target/judgement.ts';
import { judge, judgeRecord, judgeShown } from '../../../src/cancellation/one-target/judgement.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import { another, type ReadingFields, readingOf } from '../scripted-service.ts';
import { acceptedRun, inDoubtRun, shown } from './runs.ts';

const cause = "AWS's words for the rollback";

type Ended = 'cancelled' | 'succeeded' | 'failed';

function endedBefore(successor: string | undefined, stage: Ended): Judgement {
  return { kind: 'end', outcome: stage, reason: { kind: 'ended', stage, successor, isAfterRequest: true } };
}

function endedSometime(stage: Ended): Judgement {
  return { kind: 'end', outcome: stage, reason: { kind: 'ended', stage, successor: undefined, isAfterRequest: false } };
}

function ended(stage: Ended): Judgement {
  return endedBefore(undefined, stage);
}

function superseded(stage: Ended): Judgement {
  return endedBefore(another, stage);
}

const unsaid = {
  status: undefined,
  message: undefined,
  deploymentId: undefined,
  begunAtEpoch: undefined,
  endedAtEpoch: undefined,
  rollbackBegunAtEpoch: undefined,
  statesTold: 0,
  isCancelledByStep: false,
  failedResources: [],
};

const goingOn = { kind: 'going-on' } as const;

test.each<[Stage, RequestState, Judgement]>([
  ['cancelled', 'accepted', superseded('cancelled')],
  ['succeeded', 'accepted', superseded('succeeded')],
  ['cleaning-up', 'accepted', superseded('succeeded')],
  ['failed', 'accepted', superseded('failed')],
  ['stuck', 'accepted', superseded('failed')],
  ['deleted', 'accepted', { kind: 'end', outcome: 'deleted', reason: { kind: 'deleted', what: 'being-deleted' } }],
  ['rolled-back', 'accepted', superseded('cancelled')],
  [
    'rolled-back',
    'nothing-sent',
    { kind: 'end', outcome: 'nothing-to-cancel', reason: { kind: 'rolled-back-by-others', by: 'itself', cause } },
  ],
  ['in-progress', 'accepted', goingOn],
  ['cancelling', 'accepted', goingOn],
  ['rolling-back', 'accepted', goingOn],
  ['other-operation', 'accepted', goingOn],
  ['at-rest', 'accepted', goingOn],
  ['other-rollback', 'accepted', goingOn],
  ['absent', 'accepted', goingOn],
  ['unknown', 'accepted', goingOn],
])('the record of a superseded deployment says %s, the request is %s', (stage, requestState, judgement) => {
  const record = { ...unsaid, stage, rollbackBy: 'itself', rollbackCause: cause } as const;
  expect(judgeRecord(requestState, record, another)).toStrictEqual(judgement);
});

const status = 'THE_STATUS';
const nothing: Judgement = {
  kind: 'end',
  outcome: 'nothing-to-cancel',
  reason: { kind: 'already-ended', status, endedAt: undefined },
};

function deleted(what: 'being-deleted' | 'pipeline-gone'): Judgement {
  return { kind: 'end', outcome: 'deleted', reason: { kind: 'deleted', what } };
}

test.each<[ReadingFields & { readonly stage: Stage }, RequestState, Judgement]>([
  [{ stage: 'cleaning-up' }, 'accepted', ended('succeeded')],
  [{ stage: 'cleaning-up' }, 'refused', nothing],
  [{ stage: 'cleaning-up', nestedIn: 'root' }, 'accepted', goingOn],
  [{ stage: 'succeeded' }, 'accepted', ended('succeeded')],
  [{ stage: 'succeeded' }, 'refused', nothing],
  [{ stage: 'succeeded' }, 'in-doubt', endedSometime('succeeded')],
  [{ stage: 'cancelled' }, 'accepted', ended('cancelled')],
  [{ stage: 'failed' }, 'accepted', ended('failed')],
  [{ stage: 'stuck' }, 'accepted', ended('failed')],
  [{ stage: 'rolled-back' }, 'accepted', ended('cancelled')],
  [{ stage: 'rolled-back' }, 'refused', { kind: 'ask-who-rolled-back' }],
  [{ stage: 'at-rest' }, 'accepted', { kind: 'ask-how-it-ended' }],
  [{ stage: 'other-rollback' }, 'accepted', { kind: 'ask-how-it-ended' }],
  [{ stage: 'absent' }, 'accepted', deleted('pipeline-gone')],
  [{ stage: 'deleted' }, 'accepted', deleted('being-deleted')],
  [{ stage: 'in-progress' }, 'accepted', goingOn],
  [{ stage: 'in-progress', isBeingDeleted: true }, 'accepted', deleted('being-deleted')],
  [{ stage: 'unknown' }, 'accepted', goingOn],
])('a reading says %o, the request is %s', (fields, requestState, judgement) => {
  expect(judge(requestState, readingOf(status, fields), requestState !== 'in-doubt')).toStrictEqual(judgement);
});

test.each<[string, TargetRun, number, boolean]>([
  ['is known not to have ended before the request, as it goes on 10 s later', inDoubtRun(), 10_000, true],
  ['may have ended before the request, as reads lag', inDoubtRun(), 9_999, false],
  ['did not end before the request, as AWS took that', acceptedRun(), 9_999, true],
])('a deployment that has failed %s', (_what, run, goingOnAt, isAfterRequest) => {
  run.markRead(goingOnAt, shown('cancelling', -30));
  const judgement = judgeShown(run, shown('failed', -30));
  expect(judgement).toStrictEqual(isAfterRequest ? ended('failed') : endedSometime('failed'));
});

test.each<[string, number, ReadingFields, ReadingFields, boolean]>([
  ['that a read had shown so before the request left', 0, {}, {}, false],
  ['unless the read was answered later', -1, {}, {}, true],
  ['unless it was of another update', 0, { deploymentId: another }, {}, true],
  ['unless nothing names the update', 0, { deploymentId: undefined }, { deploymentId: undefined }, true],
])('a failed update may have ended before the accepted request, %s', (_what, sentAt, before, since, isAfterRequest) => {
  const run = acceptedRun({}, sentAt);
  run.markRead(0, shown('stuck', -30, before));
  const judgement = judgeShown(run, shown('stuck', -30, since));
  expect(judgement).toMatchObject({ reason: { isAfterRequest } });
});

test('a rollback that a user began is a cancellation', () => {
  const record = { ...unsaid, stage: 'rolled-back', rollbackBy: 'user', rollbackCause: cause } as const;
  expect(judgeRecord('refused', record, undefined)).toStrictEqual(ended('cancelled'));
});
