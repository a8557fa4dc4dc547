import { expect, test } from 'vitest';
import { play } from '../play.ts';
import { another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { cancel } from './rows.ts';
import { events, stack } from './stack-readings.ts';

const lost = failing('connection-lost', cancel);

test.each<[string, string | undefined, boolean]>([
  ['the same update', ours, true],
  ['an update that is not named', undefined, true],
  ['another update', another, false],
])('what a request of unknown fate left behind is told if the stack is read with %s', async (_what, id, expected) => {
  const read = stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: id, hasLeftovers: true });
  const { result } = await play({
    cancel: [lost],
    findsByToken: true,
    service: [read],
    deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
  });
  expect(result).toMatchObject({ outcome: 'cancelled', deploymentId: ours, hasLeftovers: expected });
});

test('a refusal after a request of unknown fate is the error, where the record says that the deployment goes on', async () => {
  const { result } = await play({
    cancel: [lost, failing('conflict', cancel)],
    service: [reading('IN_PROGRESS')],
    deployment: [deployment('IN_PROGRESS')],
  });
  expect(result).toMatchObject({
    outcome: 'error',
    reason: { kind: 'refused-in-progress', status: 'IN_PROGRESS' },
    failure: { kind: 'conflict' },
    requestState: 'in-doubt',
  });
});
