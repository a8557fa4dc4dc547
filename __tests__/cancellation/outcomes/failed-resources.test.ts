import { expect, test } from 'vitest';
import type { FailedResource } from '../../../src/cancellation/model/deployment.ts';
import { play } from '../play.ts';
import { acceptedSilently, another, deployment, failing, type Script } from '../scripted-service.ts';
import { ask, cancel } from './rows.ts';
import { events, recordsOf, stack } from './stack-readings.ts';

const failedResources: readonly FailedResource[] = [
  { logicalId: 'Topic', resourceType: 'AWS::SNS::Topic', status: 'UPDATE_FAILED', reason: 'It broke.' },
];
const rollsBack = [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')];
const begun: Script = { cancel: [acceptedSilently], findsByToken: true };
const refused: Script = { cancel: [failing('validation', cancel)], findsByToken: true };
const byThisStep = { isCancelledByStep: true, failedResources };
const older: readonly FailedResource[] = failedResources.map((each) => ({ ...each, logicalId: 'Older' }));

test.each<[string, Script, string]>([
  [
    'a rollback that failed',
    {
      ...begun,
      service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')],
      deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', byThisStep)],
    },
    'failed ended',
  ],
  [
    'an update that was rolled back by itself',
    {
      ...refused,
      service: rollsBack,
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself', { failedResources })],
    },
    'nothing-to-cancel rolled-back-by-others',
  ],
  [
    'a stack that is stuck',
    {
      ...refused,
      service: [stack('UPDATE_FAILED')],
      deployment: [events('UPDATE_FAILED', 'user', { failedResources })],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a stack that is stuck, after an update that had failed as well',
    {
      ...refused,
      service: [stack('UPDATE_FAILED')],
      deployment: [
        recordsOf(
          events('UPDATE_FAILED', 'user', { failedResources }),
          events('UPDATE_ROLLBACK_COMPLETE', 'itself', { deploymentId: another, failedResources: older }),
        ),
      ],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a stack that is stuck and names no update',
    {
      ...refused,
      service: [stack('UPDATE_FAILED', { deploymentId: undefined })],
      deployment: [
        recordsOf(
          events('UPDATE_FAILED', 'user', { failedResources }),
          events('UPDATE_COMPLETE', 'user', { deploymentId: another }),
        ),
      ],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a stack that is stuck, where the events tell of another one before they tell of it',
    {
      ...refused,
      service: [stack('UPDATE_FAILED')],
      deployment: [
        events('UPDATE_FAILED', 'user', { deploymentId: another, failedResources: older }),
        recordsOf(
          events('UPDATE_FAILED', 'user', { failedResources }),
          events('UPDATE_FAILED', 'user', { deploymentId: another, failedResources: older }),
        ),
      ],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a stack that is stuck, where the events name no update: that of the stage',
    {
      ...refused,
      service: [stack('UPDATE_FAILED')],
      deployment: [
        recordsOf(
          events('UPDATE_ROLLBACK_COMPLETE', 'itself', { deploymentId: undefined, failedResources: older }),
          events('UPDATE_FAILED', 'user', { deploymentId: undefined, failedResources }),
        ),
      ],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a rollback that failed and names no update: that of the followed one',
    {
      ...begun,
      service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED', { deploymentId: undefined })],
      deployment: [
        failing('access-denied', ask),
        recordsOf(
          events('UPDATE_ROLLBACK_FAILED', 'user', { deploymentId: another, failedResources: older }),
          events('UPDATE_ROLLBACK_FAILED', 'user', { failedResources }),
        ),
      ],
    },
    'failed ended',
  ],
  [
    'a rollback that failed and names no update, and was repaired by the time: that of the followed one',
    {
      ...begun,
      service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED', { deploymentId: undefined })],
      deployment: [
        failing('access-denied', ask),
        recordsOf(
          events('UPDATE_COMPLETE', 'user', { deploymentId: another }),
          events('UPDATE_ROLLBACK_COMPLETE', 'itself', { failedResources }),
        ),
      ],
    },
    'failed ended',
  ],
  [
    'a stack that is stuck, and is being repaired by the time',
    {
      ...refused,
      service: [stack('UPDATE_ROLLBACK_FAILED')],
      deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { failedResources })],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a stack that is stuck, where the events do not tell of the failure yet',
    {
      ...refused,
      service: [stack('UPDATE_FAILED')],
      deployment: [events('UPDATE_IN_PROGRESS', 'user'), events('UPDATE_FAILED', 'user', { failedResources })],
    },
    'nothing-to-cancel stuck',
  ],
  [
    'a rollback that failed, where the events lag behind the state',
    {
      ...begun,
      service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')],
      deployment: [
        deployment('UPDATE_ROLLBACK_IN_PROGRESS', undefined, { stage: 'cancelling', isCancelledByStep: true }),
        deployment('UPDATE_ROLLBACK_IN_PROGRESS', undefined, { stage: 'cancelling', isCancelledByStep: true }),
        events('UPDATE_ROLLBACK_FAILED', 'user', byThisStep),
      ],
    },
    'failed ended',
  ],
  [
    'a rollback that failed, as the events said before they were denied',
    {
      cancel: [acceptedSilently],
      findsByToken: true,
      service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')],
      deployment: [
        ...Array(9).fill(
          events('UPDATE_ROLLBACK_FAILED', 'itself', {
            endedAtEpoch: Date.parse('2026-09-01T00:00:00Z'),
            failedResources,
          }),
        ),
        failing('access-denied', ask),
      ],
    },
    'failed ended',
  ],
])('which resources failed is told of %s', async (_title, script, expected) => {
  const { result } = await play(script);
  expect(`${result.outcome} ${result.reason.kind}`).toBe(expected);
  expect(result.failedResources).toEqual(failedResources);
});

test.each<[string, Script, string]>([
  [
    'a cancellation, where something had failed before it',
    { ...begun, service: rollsBack, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)] },
    'cancelled ended',
  ],
  [
    'an update that finished first',
    {
      ...begun,
      service: [stack('UPDATE_COMPLETE')],
      deployment: [events('UPDATE_COMPLETE', 'user', { failedResources })],
    },
    'succeeded ended',
  ],
  [
    'a rollback that names no update, after another one had failed',
    {
      cancel: [failing('connection-lost', cancel)],
      findsByToken: true,
      service: [
        stack('UPDATE_FAILED', { deploymentId: undefined }),
        stack('UPDATE_COMPLETE', { deploymentId: undefined }),
        stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined }),
      ],
      deployment: [
        events('UPDATE_FAILED', 'user', { endedAtEpoch: Date.parse('2026-09-01T00:00:00Z'), failedResources }),
        failing('access-denied', ask),
      ],
    },
    'nothing-to-cancel rolled-back-by-others',
  ],
  [
    'a nested stack that was rolled back by its parent',
    {
      ...refused,
      service: rollsBack,
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself', { rollbackBy: 'parent', failedResources })],
    },
    'nothing-to-cancel rolled-back-by-others',
  ],
  [
    'a stack whose events may not be read',
    { ...refused, service: [stack('UPDATE_FAILED')], deployment: [failing('access-denied', ask)] },
    'nothing-to-cancel stuck',
  ],
])('no resource is said to have failed of %s', async (_title, script, expected) => {
  const { result } = await play(script);
  expect(`${result.outcome} ${result.reason.kind}`).toBe(expected);
  expect(result.failedResources).toEqual([]);
});
