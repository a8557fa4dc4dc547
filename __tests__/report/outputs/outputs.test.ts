import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../src/cancellation/model/outcome.ts';
import { verdictLinesOf } from '../../../src/report/log/log.ts';
import { outputsOf } from '../../../src/report/outputs/outputs.ts';
import {
  denied,
  deploymentId,
  facts,
  failedResources,
  failureOf,
  lastSuccessId,
  pipeline,
  requestId,
  resultOf,
  seen,
  stackFacts,
  stackId,
  targetNamed,
  targetsOf,
} from '../sample.ts';

const withoutSpec = { includeSpec: false };

function resultsIn(outputs: Readonly<Record<string, string>>): readonly Record<string, unknown>[] {
  const parsed: unknown = JSON.parse(outputs['results'] ?? '');
  if (!Array.isArray(parsed)) throw new TypeError('results is no array');
  return parsed;
}

describe('the outputs of one service', () => {
  test('are those of the contract, in its order', () => {
    const { results: _, ...outputs } = outputsOf([resultOf('cancelled')], facts, withoutSpec);
    expect(Object.entries(outputs)).toEqual([
      ['outcome', 'cancelled'],
      [
        'message',
        'Cancelled: the pipeline deployment of checkout, after 42 s. Deployed now: fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC, as before the cancelled deployment.',
      ],
      ['failed', '[]'],
      ['deployment-id', deploymentId],
      ['deployment-status', 'CANCELLED'],
      ['deployment-status-message', 'User initiated cancellation.'],
      ['pipeline-arn', pipeline.arn],
      ['created-at', '2026-01-02T03:04:05.000Z'],
      ['last-attempted-deployment-id', deploymentId],
      ['last-deployment-attempted-at', '2026-09-30T03:10:00.000Z'],
      ['last-deployment-succeeded-at', '2026-09-29T14:02:11.000Z'],
      ['last-succeeded-deployment-id', lastSuccessId],
      ['template-name', 'fargate-service'],
      ['template-major-version', '2'],
      ['template-minor-version', '13'],
      ['stack-id', ''],
    ]);
    expect(Object.keys(outputsOf([resultOf('cancelled')], facts, withoutSpec)).slice(0, 4)).toEqual([
      'outcome',
      'message',
      'failed',
      'results',
    ]);
  });

  test('carry the whole result as JSON, without what was never seen', () => {
    const result = resultOf('cancelled', {
      waitedMilliseconds: 42_123.4567,
      lastSeen: seen('cancelled', 'CANCELLED'),
      detail: { kind: 'pipeline', pipeline: { arn: undefined } },
    });
    expect(outputsOf([result], facts, withoutSpec)['results']).toBe(
      `[{"serviceName":"checkout","outcome":"cancelled","reason":"Deployment ${deploymentId} was cancelled.","deploymentId":"${deploymentId}","waitedSeconds":42.123,"pipeline":{"deploymentStatus":"CANCELLED"}}]`,
    );
    const [unseen] = resultsIn(outputsOf([resultOf('not-found')], facts, withoutSpec));
    expect(unseen).not.toHaveProperty('pipeline');
    expect(unseen).not.toHaveProperty('deploymentId');
  });

  test('are empty strings where the API left something out', () => {
    const outputs = outputsOf([resultOf('not-found', { detail: undefined })], facts, withoutSpec);
    expect(outputs['pipeline-arn']).toBe('');
    expect(outputs['deployment-id']).toBe('');
    expect(outputs['deployment-status']).toBe('');
  });

  test('have the status that was read last, though the record of the deployment and not the service gave it', () => {
    const result = resultOf('cancelled', {
      lastSeen: seen('cancelled', 'CANCELLED', { message: 'From the record.' }),
      detail: { kind: 'pipeline', pipeline: { ...pipeline, deploymentStatus: 'CANCELLING' } },
    });
    const outputs = outputsOf([result], facts, withoutSpec);
    expect(outputs['deployment-status']).toBe('CANCELLED');
    expect(outputs['deployment-status-message']).toBe('From the record.');
    expect(resultsIn(outputs)[0]).toMatchObject({ pipeline: { deploymentStatus: 'CANCELLED' } });
  });

  test.each(outcomes)('name the error only where the outcome is one: %s', (outcome) => {
    const [entry] = resultsIn(outputsOf([resultOf(outcome, { failure: denied })], facts, withoutSpec));
    const error = { name: 'AccessDeniedException', message: 'User is not authorized.', requestId };
    expect(entry?.['error']).toEqual(outcome === 'error' ? error : undefined);
  });

  test('name an error of our own by its kind, and explain it by the reason', () => {
    const failure = failureOf('out-of-time', { name: '', message: '', requestId: undefined });
    const [entry] = resultsIn(
      outputsOf([resultOf('error', { failure, requestState: 'nothing-sent' })], facts, withoutSpec),
    );
    expect(entry).toMatchObject({
      error: { name: 'OutOfTime', message: expect.stringContaining('`wait-for-minutes` ran out') },
    });
  });

  test('have the spec only if it is asked for, and never among the results', () => {
    expect(outputsOf([resultOf('cancelled')], facts, withoutSpec)).not.toHaveProperty('spec');
    const outputs = outputsOf([resultOf('cancelled')], facts, { includeSpec: true });
    expect(outputs['spec']).toBe('proton: ServiceSpec # secret');
    expect(outputs['results']).not.toContain('secret');
    expect(outputsOf([resultOf('cancelled', { spec: undefined })], facts, { includeSpec: true })['spec']).toBe('');
  });

  test('hold no field that the contract does not name, whatever the API answers', () => {
    const answered = { ...pipeline, spec: 'proton: secret', somethingNew: 'secret' };
    const result = resultOf('cancelled', { detail: { kind: 'pipeline', pipeline: answered } });
    expect(JSON.stringify(outputsOf([result], facts, withoutSpec))).not.toContain('secret');
  });
});

