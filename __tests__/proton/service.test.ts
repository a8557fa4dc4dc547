import process from 'node:process';
import { describe, expect, test } from 'vitest';
import type { DeploymentService } from '../../src/cancellation/ports.ts';
import { createProtonService } from '../../src/proton/service.ts';
import { limits, serve, setEnvironment } from '../aws/loopback.ts';

const id = '11111111-2222-4333-8444-555555555555';
const arn = 'arn:aws:proton:us-east-1:123456789012:service/checkout-api/pipeline';
const pipeline = {
  arn,
  createdAt: 1_795_000_000,
  deploymentStatus: 'CANCELLING',
  deploymentStatusMessage: 'User initiated cancellation.',
  lastAttemptedDeploymentId: id,
  lastDeploymentAttemptedAt: 1_795_510_800.5,
  lastDeploymentSucceededAt: 1_795_000_000,
  lastSucceededDeploymentId: '00000000-2222-4333-8444-555555555555',
  spec: 'proton: ServiceSpec',
  templateName: 'fargate',
  templateMajorVersion: '1',
  templateMinorVersion: '2',
};
const reading = {
  stage: 'cancelling',
  status: 'CANCELLING',
  message: 'User initiated cancellation.',
  deploymentId: id,
  begunAtEpoch: 1_795_510_800_500,
  rollbackBy: undefined,
  isFirstDeployment: false,
  hasLeftovers: false,
  isBeingDeleted: false,
  nestedIn: undefined,
  reference: 'checkout-api',
  spec: 'proton: ServiceSpec',
  detail: {
    kind: 'pipeline',
    pipeline: {
      arn,
      createdAt: new Date(1_795_000_000_000).toISOString(),
      deploymentStatus: 'CANCELLING',
      deploymentStatusMessage: 'User initiated cancellation.',
      lastAttemptedDeploymentId: id,
      lastDeploymentAttemptedAt: new Date(1_795_510_800_500).toISOString(),
      lastDeploymentSucceededAt: new Date(1_795_000_000_000).toISOString(),
      lastSucceededDeploymentId: '00000000-2222-4333-8444-555555555555',
      templateName: 'fargate',
      templateMajorVersion: '1',
      templateMinorVersion: '2',
    },
  },
};

interface Asked {
  readonly proton: DeploymentService;
  /** What was asked: operation and body. */
  readonly requests: string[];
}

