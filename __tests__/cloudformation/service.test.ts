import { createServer } from 'node:http';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { DeploymentService } from '../../src/cancellation/ports.ts';
import { createCloudFormationService } from '../../src/cloudformation/service.ts';
import { limits, listen, setEnvironment } from '../aws/loopback.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/11111111-2222-4333-8444-555555555555';
const id = '22222222-2222-4333-8444-555555555555';
const namespace = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';
const date = 'Tue, 24 Nov 2026 09:00:00 GMT';
const updated = '2026-11-24T09:00:00.123Z';

const cancelAnswer = `<CancelUpdateStackResponse ${namespace}><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></CancelUpdateStackResponse>`;
const stack = `<member><StackId>${stackId}</StackId><StackName>shop</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><LastUpdatedTime>${updated}</LastUpdatedTime><StackStatus>UPDATE_IN_PROGRESS</StackStatus><StackStatusReason>User Initiated</StackStatusReason><LastOperations><member><OperationType>UPDATE_STACK</OperationType><OperationId>${id}</OperationId></member></LastOperations></member>`;

function stacks(members: string): string {
  return `<DescribeStacksResponse ${namespace}><DescribeStacksResult><Stacks>${members}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

function events(members: readonly string[], nextToken?: string): string {
  const token = nextToken === undefined ? '' : `<NextToken>${nextToken}</NextToken>`;
  return `<DescribeStackEventsResponse ${namespace}><DescribeStackEventsResult><StackEvents>${members.join('')}</StackEvents>${token}</DescribeStackEventsResult></DescribeStackEventsResponse>`;
}

function event(status: string, rest = '', time = updated): string {
  return `<member><StackId>${stackId}</StackId><PhysicalResourceId>${stackId}</PhysicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType><ResourceStatus>${status}</ResourceStatus><Timestamp>${time}</Timestamp>${rest}</member>`;
}

function error(code: string, message: string): string {
  return `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`;
}

interface Played {
  readonly status?: number;
  readonly body: string;
  /** Undefined for an answer that is not CloudFormation's. */
  readonly requestId?: string | undefined;
}

/** CloudFormation, which gives these answers one after the other, and keeps what it was asked. */
async function playing(...answers: readonly Played[]): Promise<{
  readonly cloudFormation: DeploymentService;
  readonly requests: Readonly<Record<string, string>>[];
}> {
  const requests: Readonly<Record<string, string>>[] = [];
  const server = createServer(async (request, response) => {
    requests.push(Object.fromEntries(new URLSearchParams(await text(request))));
    const { status = 200, body, requestId = 'request-1' } = answers[requests.length - 1] ?? { body: '' };
    response.writeHead(status, { date, 'content-type': 'text/xml', 'x-amzn-requestid': requestId }).end(body);
  });
  const cloudFormation = createAt(`http://127.0.0.1:${await listen(server)}`);
  return { cloudFormation, requests };
}

function createAt(endpoint: string): DeploymentService {
  setEnvironment({ AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint });
  return createCloudFormationService({ region: 'eu-west-1', environment: process.env, learnSecrets: () => undefined });
}

/** A page that a proxy gives with any status. It has no request id. */
async function playingPage(status: number, body: string): Promise<DeploymentService> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status, { date, 'content-type': 'text/html' }).end(body));
  });
  return createAt(`http://127.0.0.1:${await listen(server)}`);
}

describe('CancelUpdateStack', () => {
  test('names the stack and carries the token; its answer has no state', async () => {
    const { cloudFormation, requests } = await playing({ body: cancelAnswer });
    const watched = limits();
    const answer = await cloudFormation.cancel(stackId, 'token-1', watched);
    expect(answer).toEqual({ ok: true, value: undefined, requestId: 'request-1', dateEpoch: Date.parse(date) });
    expect(requests).toMatchObject([
      { Action: 'CancelUpdateStack', StackName: stackId, ClientRequestToken: 'token-1' },
    ]);
    expect(watched.onSent).toHaveBeenCalledOnce();
  });

  test.each([
    [400, 'ValidationError', 'CancelUpdateStack cannot be called from current stack status', 'validation'],
    [400, 'ValidationError', 'Stack [shop] does not exist', 'not-found'],
    [400, 'Throttling', 'Rate exceeded', 'throttled'],
    [500, 'InternalFailure', 'No.', 'server-fault'],
  ])('%i %s (%s): %s', async (status, code, message, kind) => {
    const { cloudFormation } = await playing({ status, body: error(code, message) });
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject({
      ok: false,
      failure: { kind, name: code, message, requestId: 'request-1', region: 'eu-west-1', isEndOfService: false },
      dateEpoch: Date.parse(date),
    });
  });
});

