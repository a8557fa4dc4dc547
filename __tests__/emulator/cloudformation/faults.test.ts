import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { cloudFormationErrors } from '../../../emulator/cloudformation/cloudformation-error.ts';
import type { FaultKind } from '../../../emulator/faults/fault.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from './client.ts';

describe('a fault on demand, for CloudFormation', () => {
  const clock = new FakeClock();
  let emulator: Emulator;
  let client: CloudFormation;

  beforeEach(async () => {
    emulator = await startEmulator({ clock, deployMilliseconds: 1e9, cancelMilliseconds: 1e6 });
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    client = stacksClient(emulator);
    return () => emulator.close();
  });

  const read = (StackName = 'shop') => client.describeStacks({ StackName });
  const cancel = (signal: AbortSignal = AbortSignal.timeout(10_000)) =>
    client.cancelUpdateStack(
      { StackName: 'shop', ClientRequestToken: 'stop' },
      {
        abortSignal: signal,
      },
    );
  const status = () => emulator.cloudformation.stack('shop')?.status;
  const word = () => emulator.requests.at(-1)?.answer;

  test.each(Object.entries(cloudFormationErrors))('answers %s with status %i', async (name, code) => {
    emulator.inject({ kind: 'error', name, message: 'In these words.' });
    const { $metadata, message } = await refusal();
    expect(message).toBe('In these words.');
    expect($metadata).toMatchObject({ httpStatusCode: code, requestId: emulator.requests[0]?.requestId });
    expect(status()).toBe('UPDATE_IN_PROGRESS');
    expect(word()).toBe(name);
  });

  async function refusal() {
    const error = await rejectionOf(cancel());
    expect(error).toHaveProperty('$metadata');
    return { message: error.message, $metadata: '$metadata' in error ? error.$metadata : undefined };
  }

  test('throttles calls of one operation beyond a rate, in the words of CloudFormation', async () => {
    emulator.inject({ kind: 'throttle', callsPerSecond: 1, operation: 'DescribeStacks' });
    await read();
    expect(await rejectionOf(read())).toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    await cancel();
    clock.advance(1000);
    await read();
  });

  test('denies an action in the words of IAM, which name a stack by its id as far as there is one', async () => {
    const sentence =
      'User: arn:aws:sts::123456789012:assumed-role/emulated-role/emulated-session is not authorized to perform: cloudformation:CancelUpdateStack on resource:';
    const denying = await startEmulator({ denied: ['cloudformation:CancelUpdateStack'] });
    const other = stacksClient(denying);
    const id = denying.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    await other.describeStacks({ StackName: 'shop' });
    expect(await rejectionOf(other.cancelUpdateStack({ StackName: 'shop' }))).toMatchObject({
      name: 'AccessDenied',
      message: `${sentence} ${id} because no identity-based policy allows the cloudformation:CancelUpdateStack action`,
      $metadata: { httpStatusCode: 403 },
    });
    expect(await rejectionOf(other.cancelUpdateStack({ StackName: 'bank' }))).toMatchObject({
      message: expect.stringContaining(
        `${sentence} arn:aws:cloudformation:us-east-1:123456789012:stack/bank/* because`,
      ),
    });
    expect(denying.cloudformation.updates('shop')).toMatchObject([{ cancelRequests: [] }]);
    other.destroy();
    await denying.close();
  });

  test('answers half of the XML, which no client can read', async () => {
    emulator.inject({ kind: 'invalid-json' });
    await rejectionOf(read());
    expect(word()).toBe('invalid-json');
  });

  test.each([
    { fault: { kind: 'empty-body' }, carriedOut: true },
    { fault: { kind: 'proxy-page', status: 200 }, carriedOut: false },
  ] as const satisfies { fault: FaultKind; carriedOut: boolean }[])(
    'passes for a success with the SDK: $fault',
    async ({ fault, carriedOut }) => {
      emulator.inject(fault);
      await cancel();
      expect(status()).toBe(carriedOut ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
    },
  );

  test('replaces and leaves out fields of a stack', async () => {
    emulator.inject({
      kind: 'alter-stack',
      fields: { StackStatus: 'UPDATE_SOMETHING_NEW', LastOperations: undefined, ParentId: 'arn:x' },
    });
    const { Stacks } = await read();
    expect(Stacks).toMatchObject([{ StackStatus: 'UPDATE_SOMETHING_NEW', ParentId: 'arn:x' }]);
    expect(Stacks?.[0]).not.toHaveProperty('LastOperations');
    expect(status()).toBe('UPDATE_IN_PROGRESS');
  });

  test('replaces fields of every event', async () => {
    emulator.inject({ kind: 'alter-event', fields: { ResourceStatusReason: '##[error]' } });
    const { StackEvents = [] } = await client.describeStackEvents({ StackName: 'shop' });
    expect(new Set(StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason))).toEqual(
      new Set(['##[error]']),
    );
  });

  test('answers what was true a while ago', async () => {
    emulator.inject({ kind: 'stale', milliseconds: 5000 });
    clock.advance(10_000);
    await cancel();
    expect((await read()).Stacks).toMatchObject([{ StackStatus: 'UPDATE_IN_PROGRESS' }]);
    clock.advance(5000);
    expect((await read()).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' }]);
  });

  test('answers a stack that has been deleted since, and not one that was not yet there', async () => {
    clock.advance(10_000);
    const { StackId: id = '' } = await client.createStack({ StackName: 'bank', TemplateBody: smallTemplate });
    emulator.cloudformation.beginDeletion('shop', 0);
    emulator.inject({ kind: 'stale', milliseconds: 5000 });
    expect((await read('shop')).Stacks).toMatchObject([{ StackStatus: 'UPDATE_IN_PROGRESS' }]);
    expect((await client.describeStacks({})).Stacks).toMatchObject([{ StackName: 'shop' }]);
    expect((await client.listStacks({})).StackSummaries).toMatchObject([{ StackName: 'shop' }]);
    for (const unknown of ['bank', id]) {
      expect(await rejectionOf(read(unknown))).toMatchObject({ message: `Stack with id ${unknown} does not exist` });
    }
  });

  test('shifts every time in an answer', async () => {
    const before = (await read()).Stacks?.[0];
    emulator.inject({ kind: 'clock', milliseconds: -30_000 });
    const after = (await read()).Stacks?.[0];
    for (const field of ['CreationTime', 'LastUpdatedTime'] as const) {
      expect(Number(before?.[field]) - Number(after?.[field])).toBe(30_000);
    }
  });

  test('deletes the stack that a call names just before it', async () => {
    const id = emulator.cloudformation.stack('shop')?.id;
    emulator.inject({ kind: 'deletion', milliseconds: 1000, operation: 'CancelUpdateStack' });
    expect(await rejectionOf(cancel())).toMatchObject({ name: 'ValidationError' });
    expect((await read()).Stacks).toMatchObject([{ StackStatus: 'DELETE_IN_PROGRESS' }]);
    clock.advance(1000);
    expect(await rejectionOf(read())).toMatchObject({ message: 'Stack with id shop does not exist' });
    expect((await read(id)).Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
  });

  test('happens to one stack only, whether it is named or its id is', async () => {
    const id = emulator.cloudformation.addStack('bank');
    emulator.inject({ kind: 'error', name: 'InternalFailure', target: 'bank' });
    await read('shop');
    expect(await rejectionOf(read('bank'))).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(await rejectionOf(read(id))).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(emulator.requests.map(({ target }) => target)).toEqual(['shop', 'bank', 'bank']);
  });
});
