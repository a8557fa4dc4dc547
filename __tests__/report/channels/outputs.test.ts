import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../src/cancellation/model/outcome.ts';
import { outputsOf } from '../../../src/report/channels/outputs.ts';
import { denied, deploymentId, lastSuccessId, pipeline, requestId, resultOf, servicesOf } from '../sample.ts';

const withoutSpec = { includeSpec: false };

function resultsIn(outputs: Readonly<Record<string, string>>): readonly Record<string, unknown>[] {
  const parsed: unknown = JSON.parse(outputs['results'] ?? '');
  if (!Array.isArray(parsed)) throw new TypeError('results is no array');
  return parsed;
}

describe('the outputs of one service', () => {
  it('are those of the contract, in its order', () => {
    expect(Object.entries(outputsOf([resultOf('cancelled')], withoutSpec)).slice(0, -1)).toEqual([
      ['outcome', 'cancelled'],
      ['deployment-id', deploymentId],
      ['pipeline-arn', pipeline.arn],
      ['created-at', '2026-01-02T03:04:05.000Z'],
      ['deployment-status', 'CANCELLED'],
      ['deployment-status-message', 'User initiated cancellation.'],
      ['last-attempted-deployment-id', deploymentId],
      ['last-deployment-attempted-at', '2026-09-30T03:10:00.000Z'],
      ['last-deployment-succeeded-at', '2026-09-29T14:02:11.000Z'],
      ['last-succeeded-deployment-id', lastSuccessId],
      ['template-name', 'fargate-service'],
      ['template-major-version', '2'],
      ['template-minor-version', '13'],
    ]);
  });

  it('carry the whole result as JSON, without what was never seen', () => {
    const result = resultOf('cancelled', {
      waitedMilliseconds: 42_123.4567,
      pipeline: { deploymentStatus: 'CANCELLED', arn: undefined },
    });
    expect(outputsOf([result], withoutSpec)['results']).toBe(
      `[{"serviceName":"checkout","outcome":"cancelled","reason":"Deployment ${deploymentId} was cancelled.","deploymentId":"${deploymentId}","waitedSeconds":42.123,"pipeline":{"deploymentStatus":"CANCELLED"}}]`,
    );
    const [unseen] = resultsIn(outputsOf([resultOf('not-found')], withoutSpec));
    expect(unseen).not.toHaveProperty('pipeline');
    expect(unseen).not.toHaveProperty('deploymentId');
  });

  it('are empty strings where the API left something out', () => {
    const outputs = outputsOf([resultOf('not-found', { pipeline: undefined })], withoutSpec);
    expect(outputs['pipeline-arn']).toBe('');
    expect(outputs['deployment-id']).toBe('');
  });

  it.each(outcomes)('name the error only where the outcome is one: %s', (outcome) => {
    const [entry] = resultsIn(outputsOf([resultOf(outcome, { failure: denied })], withoutSpec));
    const error = { name: 'AccessDeniedException', message: 'User is not authorized.', requestId };
    expect(entry?.['error']).toEqual(outcome === 'error' ? error : undefined);
  });

  it('have the spec only if it is asked for, and never among the results', () => {
    expect(outputsOf([resultOf('cancelled')], withoutSpec)).not.toHaveProperty('spec');
    const outputs = outputsOf([resultOf('cancelled')], { includeSpec: true });
    expect(outputs['spec']).toBe('proton: ServiceSpec # secret');
    expect(outputs['results']).not.toContain('secret');
    expect(outputsOf([resultOf('cancelled', { spec: undefined })], { includeSpec: true })['spec']).toBe('');
  });
});

describe('the outputs of several services', () => {
  it('have the common outcome, or mixed, and leave the single-service outputs empty', () => {
    const same = outputsOf(servicesOf(3, ['cancelled']), { includeSpec: true });
    expect(same['outcome']).toBe('cancelled');
    expect(
      Object.entries(same)
        .filter(([, value]) => value !== '')
        .map(([name]) => name),
    ).toEqual(['outcome', 'results']);
    expect(outputsOf(servicesOf(3, ['cancelled', 'failed']), withoutSpec)['outcome']).toBe('mixed');
  });

  it('keep the input order', () => {
    const names = resultsIn(outputsOf(servicesOf(5, ['cancelled', 'error']), withoutSpec)).map(
      (entry) => entry['serviceName'],
    );
    expect(names).toEqual(['service-0', 'service-1', 'service-2', 'service-3', 'service-4']);
  });

  it('stay well under 1 MB at 1,000 services whose texts are as long as they can be', () => {
    const long = '\u0001😀é"'.repeat(1_000);
    const results = servicesOf(1_000, ['error', 'failed', 'cancelled'], {
      serviceName: 'x'.repeat(100),
      reason: long,
      failure: { ...denied, name: long, message: long },
      pipeline: { ...pipeline, deploymentStatusMessage: long, templateName: 'y'.repeat(100) },
    });
    const outputs = outputsOf(results, withoutSpec);
    expect(Buffer.byteLength(outputs['results'] ?? '')).toBeLessThan(900_000);
    const entries = resultsIn(outputs);
    expect(entries).toHaveLength(1_000);
    expect(entries[0]).toMatchObject({ outcome: 'error', error: { requestId } });
    expect(entries[2]).toMatchObject({ outcome: 'cancelled', deploymentId, waitedSeconds: 42 });
  });

  it('still tell of 1,000 ordinary services what is deployed at each', () => {
    for (const entry of resultsIn(outputsOf(servicesOf(1_000, ['cancelled']), withoutSpec))) {
      expect(entry['pipeline']).toMatchObject({
        deploymentStatus: 'CANCELLED',
        lastSucceededDeploymentId: lastSuccessId,
      });
    }
  });
});