describe('the outputs of one stack', () => {
  test('have the stack, and nothing of a pipeline', () => {
    const outputs = outputsOf([resultOf('cancelled', {}, 'stack')], stackFacts, { includeSpec: true });
    expect(outputs).toMatchObject({
      'deployment-id': deploymentId,
      'deployment-status': 'UPDATE_ROLLBACK_COMPLETE',
      'deployment-status-message': 'User Initiated',
      'stack-id': stackId,
      'created-at': '2026-01-02T03:04:05.000Z',
      'pipeline-arn': '',
      'template-name': '',
      spec: '',
    });
    expect(resultsIn(outputs)).toEqual([
      {
        stackName: 'web',
        outcome: 'cancelled',
        reason: `Update ${deploymentId} was cancelled.`,
        deploymentId,
        waitedSeconds: 42,
        stack: {
          stackId,
          stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
          stackStatusReason: 'User Initiated',
          creationTime: '2026-01-02T03:04:05.000Z',
          lastUpdatedTime: '2026-09-30T03:10:00.000Z',
        },
      },
    ]);
  });

  test('name the resources that failed, without what the events left out', () => {
    const outputs = outputsOf([resultOf('failed', { failedResources }, 'stack')], stackFacts, withoutSpec);
    expect(outputs['results']).toContain(
      '"failedResources":[{"logicalId":"Service","type":"AWS::ECS::Service","status":"UPDATE_FAILED","reason":"Service did not stabilize."},{"logicalId":"Queue","status":"CREATE_FAILED"}]',
    );
    expect(outputs['message']).toContain(
      "First to fail: Service (AWS::ECS::Service). AWS's reason: Service did not stabilize.",
    );
  });

  test('cut what is too long in the resources that failed', () => {
    const long = 'x'.repeat(5_000);
    const resource = { logicalId: long, resourceType: long, status: long, reason: long };
    const result = resultOf('failed', { failedResources: [resource, resource, resource] }, 'stack');
    const outputs = outputsOf([result], stackFacts, withoutSpec);
    expect(outputs['results']?.length).toBeLessThan(12_000);
    const many = Array.from({ length: 1_000 }, () => result);
    expect(Buffer.byteLength(outputsOf(many, stackFacts, withoutSpec)['results'] ?? '')).toBeLessThanOrEqual(800_000);
  });

  test('say that the stack is not at rest yet, with the outcome unchanged', () => {
    const lastSeen = seen('cleaning-up', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    const result = resultOf('succeeded', { lastSeen, isAtRest: false }, 'stack');
    expect(outputsOf([result], stackFacts, withoutSpec)).toMatchObject({
      outcome: 'succeeded',
      failed: '[]',
      message: expect.stringContaining('The stack is not at rest yet (UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)'),
    });
  });

  test('hold no parameters and outputs of the stack', () => {
    const answered = { stackId, parameters: ['secret'], outputs: 'secret' };
    const result = resultOf('cancelled', { detail: { kind: 'stack', stack: answered } }, 'stack');
    expect(JSON.stringify(outputsOf([result], stackFacts, withoutSpec))).not.toContain('secret');
  });
});

describe('the output message', () => {
  test.each(outcomes)("is the log's last line: %s", (outcome) => {
    for (const results of [[resultOf(outcome)], targetsOf(3, [outcome, 'error'])]) {
      expect(outputsOf(results, facts, withoutSpec)['message']).toBe(verdictLinesOf(results, facts).at(-1)?.text);
    }
  });
});

describe('the output failed', () => {
  test('names the targets that fail the step, in input order, for fromJSON', () => {
    const results = targetsOf(6, ['cancelled', 'error', 'timed-out']);
    expect(outputsOf(results, facts, withoutSpec)['failed']).toBe('["service-1","service-2","service-4","service-5"]');
    const tolerant = { ...facts, failOn: new Set([]) };
    expect(outputsOf(results, tolerant, withoutSpec)['failed']).toBe('["service-1","service-4"]');
  });
});

describe('the outputs of several targets', () => {
  test('have the common outcome, or mixed, and leave the single-target outputs empty', () => {
    const same = outputsOf(targetsOf(3, ['cancelled']), facts, { includeSpec: true });
    expect(same['outcome']).toBe('cancelled');
    expect(
      Object.entries(same)
        .filter(([, value]) => value !== '')
        .map(([name]) => name),
    ).toEqual(['outcome', 'message', 'failed', 'results']);
    expect(outputsOf(targetsOf(3, ['cancelled', 'failed']), facts, withoutSpec)['outcome']).toBe('mixed');
  });

  test('keep the input order', () => {
    const names = resultsIn(outputsOf(targetsOf(5, ['cancelled', 'error']), facts, withoutSpec)).map(
      (entry) => entry['serviceName'],
    );
    expect(names).toEqual(['service-0', 'service-1', 'service-2', 'service-3', 'service-4']);
  });

  test('stay well under 1 MB at 1,000 services whose texts are as long as they can be', () => {
    const long = '\u0001😀é"'.repeat(1_000);
    const results = targetsOf(1_000, ['error', 'failed', 'cancelled'], {
      ...targetNamed('x'.repeat(100)),
      failure: { ...denied, name: long, message: long },
      lastSeen: seen('failed', 'FAILED', { message: long }),
      detail: {
        kind: 'pipeline',
        pipeline: { ...pipeline, deploymentStatusMessage: long, templateName: 'y'.repeat(100) },
      },
    });
    const outputs = outputsOf(results, facts, withoutSpec);
    expect(Buffer.byteLength(Object.values(outputs).join(''))).toBeLessThan(950_000);
    const entries = resultsIn(outputs);
    expect(entries).toHaveLength(1_000);
    expect(entries[0]).toMatchObject({ outcome: 'error', error: { requestId } });
    expect(entries[2]).toMatchObject({ outcome: 'cancelled', deploymentId, waitedSeconds: 42 });
  });

  test('still tell of 1,000 ordinary targets what is deployed at each', () => {
    for (const entry of resultsIn(outputsOf(targetsOf(1_000, ['cancelled']), facts, withoutSpec))) {
      expect(entry['pipeline']).toMatchObject({
        deploymentStatus: 'CANCELLED',
        lastSucceededDeploymentId: lastSuccessId,
      });
    }
    const stacks = targetsOf(1_000, ['cancelled'], {}, 'stack');
    for (const entry of resultsIn(outputsOf(stacks, stackFacts, withoutSpec))) {
      expect(entry['stack']).toMatchObject({ stackId, stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    }
  });
});
