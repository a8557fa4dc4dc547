import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from './client.ts';

const minute = 60_000;

describe('a change set', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: CloudFormation;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ clock, deployMilliseconds: 10 * minute, cleanupMilliseconds: minute });
    client = stacksClient(emulator);
    return () => emulator.close();
  });

  const stack = async () => (await client.describeStacks({ StackName: 'shop' })).Stacks?.[0];
  const changeSet = (ChangeSetType: 'CREATE' | 'UPDATE', version: string, ChangeSetName = 'deploy') =>
    client.createChangeSet({
      StackName: 'shop',
      ChangeSetName,
      ChangeSetType,
      TemplateBody: smallTemplate,
      Parameters: [{ ParameterKey: 'Version', ParameterValue: version }],
    });
  const describeSet = () => client.describeChangeSet({ StackName: 'shop', ChangeSetName: 'deploy' });
  const execute = (ChangeSetName = 'deploy') =>
    client.executeChangeSet({ StackName: 'shop', ChangeSetName, ClientRequestToken: 'go' });

  test('creates a stack', async () => {
    const { Id, StackId } = await changeSet('CREATE', '1');
    expect(await stack()).toMatchObject({ StackId, StackStatus: 'REVIEW_IN_PROGRESS' });
    expect(await describeSet()).toMatchObject({
      ChangeSetId: Id,
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
    });
    await execute();
    expect(await stack()).toMatchObject({ StackId, StackStatus: 'CREATE_IN_PROGRESS' });
    expect(await describeSet()).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' });
  });

  test('updates a stack, under an operation id that only LastOperations tells', async () => {
    emulator.cloudformation.addStack('shop', {
      template: smallTemplate,
      parameters: [{ name: 'Version', value: '1' }],
    });
    await changeSet('UPDATE', '2');
    const { $metadata, ...answer } = await execute();
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({});
    const [latest] = (await stack())?.LastOperations ?? [];
    expect(latest).toEqual({
      OperationType: 'UPDATE_STACK',
      OperationId: emulator.cloudformation.updates('shop').at(-1)?.id,
    });
    expect(emulator.cloudformation.updates('shop').at(-1)?.token).toBe('go');
    await client.cancelUpdateStack({ StackName: 'shop' });
    expect(await stack()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' });
  });

  test('is carried out once, and can disable the rollback', async () => {
    emulator.cloudformation.addStack('shop');
    await changeSet('UPDATE', '2');
    const ChangeSetName = 'deploy';
    await client.executeChangeSet({ StackName: 'shop', ChangeSetName, DisableRollback: true });
    expect(await stack()).toMatchObject({ DisableRollback: true });
    clock.advance(11 * minute);
    expect(await rejectionOf(execute())).toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  test('deletes the other change sets of a stack with the one that is carried out', async () => {
    emulator.cloudformation.addStack('shop');
    await changeSet('UPDATE', '2', 'other');
    await changeSet('UPDATE', '3');
    await execute();
    clock.advance(11 * minute);
    const gone = client.describeChangeSet({ StackName: 'shop', ChangeSetName: 'other' });
    expect(await rejectionOf(gone)).toMatchObject({ name: 'ChangeSetNotFoundException' });
  });

  test('fails where nothing would change, and is not carried out', async () => {
    emulator.cloudformation.addStack('shop', {
      template: smallTemplate,
      parameters: [{ name: 'Version', value: '1' }],
    });
    await changeSet('UPDATE', '1');
    expect(await describeSet()).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("The submitted information didn't contain changes."),
    });
    expect(await rejectionOf(execute())).toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  test('refuses one that is not there, one of the same name, and one for a stack that is being updated', async () => {
    emulator.cloudformation.addStack('shop');
    expect(await rejectionOf(execute('other'))).toMatchObject({ name: 'ChangeSetNotFoundException' });
    expect(await rejectionOf(changeSet('CREATE', '2'))).toMatchObject({ name: 'ValidationError' });
    await changeSet('UPDATE', '2');
    expect(await rejectionOf(changeSet('UPDATE', '3'))).toMatchObject({ name: 'AlreadyExistsException' });
    emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
    expect(await rejectionOf(execute())).toMatchObject({ name: 'ValidationError' });
    emulator.cloudformation.setStatus('shop', 'UPDATE_COMPLETE');
    await execute();
    expect(await rejectionOf(changeSet('UPDATE', '3', 'next'))).toMatchObject({ name: 'ValidationError' });
  });

  test('leaves its name free once it is carried out', async () => {
    emulator.cloudformation.addStack('shop');
    const first = await changeSet('UPDATE', '2');
    await execute();
    clock.advance(11 * minute);
    const second = await changeSet('UPDATE', '3');
    expect(second.Id).not.toBe(first.Id);
    expect(await describeSet()).toMatchObject({ ChangeSetId: second.Id, ExecutionStatus: 'AVAILABLE' });
    const byId = await client.describeChangeSet({ ChangeSetName: first.Id });
    expect(byId).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' });
  });

  test('is deleted, also where it is not there', async () => {
    emulator.cloudformation.addStack('shop');
    const remove = (StackName = 'shop') => client.deleteChangeSet({ StackName, ChangeSetName: 'deploy' });
    await changeSet('UPDATE', '2');
    await remove();
    expect(await rejectionOf(describeSet())).toMatchObject({ name: 'ChangeSetNotFoundException' });
    await remove();
    await changeSet('UPDATE', '3');
    expect(await rejectionOf(remove('bank'))).toMatchObject({ message: 'Stack [bank] does not exist' });
  });

  test('is listed until it is carried out', async () => {
    emulator.cloudformation.addStack('shop');
    const list = async () => (await client.listChangeSets({ StackName: 'shop' })).Summaries;
    expect(await list()).toEqual([]);
    await changeSet('UPDATE', '2', 'first');
    await changeSet('UPDATE', '3');
    expect(await list()).toMatchObject([
      { ChangeSetName: 'deploy', Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', StackName: 'shop' },
      { ChangeSetName: 'first' },
    ]);
    await execute();
    expect(await list()).toEqual([]);
  });

  test('is created once, however often its token comes', async () => {
    emulator.cloudformation.addStack('shop');
    const create = (ClientToken: string) =>
      client.createChangeSet({
        StackName: 'shop',
        ChangeSetName: 'deploy',
        TemplateBody: smallTemplate,
        ClientToken,
      });
    const { Id } = await create('one');
    expect(await create('one')).toMatchObject({ Id });
    expect(await rejectionOf(create('two'))).toMatchObject({ name: 'AlreadyExistsException' });
  });

  test('has a template, which the stack under its review has not', async () => {
    await changeSet('CREATE', '1');
    const read = async (ChangeSetName?: string) =>
      (await client.getTemplate({ StackName: 'shop', ChangeSetName })).TemplateBody ?? '';
    expect(await read()).toBe('');
    expect(await read('deploy')).toBe(smallTemplate);
    await execute();
    expect(await read()).toBe(smallTemplate);
  });
});