describe('DescribeStacks', () => {
  test('gives the state of one stack', async () => {
    const { cloudFormation, requests } = await playing({ body: stacks(stack) });
    const answer = await cloudFormation.readState('shop', limits());
    expect(answer).toMatchObject({
      ok: true,
      value: {
        stage: 'in-progress',
        status: 'UPDATE_IN_PROGRESS',
        deploymentId: id,
        begunAtEpoch: Date.parse(updated),
        reference: stackId,
        detail: { kind: 'stack', stack: { stackId, creationTime: '2026-11-01T00:00:00.000Z' } },
      },
    });
    expect(requests).toMatchObject([{ Action: 'DescribeStacks', StackName: 'shop' }]);
  });

  test('of an unknown stack', async () => {
    const { cloudFormation } = await playing({
      status: 400,
      body: error('ValidationError', 'Stack with id shop does not exist'),
    });
    expect(await cloudFormation.readState('shop', limits())).toMatchObject({ failure: { kind: 'not-found' } });
  });

  test.each([stacks(''), stacks(stack + stack)])('with other than one stack is unreadable', async (body) => {
    const { cloudFormation } = await playing({ body });
    expect(await cloudFormation.readState('shop', limits())).toMatchObject({ failure: { kind: 'unreadable' } });
  });
});

describe('the page of a proxy is no answer', () => {
  const unreadable = { ok: false, failure: { kind: 'unreadable' }, dateEpoch: undefined };
  const pages: readonly (readonly [status: number, body: string])[] = [
    [200, '<html><body>Log in</body></html>'],
    [200, '<!DOCTYPE html><html><body><br>Log in'],
    [200, 'Log in'],
    [200, ''],
    [403, '<html><body>Blocked</body></html>'],
    [404, '<html><body>Not found</body></html>'],
    [502, 'Bad gateway'],
  ];

  test.each(pages)('%i %j', async (status, body) => {
    const cloudFormation = await playingPage(status, body);
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject(unreadable);
    expect(await cloudFormation.readState('shop', limits())).toMatchObject(unreadable);
    expect(
      await cloudFormation.readRecords('shop', { deploymentId: id, token: 't', sinceEpoch: undefined }, limits()),
    ).toMatchObject(unreadable);
  });

  test.each(pages)('%i %j, though it has a request id', async (status, body) => {
    const { cloudFormation } = await playing({ status, body }, { status, body });
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject(unreadable);
    expect(await cloudFormation.readState('shop', limits())).toMatchObject(unreadable);
  });

  test.each([cancelAnswer, stacks(stack)])('%j, if it has no request id', async (body) => {
    const cloudFormation = await playingPage(200, body);
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject(unreadable);
    expect(await cloudFormation.readState('shop', limits())).toMatchObject(unreadable);
  });

  test.each([200, 201])('is an error with status %d, though it has a request id', async (status) => {
    const { cloudFormation } = await playing({ status, body: error('Throttling', 'Rate exceeded') });
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject(unreadable);
  });

  test('too many requests at a proxy: throttled', async () => {
    const cloudFormation = await playingPage(429, 'Slow down');
    expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject({ failure: { kind: 'throttled' } });
  });
});

test('an answer may begin with an XML declaration', async () => {
  const { cloudFormation } = await playing({ body: `<?xml version="1.0" encoding="UTF-8"?>\n${cancelAnswer}` });
  expect(await cloudFormation.cancel('shop', 'token', limits())).toMatchObject({ ok: true });
});

