import { expect, test } from 'vitest';
import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import type { RequestState } from '../../../src/cancellation/model/result.ts';
import type { Judgement } from '../../../src/cancellation/one-target/judgement.ts';
import { judgeRecord } from '../../../src/cancellation/one-target/judgement.ts';
import { another } from '../scripted-service.ts';

const cause = "AWS's words for the rollback";

function ended(stage: 'cancelled' | 'succeeded' | 'failed'): Judgement {
  return { kind: 'end', outcome: stage, reason: { kind: 'ended', stage, successor: another, isAfterRequest: true } };
}

const unsaid = {
  status: undefined,
  message: undefined,
  deploymentId: undefined,
  begunAtEpoch: undefined,
  endedAtEpoch: undefined,
  isCancelledByStep: false,
  failedResources: [],
};

const goingOn = { kind: 'going-on' } as const;

test.each<[Stage, RequestState, Judgement]>([
  ['cancelled', 'accepted', ended('cancelled')],
  ['succeeded', 'accepted', ended('succeeded')],
  ['cleaning-up', 'accepted', ended('succeeded')],
  ['failed', 'accepted', ended('failed')],
  ['stuck', 'accepted', ended('failed')],
  ['deleted', 'accepted', { kind: 'end', outcome: 'deleted', reason: { kind: 'deleted', what: 'being-deleted' } }],
  ['rolled-back', 'accepted', ended('cancelled')],
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
