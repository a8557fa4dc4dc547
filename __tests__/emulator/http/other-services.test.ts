import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { form, type SignedRequest, sendSigned } from '../signed.ts';

describe('a service that the emulator does not play', () => {
  let emulator: Emulator;
  const lines: string[] = [];

  beforeEach(async () => {
    lines.length = 0;
    emulator = await startEmulator({ log: (line) => lines.push(line) });
    return () => emulator.close();
  });

  const json = { 'content-type': 'application/x-amz-json-1.1' };
  const target = 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken';

  test.each<[word: string, request: SignedRequest, type: string, body: RegExp]>([
    [
      'ecr:GetAuthorizationToken',
      { service: 'ecr', headers: { ...json, 'x-amz-target': target } },
      'application/x-amz-json-1.1',
      /^\{"__type":"NotImplemented","message":"The emulator does not play ecr\."\}$/,
    ],
    [
      'lambda',
      { service: 'lambda', method: 'GET', path: '/2015-03-31/functions' },
      'application/json',
      /^\{"__type":"NotImplemented","message":"The emulator does not play lambda\."\}$/,
    ],
    [
      'iam',
      { service: 'iam', headers: { 'content-type': form } },
      'text/xml',
      /^<ErrorResponse .*<Code>NotImplemented<\/Code><Message>The emulator does not play iam\.<\/Message>/,
    ],
    [
      'ec2',
      { service: 'ec2', headers: { 'content-type': form } },
      'text/xml',
      /^<Response><Errors><Error><Code>NotImplemented<\/Code><Message>The emulator does not play ec2\.<\/Message>/,
    ],
    [
      'route53',
      { service: 'route53', method: 'GET', path: '/2013-04-01/hostedzone' },
      'text/xml',
      /^<ErrorResponse .*<Message>The emulator does not play route53\.<\/Message>/,
    ],
  ])('is refused in its own format, and named in the log: %s', async (word, request, type, body) => {
    const { status, headers, text } = await sendSigned(emulator, request);
    expect({ status, type: headers['content-type'], error: headers['x-amzn-errortype'] }).toEqual({
      status: 501,
      type,
      error: 'NotImplemented',
    });
    expect(text).toMatch(body);
    expect(emulator.requests).toMatchObject([{ operation: word, answer: 'NotImplemented' }]);
    expect(lines).toEqual([expect.stringContaining(`  ${word}  -  NotImplemented  `)]);
  });

  test('is refused with a type that can not act, whatever the request says', async () => {
    const headers = { 'content-type': 'text/html', 'x-amz-target': 'X.Y' };
    const answer = await sendSigned(emulator, { service: 'ecr', headers, body: '<script>' });
    expect(answer.headers['content-type']).toBe('application/json');
  });

  test('meets no fault, which is for the APIs that are rehearsed', async () => {
    emulator.inject({ kind: 'reset', stage: 'before', times: 1 });
    expect((await sendSigned(emulator, { service: 'lambda', method: 'GET' })).status).toBe(501);
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const identity = await sendSigned(emulator, { service: 'sts', headers: { 'content-type': form }, body });
    expect(identity.status).toBe(200);
  });
});