describe('DescribeStackEvents', () => {
  const question = { deploymentId: id, token: 'token', sinceEpoch: undefined };
  const rollback = event('UPDATE_ROLLBACK_IN_PROGRESS', '<ResourceStatusReason>User Initiated</ResourceStatusReason>');
  const begin = event('UPDATE_IN_PROGRESS', `<OperationId>${id}</OperationId>`);

  test('is read page by page until the update’s beginning, and no further', async () => {
    const { cloudFormation, requests } = await playing(
      { body: events([event('UPDATE_ROLLBACK_COMPLETE')], 'page-2') },
      { body: events([rollback], 'page-3') },
      { body: events([begin, event('CREATE_COMPLETE')], 'page-4') },
    );
    const watched = limits();
    const answer = await cloudFormation.readRecords(stackId, question, watched);
    expect(answer).toMatchObject({
      ok: true,
      value: [{ stage: 'cancelled', deploymentId: id, endedAtEpoch: Date.parse(updated) }],
      requestId: 'request-1',
    });
    expect(requests.map(({ StackName, NextToken }) => [StackName, NextToken])).toEqual([
      [stackId, undefined],
      [stackId, 'page-2'],
      [stackId, 'page-3'],
    ]);
    expect(watched.onSent).toHaveBeenCalledOnce();
  });

  test('is read on to the operation that was going on at the time asked for', async () => {
    const old = event('CREATE_IN_PROGRESS', '', '2026-11-24T08:00:00Z');
    const pages = [{ body: events([begin], 'page-2') }, { body: events([old], 'page-3') }, { body: events([]) }];
    const { cloudFormation, requests } = await playing(...pages);
    const since = { ...question, sinceEpoch: Date.parse('2026-11-24T08:30:00Z') };
    const answer = await cloudFormation.readRecords('shop', since, limits());
    expect(answer).toMatchObject({ ok: true, value: [{ stage: 'in-progress', deploymentId: id }] });
    expect(requests).toHaveLength(2);
  });

  test('without the update is an answer, too', async () => {
    const { cloudFormation } = await playing({ body: events([event('CREATE_COMPLETE'), event('CREATE_IN_PROGRESS')]) });
    expect(await cloudFormation.readRecords('shop', question, limits())).toEqual({
      ok: true,
      value: [],
      requestId: 'request-1',
      dateEpoch: Date.parse(date),
    });
  });

  test('is given up after 40 pages, with what they had', async () => {
    const page = {
      body: events([event('UPDATE_COMPLETE'), event('UPDATE_IN_PROGRESS', '<OperationId>x</OperationId>')], 'more'),
    };
    const { cloudFormation, requests } = await playing(...Array.from({ length: 50 }, () => page));
    const answer = await cloudFormation.readRecords('shop', question, limits());
    expect(answer.ok && answer.value.length).toBe(40);
    expect(requests).toHaveLength(40);
  });

  test('keeps all pages within the limit of the one call', async () => {
    const pages: string[] = [];
    const server = createServer((request, response) => {
      pages.push(String(request.method));
      // The second page never comes.
      if (pages.length > 1) return;
      response.writeHead(200, { 'x-amzn-requestid': 'request-1' }).end(events([rollback], 'page-2'));
    });
    const cloudFormation = createAt(`http://127.0.0.1:${await listen(server)}`);
    const answer = await cloudFormation.readRecords('shop', question, limits(2_000));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'connection-lost', name: 'TimeoutError' } });
    expect(pages).toHaveLength(2);
  });

  test('fails as any call if a later page does', async () => {
    const { cloudFormation } = await playing(
      { body: events([rollback], 'page-2') },
      { status: 400, body: error('Throttling', 'Rate exceeded') },
    );
    expect(await cloudFormation.readRecords('shop', question, limits())).toMatchObject({
      failure: { kind: 'throttled' },
    });
  });
});

test('an empty name, which would mean all stacks, is never sent', async () => {
  const { cloudFormation, requests } = await playing();
  for (const answer of [
    await cloudFormation.cancel('', 'token', limits()),
    await cloudFormation.readState('', limits()),
    await cloudFormation.readRecords('', { deploymentId: undefined, token: 'token', sinceEpoch: undefined }, limits()),
  ]) {
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'misconfigured' } });
  }
  expect(requests).toEqual([]);
});
