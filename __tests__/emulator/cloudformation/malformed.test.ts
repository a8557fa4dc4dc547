import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { anyCharacter } from '../../any-character.ts';
import { stacksClient } from './client.ts';

const version = 'Version=2010-05-15';
const formType = 'application/x-www-form-urlencoded; charset=utf-8';

describe('a malformed request to CloudFormation', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    // No secret is checked, so that each body can be sent as it is.
    emulator = await startEmulator({ anyCredentials: true });
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    return () => emulator.close();
  });

  async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `AKIA/${date.slice(0, 8)}/us-east-1/cloudformation/aws4_request`;
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: {
        'content-type': formType,
        'x-amz-date': date,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
        ...headers,
      },
      body,
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  }

  async function errorOf(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
    const { status, type, text } = await post(body, headers);
    const pattern =
      /^<ErrorResponse xmlns="[^"]+"><Error><Type>(\w+)<\/Type><Code>(\w+)<\/Code><Message>([^<]*)<\/Message><\/Error><RequestId>([0-9a-f-]{36})<\/RequestId><\/ErrorResponse>$/;
    const [, sender, code, message, requestId] = pattern.exec(text) ?? [text];
    expect({ type, sender, requestId }).toEqual({
      type: 'text/xml',
      sender: 'Sender',
      requestId: emulator.requests.at(-1)?.requestId,
    });
    return { status, code, message };
  }

  test('is not one that is well-formed', async () => {
    expect(await post(`Action=DescribeStacks&${version}&StackName=shop`)).toMatchObject({
      status: 200,
      text: expect.stringMatching(
        /^<DescribeStacksResponse .*<StackName>shop<\/StackName>.*<\/DescribeStacksResponse>$/,
      ),
    });
    expect((await post(`Action=CancelUpdateStack&${version}&StackName=shop`)).text).toMatch(
      /^<CancelUpdateStackResponse xmlns="[^"]+"><ResponseMetadata><RequestId>[^<]+<\/RequestId><\/ResponseMetadata><\/CancelUpdateStackResponse>$/,
    );
  });

  test.each([
    ['has no body', '', 400, 'MissingAction'],
    ['has no action', `${version}&StackName=shop`, 400, 'MissingAction'],
    ['has an empty action', `Action=&${version}`, 400, 'MissingAction'],
    ['has an action that nobody knows', `Action=CancelStack&${version}`, 400, 'InvalidAction'],
    ['has an action of Proton', `Action=GetService&${version}`, 400, 'InvalidAction'],
    ['has the name of a method as its action', `Action=constructor&${version}`, 400, 'InvalidAction'],
    ['has no version', 'Action=DescribeStacks', 400, 'InvalidAction'],
    ['has another version', 'Action=DescribeStacks&Version=2020-07-20', 400, 'InvalidAction'],
    ['has a parameter twice', `Action=DescribeStacks&${version}&StackName=a&StackName=b`, 400, 'InvalidQueryParameter'],
    ['has its action twice', `Action=ListStacks&${version}&Action=DeleteStack`, 400, 'InvalidQueryParameter'],
    ['is not encoded as it must be', `Action=DescribeStacks&${version}&StackName=%zz`, 404, 'MalformedQueryString'],
    ['is encoded, but no text', `Action=DescribeStacks&${version}&StackName=%ff%fe`, 404, 'MalformedQueryString'],
    ['lacks its stack', `Action=CancelUpdateStack&${version}`, 400, 'ValidationError'],
    ['has an empty stack name', `Action=CancelUpdateStack&${version}&StackName=`, 400, 'ValidationError'],
    ['has a stack name of no such form', `Action=DescribeStacks&${version}&StackName=a%20b`, 400, 'ValidationError'],
    ['has a line break in it', `Action=DescribeStacks&${version}&StackName=shop%0A`, 400, 'ValidationError'],
    ['has a bad token', `Action=DeleteStack&${version}&StackName=a&ClientRequestToken=-`, 400, 'ValidationError'],
    ['has a page of another origin', `Action=ListStacks&${version}&NextToken=bGVmdDotMQ==`, 400, 'ValidationError'],
    [
      'has a flag that is none',
      `Action=UpdateStack&${version}&StackName=shop&DisableRollback=1`,
      400,
      'ValidationError',
    ],
    ['asks for unknown states', `Action=ListStacks&${version}&StackStatusFilter.member.1=X`, 400, 'ValidationError'],
    ['brings no template', `Action=CreateStack&${version}&StackName=bank`, 400, 'ValidationError'],
    [
      'has the members of an object',
      `Action=DescribeStacks&${version}&__proto__=1&StackName=bank`,
      400,
      'ValidationError',
    ],
  ])('is refused because it %s', async (_why, body, status, code) => {
    expect(await errorOf(body)).toMatchObject({ status, code });
    expect(emulator.cloudformation.updates('shop')).toMatchObject([
      { status: 'UPDATE_IN_PROGRESS', cancelRequests: [] },
    ]);
  });

  test('is refused because its media type is another one', async () => {
    const json = { 'content-type': 'application/x-amz-json-1.0' };
    expect(await errorOf('{"StackName": "shop"}', json)).toMatchObject({ code: 'MalformedQueryString' });
  });

  test('is refused because a name is huge, which is not repeated', async () => {
    const { status, code, message } = await errorOf(
      `Action=DescribeStacks&${version}&StackName=${'a'.repeat(100_000)}`,
    );
    expect({ status, code }).toEqual({ status: 400, code: 'ValidationError' });
    expect(message).toMatch(
      /^1 validation error detected: Value &apos;aaa.*Member must have length less than or equal to/,
    );
    expect(message?.length).toBeLessThan(500);
  });

  test('is read with a plus sign as a blank', async () => {
    const { message } = await errorOf(`Action=DescribeStacks&${version}&StackName=my+shop`);
    expect(message).toContain('Value &apos;my shop&apos;');
  });

  test('is not reported like a failure of CloudFormation', async () => {
    emulator.inject({ kind: 'error', name: 'InternalFailure' });
    expect(await post(`Action=ListStacks&${version}`)).toMatchObject({
      status: 500,
      text: expect.stringContaining('<Type>Receiver</Type><Code>InternalFailure</Code>'),
    });
  });

  test('is refused because its body is huge', async () => {
    expect(await errorOf(`Action=DescribeStacks&${version}&StackName=${'a'.repeat(2 ** 20)}`)).toMatchObject({
      status: 413,
      code: 'RequestEntityTooLarge',
    });
  });

  test('is refused because it is not signed', async () => {
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'content-type': formType },
      body: version,
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  test('gets all problems in one error', async () => {
    const { message } = await errorOf(`Action=CancelUpdateStack&${version}&StackName=1&ClientRequestToken=%21`);
    expect(message).toMatch(
      /^2 validation errors detected: .* at &apos;stackName&apos; .* at &apos;clientRequestToken&apos; /,
    );
  });

  test('is answered, whatever it says', async () => {
    const action = fc.constantFrom('DescribeStacks', 'CancelUpdateStack', 'CreateChangeSet', 'UpdateStack', 'X');
    const name = fc.oneof(fc.constantFrom('StackName', 'NextToken', 'Tags.member.1.Key', 'Tags.member.x'), fc.string());
    const parameters = fc.array(fc.tuple(name, fc.string({ unit: anyCharacter })), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(action, parameters, fc.string(), async (asked, pairs, rest) => {
        const encoded = pairs.map(
          ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value.toWellFormed())}`,
        );
        const { status, text } = await post([`Action=${asked}`, version, ...encoded, rest].join('&'));
        expect(status).toBeLessThan(500);
        expect(text).toMatch(/^<(\w+)Response xmlns=.*<\/\1Response>$/s);
      }),
      { numRuns: 50 },
    );
  });
});

test('text of every kind arrives as it was sent, as far as XML can hold it', async () => {
  const emulator = await startEmulator();
  const client = stacksClient(emulator);
  emulator.cloudformation.addStack('shop');
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'<>&"\'\r\n\t]]> \u0085\u2028'),
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 1 }),
    ),
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 excludes.
  const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  await fc.assert(
    fc.asyncProperty(text, async (inner) => {
      // Not blank altogether: the SDK reads that as an empty text.
      const reason = `<${inner}>`;
      emulator.clearFaults();
      emulator.inject({ kind: 'alter-stack', fields: { StackStatusReason: reason } });
      const { Stacks } = await client.describeStacks({ StackName: 'shop' });
      expect(Stacks?.[0]?.StackStatusReason).toBe(reason.replace(unspeakable, ''));
    }),
    { numRuns: 50 },
  );
  client.destroy();
  await emulator.close();
});
