import { expect, test } from 'vitest';
import type { FailedResource } from '../../../src/cancellation/model/deployment.ts';
import type { Answer, DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { play } from '../play.ts';
import { acceptedSilently, another, deployment, failing, type Script } from '../scripted-service.ts';
import { ask, cancel } from './rows.ts';
import { events, stack } from './stack-readings.ts';

const failedResources: readonly FailedResource[] = [
  { logicalId: 'Topic', resourceType: 'AWS::SNS::Topic', status: 'UPDATE_FAILED', reason: 'It broke.' },
];
const rollsBack = [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')];
const begun: Script = { cancel: [acceptedSilently], findsByToken: true };
const refused: Script = { cancel: [failing('validation', cancel)], findsByToken: true };
const byThisStep = { isCancelledByStep: true, failedResources };
const older: readonly FailedResource[] = failedResources.map((each) => ({ ...each, logicalId: 'Older' }));

/** The records of one answer, newest first. */
function recordsOf(...answers: readonly Answer<readonly DeploymentRecord[]>[]): Answer<readonly DeploymentRecord[]> {
  const value = answers.flatMap((each) => (each.ok ? each.value : []));
  return { ok: true, dateEpoch: undefined, value, requestId: 'r-5' };
}

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
