import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/cancellation/model/outcome.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import type { Operation } from '../../src/cancellation/ports.ts';
import { play } from './play.ts';
import {
  accepted,
  another,
  deployment,
  failing,
  ours,
  reading,
  type Script,
  withoutPipeline,
} from './scripted-proton.ts';

const cancel = 'CancelServicePipelineDeployment';
const get = 'GetService';
const ask = 'GetDeployment';

/** One row of the state machine: what Proton answers, and what must come of it. */
type Row = readonly [
  situation: string,
  script: Script,
  outcome: Outcome,
  operations: readonly Operation[],
  options?: {
    readonly plan?: Partial<Plan>;
    readonly deploymentId?: string | undefined;
    readonly status?: string | undefined;
  },
];

function check(rows: readonly Row[]): void {
  for (const [situation, script, outcome, operations, options = {}] of rows) {
    test(situation, async () => {
      const played = await play(script, options.plan === undefined ? {} : { plan: options.plan });
      expect(played.result.outcome).toBe(outcome);
      expect(played.operations).toEqual(operations);
      if ('deploymentId' in options) expect(played.result.deploymentId).toBe(options.deploymentId);
      if ('status' in options) expect(played.result.pipeline?.deploymentStatus).toBe(options.status);
      if (outcome !== 'timed-out') expect(played.result.failure === undefined).toBe(outcome !== 'error');
    });
  }
}

const noWait = { plan: { waitMilliseconds: 0 } };

