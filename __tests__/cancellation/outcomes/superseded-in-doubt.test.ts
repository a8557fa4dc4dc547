import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/cancellation/model/outcome.ts';
import { play } from '../play.ts';
import { another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { cancel } from './rows.ts';

const lost = failing('connection-lost', cancel);
const after = '2026-09-01T00:00:05.000Z';
const before = '2026-08-31T23:59:00.000Z';

test.each<[string, string, string, Outcome, object]>([
  ['CANCELLED', 'SUCCEEDED', after, 'superseded', { why: 'request-hit-successor' }],
  ['CANCELLING', 'FAILED', after, 'superseded', { why: 'request-hit-successor' }],
  ['CANCELLED', 'CANCELLED', after, 'cancelled', { successor: another, isAfterRequest: true }],
  ['SUCCEEDED', 'FAILED', after, 'failed', { successor: another, isAfterRequest: true }],
  ['IN_PROGRESS', 'FAILED', before, 'nothing-to-cancel', { kind: 'another-deployment', current: another }],
  ['SUCCEEDED', 'CANCELLED', before, 'superseded', { why: 'request-hit-successor' }],
])('a request of unknown fate, a successor that is %s, and a record that says %s at %s: %s', async (...row) => {
  const [status, ended, endedAt, outcome, reason] = row;
  const successor = reading(status, { deploymentId: another, begunAt: '2026-09-01T00:01:00.000Z' });
  const { result } = await play(
    { cancel: [lost], service: [reading('IN_PROGRESS'), successor], deployment: [deployment(ended, endedAt)] },
    { plan: { deploymentId: ours } },
  );
  expect(result.outcome).toBe(outcome);
  expect(result.reason).toMatchObject(reason);
});