/** Proton, which gives one answer. */
async function answering(body: unknown): Promise<Asked> {
  const requests: string[] = [];
  const endpoint = await serve((request, response) => {
    requests.push(String(request.headers['x-amz-target']));
    response.setHeader('x-amzn-requestid', 'request-1').end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  return {
    proton: createProtonService({ region: 'us-east-1', environment: process.env, learnSecrets: () => undefined }),
    requests,
  };
}

test('a cancellation is read from the pipeline that Proton answers', async () => {
  const { proton, requests } = await answering({ pipeline });
  const answer = await proton.cancel('checkout-api', 'token', limits());
  expect(answer).toMatchObject({ ok: true, value: reading, requestId: 'request-1' });
  expect(requests).toEqual(['AwsProton20200720.CancelServicePipelineDeployment']);
});

test('the state is read from the service’s pipeline; the spec is no part of it', async () => {
  const { proton, requests } = await answering({ service: { name: 'checkout-api', status: 'ACTIVE', pipeline } });
  const answer = await proton.readState('checkout-api', limits());
  expect(answer).toMatchObject({ ok: true, value: reading });
  expect(JSON.stringify(answer.ok && answer.value.detail)).not.toContain('ServiceSpec');
  expect(requests).toEqual(['AwsProton20200720.GetService']);
});

test.each([undefined, ''])(
  'a pipeline without a deployment that succeeded (%j) has its first one',
  async (lastSucceeded) => {
    const first = { ...pipeline, lastSucceededDeploymentId: lastSucceeded };
    const { proton } = await answering({ service: { pipeline: first } });
    expect(await proton.readState('a', limits())).toMatchObject({ ok: true, value: { isFirstDeployment: true } });
  },
);

test('a service without a pipeline has nothing that could be deployed', async () => {
  const { proton } = await answering({ service: { name: 'checkout-api', status: 'ACTIVE' } });
  const answer = await proton.readState('checkout-api', limits());
  expect(answer).toMatchObject({
    ok: true,
    value: { stage: 'absent', status: undefined, isFirstDeployment: undefined, reference: 'checkout-api' },
  });
});

test.each([
  ['DELETE_IN_PROGRESS', true],
  ['DELETE_COMPLETE', true],
  ['DELETE_FAILED', false],
  ['ACTIVE', false],
])('a service whose own status is %s is being deleted: %s', async (status, isBeingDeleted) => {
  const { proton } = await answering({ service: { status, pipeline } });
  expect(await proton.readState('a', limits())).toMatchObject({
    ok: true,
    value: { isBeingDeleted, stage: 'cancelling' },
  });
});

test('fields that are left out, or of another type, count as absent', async () => {
  const { proton } = await answering({
    service: { pipeline: { arn, deploymentStatus: 7, lastAttemptedDeploymentId: '' } },
  });
  const value = { stage: 'unknown', status: undefined, deploymentId: undefined, begunAtEpoch: undefined };
  expect(await proton.readState('a', limits())).toMatchObject({ ok: true, value });
});

describe('an answer that is not Proton’s is unreadable', () => {
  test.each([
    '{"service":"x"}',
    '{"service":[]}',
    '{"service":{}}',
    '{"service":{"pipeline":"x"}}',
    '{"service":{"pipeline":{}}}',
    '{}',
    '"x"',
    'null',
    '',
    '<html>Log in</html>',
    '{"service":{"name":"checkout',
  ])('of GetService: %j', async (body) => {
    const { proton } = await answering(body);
    expect(await proton.readState('a', limits())).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });

  test.each(['{"pipeline":"x"}', '{"pipeline":[]}', '{}', ''])('of the cancellation: %j', async (body) => {
    const { proton } = await answering(body);
    expect(await proton.cancel('a', 't', limits())).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });

  test.each(['{"deployment":"x"}', '{"deployment":{}}', '{}'])('of GetDeployment: %j', async (body) => {
    const { proton } = await answering(body);
    const answer = await proton.readRecords('a', { deploymentId: id, token: 't', sinceEpoch: undefined }, limits());
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreadable', call: 'read-end' } });
  });
});

describe('the end of a deployment', () => {
  test('is what GetDeployment says', async () => {
    const deployment = {
      id,
      deploymentStatus: 'CANCELLED',
      deploymentStatusMessage: 'User initiated cancellation.',
      createdAt: 1_795_510_800,
      completedAt: 1_795_510_860,
    };
    const { proton, requests } = await answering({ deployment });
    const answer = await proton.readRecords(
      'checkout-api',
      { deploymentId: id, token: 't', sinceEpoch: undefined },
      limits(),
    );
    expect(answer).toMatchObject({
      ok: true,
      value: [
        {
          stage: 'cancelled',
          status: 'CANCELLED',
          message: 'User initiated cancellation.',
          deploymentId: id,
          begunAtEpoch: 1_795_510_800_000,
          endedAtEpoch: 1_795_510_860_000,
          isCancelledByStep: false,
          rollbackBy: undefined,
          rollbackCause: undefined,
          failedResources: [],
        },
      ],
    });
    expect(requests).toEqual(['AwsProton20200720.GetDeployment']);
  });

  test('can’t be asked for without an id', async () => {
    const { proton, requests } = await answering({});
    const watched = limits();
    const answer = await proton.readRecords(
      'checkout-api',
      { deploymentId: undefined, token: 't', sinceEpoch: undefined },
      watched,
    );
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unidentified', call: 'read-end' } });
    expect(requests).toEqual([]);
    expect(watched.onSent).not.toHaveBeenCalled();
  });
});