describe('the status in the answer to the request counts', () => {
  check([
    ['CANCELLED ends the work', { cancel: [accepted('CANCELLED')] }, 'cancelled', [cancel], { deploymentId: ours }],
    ['SUCCEEDED ends the work', { cancel: [accepted('SUCCEEDED')] }, 'succeeded', [cancel]],
    ['FAILED ends the work', { cancel: [accepted('FAILED')] }, 'failed', [cancel]],
    ['DELETE_IN_PROGRESS ends the work', { cancel: [accepted('DELETE_IN_PROGRESS')] }, 'deleted', [cancel]],
    ['DELETE_FAILED ends the work', { cancel: [accepted('DELETE_FAILED')] }, 'deleted', [cancel]],
    ['DELETE_COMPLETE ends the work', { cancel: [accepted('DELETE_COMPLETE')] }, 'deleted', [cancel]],
    [
      'CANCELLING is requested where nothing is waited for',
      { cancel: [accepted('CANCELLING')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'IN_PROGRESS is requested where nothing is waited for',
      { cancel: [accepted('IN_PROGRESS')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'an unknown status is requested where nothing is waited for',
      { cancel: [accepted('PAUSED')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'CANCELLED counts even where nothing is waited for',
      { cancel: [accepted('CANCELLED')] },
      'cancelled',
      [cancel],
      noWait,
    ],
  ]);
});

describe('the wait ends with the deployment', () => {
  const begun = { cancel: [accepted('CANCELLING')] };
  check([
    [
      'CANCELLED',
      { ...begun, service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get],
    ],
    ['SUCCEEDED', { ...begun, service: [reading('SUCCEEDED')] }, 'succeeded', [cancel, get]],
    ['FAILED', { ...begun, service: [reading('FAILED')] }, 'failed', [cancel, get]],
    ['DELETE_IN_PROGRESS', { ...begun, service: [reading('DELETE_IN_PROGRESS')] }, 'deleted', [cancel, get]],
    ['DELETE_FAILED', { ...begun, service: [reading('DELETE_FAILED')] }, 'deleted', [cancel, get]],
    ['DELETE_COMPLETE', { ...begun, service: [reading('DELETE_COMPLETE')] }, 'deleted', [cancel, get]],
    ['the service vanishes', { ...begun, service: [failing('not-found')] }, 'deleted', [cancel, get]],
    ['the pipeline vanishes', { ...begun, service: [withoutPipeline()] }, 'deleted', [cancel, get]],
    [
      'from IN_PROGRESS over an unknown status to CANCELLED',
      { cancel: [accepted('IN_PROGRESS')], service: [reading('PAUSED'), reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get, get],
    ],
    [
      'the time is over while CANCELLING',
      { ...begun, service: [reading('CANCELLING')] },
      'timed-out',
      [cancel, get, get, get],
      { plan: { waitMilliseconds: 2_500 }, deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'the time is over in an unknown status',
      { ...begun, service: [reading('PAUSED')] },
      'timed-out',
      [cancel, get],
      { plan: { waitMilliseconds: 500 } },
    ],
    [
      'faults that may pass are waited out',
      {
        ...begun,
        service: [
          failing('throttled'),
          failing('server-fault'),
          failing('unreachable'),
          failing('connection-lost'),
          failing('unreadable'),
          failing('clock-skewed'),
          reading('CANCELLED'),
        ],
      },
      'cancelled',
      [cancel, get, get, get, get, get, get, get],
    ],
    [
      'faults until the time is over are no error, and what was known stays',
      { ...begun, service: [failing('server-fault')] },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 2_000 }, status: 'CANCELLING' },
    ],
    [
      'access denied ends it at once',
      { ...begun, service: [failing('access-denied')] },
      'error',
      [cancel, get],
      { deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'expired credentials end it at once',
      { ...begun, service: [failing('credentials-refused')] },
      'error',
      [cancel, get],
    ],
    ['a validation error ends it at once', { ...begun, service: [failing('validation')] }, 'error', [cancel, get]],
    ['what nobody knows ends it at once', { ...begun, service: [failing('unexpected')] }, 'error', [cancel, get]],
  ]);

  test('a deployment that could not be read at the end of the wait says so', async () => {
    const service = [reading('CANCELLING'), failing('throttled')];
    const { result } = await play({ ...begun, service }, { plan: { waitMilliseconds: 3_000 } });
    expect(result).toMatchObject({ outcome: 'timed-out', failure: { name: 'throttled' } });
    expect(result.reason).toContain('The last read failed (throttled).');
    const readAtTheEnd = await play(
      { ...begun, service: [reading('CANCELLING')] },
      { plan: { waitMilliseconds: 3_000 } },
    );
    expect(readAtTheEnd.result.failure).toBeUndefined();
  });

  test('a service that is being deleted under a running cancellation is deleted', async () => {
    const deleting = reading('CANCELLING');
    if (!deleting.ok) throw new Error('A reading is an answer.');
    const service = [{ ...deleting, value: { ...deleting.value, serviceStatus: 'DELETE_IN_PROGRESS' } }];
    const { result } = await play({ ...begun, service });
    expect(result.outcome).toBe('deleted');
  });
});

describe.each(['conflict', 'validation'] as const)('a %s error is looked into, never its text', (kind) => {
  const refused = { cancel: [failing(kind, cancel)] };
  check([
    [
      'CANCELLING: the wait is joined',
      { ...refused, service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get],
      { deploymentId: ours },
    ],
    [
      'CANCELLING is requested where nothing is waited for',
      { ...refused, service: [reading('CANCELLING')] },
      'requested',
      [cancel, get],
      noWait,
    ],
    [
      'CANCELLED before',
      { ...refused, service: [reading('CANCELLED')] },
      'nothing-to-cancel',
      [cancel, get],
      { deploymentId: undefined },
    ],
    ['SUCCEEDED before', { ...refused, service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [cancel, get]],
    ['FAILED before', { ...refused, service: [reading('FAILED')] }, 'nothing-to-cancel', [cancel, get]],
    ['no pipeline', { ...refused, service: [withoutPipeline()] }, 'nothing-to-cancel', [cancel, get]],
    [
      'no pipeline, and the service is being deleted',
      { ...refused, service: [withoutPipeline('DELETE_IN_PROGRESS')] },
      'deleted',
      [cancel, get],
    ],
    ['DELETE_IN_PROGRESS', { ...refused, service: [reading('DELETE_IN_PROGRESS')] }, 'deleted', [cancel, get]],
    ['DELETE_FAILED', { ...refused, service: [reading('DELETE_FAILED')] }, 'deleted', [cancel, get]],
    ['DELETE_COMPLETE', { ...refused, service: [reading('DELETE_COMPLETE')] }, 'deleted', [cancel, get]],
    [
      'IN_PROGRESS: it is the error that it says',
      { ...refused, service: [reading('IN_PROGRESS')] },
      'error',
      [cancel, get],
      { status: 'IN_PROGRESS' },
    ],
    [
      'an unknown status: it is the error that it says',
      { ...refused, service: [reading('PAUSED')] },
      'error',
      [cancel, get],
    ],
    ['no such service', { ...refused, service: [failing('not-found')] }, 'not-found', [cancel, get]],
    ['the look is denied', { ...refused, service: [failing('access-denied')] }, 'error', [cancel, get]],
    [
      'the look fails for a while',
      { ...refused, service: [failing('throttled'), failing('server-fault'), reading('CANCELLED')] },
      'nothing-to-cancel',
      [cancel, get, get, get],
    ],
  ]);

  test('an error keeps the name that Proton gave it', async () => {
    const { result } = await play({ ...refused, service: [reading('IN_PROGRESS')] });
    expect(result.failure).toMatchObject({ name: kind, operation: cancel, requestId: 'r-1' });
  });
});

describe('other answers to the request', () => {
  check([
    [
      'not found, and the service is not there',
      { cancel: [failing('not-found', cancel)], service: [failing('not-found')] },
      'not-found',
      [cancel, get],
    ],
    [
      'not found, and nobody may read the service',
      { cancel: [failing('not-found', cancel)], service: [failing('access-denied')] },
      'not-found',
      [cancel, get],
    ],
    [
      'not found, because there is no pipeline',
      { cancel: [failing('not-found', cancel)], service: [withoutPipeline()] },
      'nothing-to-cancel',
      [cancel, get],
    ],
    [
      'not found, because the pipeline is gone and the service is being deleted',
      { cancel: [failing('not-found', cancel)], service: [withoutPipeline('DELETE_IN_PROGRESS')] },
      'deleted',
      [cancel, get],
    ],
    [
      'not found, although a deployment is in progress',
      { cancel: [failing('not-found', cancel)], service: [reading('IN_PROGRESS')] },
      'error',
      [cancel, get],
    ],
    [
      'not found, while the pipeline is deleted',
      { cancel: [failing('not-found', cancel)], service: [reading('DELETE_IN_PROGRESS')] },
      'deleted',
      [cancel, get],
    ],
    ['access denied', { cancel: [failing('access-denied', cancel)] }, 'error', [cancel]],
    ['no credentials', { cancel: [failing('credentials-missing', cancel)] }, 'error', [cancel]],
    ['expired credentials', { cancel: [failing('credentials-refused', cancel)] }, 'error', [cancel]],
    ['no region', { cancel: [failing('region-missing', cancel)] }, 'error', [cancel]],
    ['what nobody knows', { cancel: [failing('unexpected', cancel)] }, 'error', [cancel]],
    [
      'throttling only makes it slower',
      { cancel: [failing('throttled', cancel), failing('throttled', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel, cancel],
    ],
    [
      'no connection at first',
      { cancel: [failing('unreachable', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel],
    ],
    [
      'a skewed clock, which the SDK mends',
      { cancel: [failing('clock-skewed', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel],
    ],
  ]);
});

describe.each(['server-fault', 'connection-lost', 'unreadable'] as const)(
  'a request of unknown fate (%s) is looked into',
  (kind) => {
    const lost = failing(kind, cancel);
    const before = '2026-08-31T23:00:00.000Z';
    const after = '2026-09-01T00:00:05.000Z';
    check([
      [
        'it had arrived: CANCELLING',
        { cancel: [lost], service: [reading('CANCELLING'), reading('CANCELLED')] },
        'cancelled',
        [cancel, get, get],
      ],
      [
        'it had not: it is sent again',
        { cancel: [lost, accepted('CANCELLED')], service: [reading('IN_PROGRESS')] },
        'cancelled',
        [cancel, get, cancel],
      ],
      [
        'unknown status: it is sent again',
        { cancel: [lost, accepted('CANCELLED')], service: [reading('PAUSED')] },
        'cancelled',
        [cancel, get, cancel],
      ],
      [
        'CANCELLED since',
        { cancel: [lost], service: [reading('CANCELLED')], deployment: [deployment('CANCELLED', after)] },
        'cancelled',
        [cancel, get, ask],
      ],
      [
        'FAILED since',
        { cancel: [lost], service: [reading('FAILED')], deployment: [deployment('FAILED', after)] },
        'failed',
        [cancel, get, ask],
      ],
      [
        'SUCCEEDED since',
        { cancel: [lost], service: [reading('SUCCEEDED')], deployment: [deployment('SUCCEEDED', after)] },
        'succeeded',
        [cancel, get, ask],
      ],
      [
        'CANCELLED long before',
        { cancel: [lost], service: [reading('CANCELLED')], deployment: [deployment('CANCELLED', before)] },
        'nothing-to-cancel',
        [cancel, get, ask],
        { deploymentId: undefined },
      ],
      [
        'FAILED long before',
        { cancel: [lost], service: [reading('FAILED')], deployment: [deployment('FAILED', before)] },
        'nothing-to-cancel',
        [cancel, get, ask],
      ],
      [
        'FAILED, and nobody says when',
        { cancel: [lost], service: [reading('FAILED')], deployment: [failing('access-denied', ask)] },
        'failed',
        [cancel, get, ask],
      ],
      [
        'the repetition meets the first one: Conflict while CANCELLING',
        {
          cancel: [lost, failing('conflict', cancel)],
          service: [reading('IN_PROGRESS'), reading('CANCELLING'), reading('CANCELLED')],
        },
        'cancelled',
        [cancel, get, cancel, get, get],
      ],
      [
        'the repetition meets its end: Conflict after CANCELLED',
        {
          cancel: [lost, failing('conflict', cancel)],
          service: [reading('IN_PROGRESS'), reading('CANCELLED')],
          deployment: [deployment('CANCELLED', after)],
        },
        'cancelled',
        [cancel, get, cancel, get, ask],
      ],
      ['gone', { cancel: [lost], service: [failing('not-found')] }, 'not-found', [cancel, get]],
      ['denied', { cancel: [lost], service: [failing('access-denied')] }, 'error', [cancel, get]],
    ]);

    test('a deployment that began after the request is not taken for the one that was meant', async () => {
      const later = { lastDeploymentAttemptedAt: '2026-09-01T00:00:00.010Z', lastAttemptedDeploymentId: another };
      for (const status of ['IN_PROGRESS', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED']) {
        const { result, operations } = await play({ cancel: [lost], service: [reading(status, later)] });
        expect([status, result.outcome]).toEqual([status, 'superseded']);
        expect(operations).toEqual([cancel, get]);
      }
    });

    test('patience ends with an honest error within 25 s', async () => {
      const { result, milliseconds } = await play({ cancel: [lost], service: [reading('IN_PROGRESS')] });
      expect(result.outcome).toBe('error');
      expect(result.failure?.name).toBe(kind);
      expect(milliseconds).toBeLessThanOrEqual(25_000);
    });
  },
);

describe('another deployment takes over', () => {
  const newer = (status: string): ReturnType<typeof reading> => reading(status, { lastAttemptedDeploymentId: another });
  const begun = { cancel: [accepted('CANCELLING')] };
  check([
    [
      'the cancelled one was CANCELLED',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: ours, status: 'CANCELLED' },
    ],
    [
      'the cancelled one FAILED, though the newer one SUCCEEDED',
      { ...begun, service: [newer('SUCCEEDED')], deployment: [deployment('FAILED')] },
      'failed',
      [cancel, get, ask],
      { deploymentId: ours, status: 'FAILED' },
    ],
    [
      'the cancelled one SUCCEEDED',
      { ...begun, service: [newer('FAILED')], deployment: [deployment('SUCCEEDED')] },
      'succeeded',
      [cancel, get, ask],
    ],
    [
      'the cancelled one goes on for a while',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [deployment('CANCELLING'), deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask, ask],
    ],
    [
      'GetDeployment is denied',
      { ...begun, service: [newer('CANCELLED')], deployment: [failing('access-denied', ask)] },
      'superseded',
      [cancel, get, ask],
      { deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'GetDeployment knows it no longer',
      { ...begun, service: [newer('CANCELLED')], deployment: [failing('not-found', ask)] },
      'superseded',
      [cancel, get, ask],
    ],
    [
      'GetDeployment fails for a moment',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [failing('throttled', ask), deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask, ask],
    ],
    [
      'the answer named no deployment, and the newer one began later',
      {
        cancel: [accepted('CANCELLING', { lastAttemptedDeploymentId: undefined })],
        service: [
          reading('SUCCEEDED', {
            lastAttemptedDeploymentId: another,
            lastDeploymentAttemptedAt: '2026-09-01T01:00:00.000Z',
          }),
        ],
      },
      'superseded',
      [cancel, get],
    ],
    [
      'the answer named no deployment, and a read names the same one',
      { cancel: [accepted('CANCELLING', { lastAttemptedDeploymentId: undefined })], service: [reading('CANCELLED')] },
      'cancelled',
      [cancel, get],
      { deploymentId: ours },
    ],
    [
      'a read names none',
      { ...begun, service: [reading('CANCELLED', { lastAttemptedDeploymentId: undefined })] },
      'cancelled',
      [cancel, get],
      { deploymentId: ours },
    ],
  ]);

  test('GetDeployment that has answered once is waited for when it fails later', async () => {
    const failures = Array(60).fill(failing('throttled', ask));
    const answers = [deployment('CANCELLING'), ...failures, deployment('CANCELLED')];
    const { result, milliseconds } = await play({ ...begun, service: [newer('IN_PROGRESS')], deployment: answers });
    expect(result.outcome).toBe('cancelled');
    expect(milliseconds).toBeGreaterThan(60_000);
  });

  test('GetDeployment that goes on failing is superseded long before the deadline', async () => {
    const { result, milliseconds } = await play({
      ...begun,
      service: [newer('IN_PROGRESS')],
      deployment: [failing('server-fault', ask)],
    });
    expect(result.outcome).toBe('superseded');
    expect(milliseconds).toBeLessThan(60_000);
  });
});

describe('deployment-id guards the request', () => {
  const guarded = { plan: { deploymentId: ours } };
  check([
    [
      'it is the one in progress',
      { service: [reading('IN_PROGRESS')], cancel: [accepted('CANCELLED')] },
      'cancelled',
      [get, cancel],
      { ...guarded, deploymentId: ours },
    ],
    [
      'another is in progress',
      { service: [reading('IN_PROGRESS', { lastAttemptedDeploymentId: another })] },
      'nothing-to-cancel',
      [get],
      guarded,
    ],
    [
      'another is being cancelled',
      { service: [reading('CANCELLING', { lastAttemptedDeploymentId: another })] },
      'nothing-to-cancel',
      [get],
      guarded,
    ],
    [
      'it is being cancelled already',
      { service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [get, get],
      guarded,
    ],
    ['it has ended', { service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [get], guarded],
    ['there is no pipeline', { service: [withoutPipeline()] }, 'nothing-to-cancel', [get], guarded],
    ['the pipeline is being deleted', { service: [reading('DELETE_IN_PROGRESS')] }, 'deleted', [get], guarded],
    ['there is no such service', { service: [failing('not-found')] }, 'not-found', [get], guarded],
    [
      'nobody says which is in progress',
      { service: [reading('IN_PROGRESS', { lastAttemptedDeploymentId: undefined })] },
      'error',
      [get],
      guarded,
    ],
    ['its status is unknown', { service: [reading('PAUSED')] }, 'error', [get], guarded],
    ['reading is denied', { service: [failing('access-denied')] }, 'error', [get], guarded],
    [
      'the request hits another all the same',
      { service: [reading('IN_PROGRESS')], cancel: [accepted('CANCELLING', { lastAttemptedDeploymentId: another })] },
      'superseded',
      [get, cancel],
      { ...guarded, deploymentId: another },
    ],
    [
      'it ended before a throttled request was repeated',
      { service: [reading('IN_PROGRESS'), reading('SUCCEEDED')], cancel: [failing('throttled', cancel)] },
      'nothing-to-cancel',
      [get, cancel, get],
      guarded,
    ],
    [
      'another took over before a lost request was repeated',
      {
        service: [reading('IN_PROGRESS'), reading('IN_PROGRESS', { lastAttemptedDeploymentId: another })],
        cancel: [failing('connection-lost', cancel)],
      },
      'superseded',
      [get, cancel, get],
      { ...guarded, deploymentId: ours },
    ],
  ]);
});

test('the wait for a cancellation that somebody else began is read ever more rarely, too', async () => {
  const plan = { deploymentId: ours, waitMilliseconds: 300_000 };
  const { operations } = await play({ service: [reading('CANCELLING')] }, { plan });
  expect(operations.length).toBeLessThan(70);
});

test('the spec that was read is kept when a later answer has none', async () => {
  const { result } = await play({
    cancel: [accepted('CANCELLING')],
    service: [reading('CANCELLING'), reading('IN_PROGRESS', { lastAttemptedDeploymentId: another })],
    deployment: [deployment('CANCELLED')],
  });
  expect(result.spec).toBe('spec: secret');
  expect(JSON.stringify({ ...result, spec: undefined })).not.toContain('secret');
});

describe('dry-run changes nothing', () => {
  const dry = { plan: { dryRun: true } };
  check([
    ['IN_PROGRESS', { service: [reading('IN_PROGRESS')] }, 'would-cancel', [get], { ...dry, deploymentId: ours }],
    ['CANCELLING', { service: [reading('CANCELLING')] }, 'nothing-to-cancel', [get], dry],
    ['SUCCEEDED', { service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [get], dry],
    ['CANCELLED', { service: [reading('CANCELLED')] }, 'nothing-to-cancel', [get], dry],
    ['FAILED', { service: [reading('FAILED')] }, 'nothing-to-cancel', [get], dry],
    ['DELETE_COMPLETE', { service: [reading('DELETE_COMPLETE')] }, 'deleted', [get], dry],
    ['an unknown status', { service: [reading('PAUSED')] }, 'error', [get], dry],
    ['no pipeline', { service: [withoutPipeline()] }, 'nothing-to-cancel', [get], dry],
    ['no service', { service: [failing('not-found')] }, 'not-found', [get], dry],
    [
      'faults for a while',
      { service: [failing('throttled'), failing('unreachable'), reading('IN_PROGRESS')] },
      'would-cancel',
      [get, get, get],
      dry,
    ],
    [
      'the guarded deployment is in progress',
      { service: [reading('IN_PROGRESS')] },
      'would-cancel',
      [get],
      { plan: { dryRun: true, deploymentId: ours } },
    ],
    [
      'another than the guarded one is in progress',
      { service: [reading('IN_PROGRESS')] },
      'nothing-to-cancel',
      [get],
      { plan: { dryRun: true, deploymentId: another } },
    ],
  ]);
});
