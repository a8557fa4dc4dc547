import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf, sdkClient } from '../clients.ts';
import { smallTemplate, stacksClient } from '../cloudformation/client.ts';

const second = 1000;

/** An emulator whose reads draw these shares of the greatest lag, one after the other. */
async function emulatorDrawing(...shares: readonly number[]) {
  const drawn = [...shares];
  const clock = new FakeClock();
  const durations = { deployMilliseconds: 60 * second, cancelMilliseconds: 60 * second };
  const emulator = await startEmulator({ clock, random: () => drawn.shift() ?? 0, ...durations });
  onTestFinished(() => emulator.close());
  return { clock, emulator };
}

describe('reads that fall behind and catch up', () => {
  test('show the states of a stack back and forth, from before its update on', async () => {
    const { clock, emulator } = await emulatorDrawing(1, 0, 0.5, 0.1, 1);
    const client = stacksClient(emulator);
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_ROLLBACK_COMPLETE' });
    emulator.inject({ kind: 'lag', milliseconds: 8 * second, operation: 'DescribeStacks' });
    const StackName = 'shop';
    const { OperationId } = await client.updateStack({
      StackName,
      UsePreviousTemplate: true,
      Tags: [{ Key: 'version', Value: '2' }],
    });
    clock.advance(3 * second);
    await client.cancelUpdateStack({ StackName });
    clock.advance(2 * second);
    const seen: unknown[] = [];
    for (let count = 0; count < 5; count += 1) {
      const { Stacks = [] } = await client.describeStacks({ StackName });
      seen.push([Stacks[0]?.StackStatus, Stacks[0]?.LastOperations?.at(-1)?.OperationId === OperationId]);
    }
    expect(seen).toEqual([
      ['UPDATE_ROLLBACK_COMPLETE', false],
      ['UPDATE_ROLLBACK_IN_PROGRESS', true],
      ['UPDATE_IN_PROGRESS', true],
      ['UPDATE_ROLLBACK_IN_PROGRESS', true],
      ['UPDATE_ROLLBACK_COMPLETE', false],
    ]);
  });

  test('lag for states and events apart', async () => {
    const { clock, emulator } = await emulatorDrawing(1, 0);
    const client = stacksClient(emulator);
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    const StackName = 'shop';
    emulator.inject({ kind: 'lag', milliseconds: 4 * second, operation: 'DescribeStackEvents' });
    await client.cancelUpdateStack({ StackName });
    clock.advance(2 * second);
    const latest = async () => {
      const { StackEvents = [] } = await client.describeStackEvents({ StackName });
      return StackEvents.find(({ LogicalResourceId }) => LogicalResourceId === StackName)?.ResourceStatus;
    };
    const { Stacks } = await client.describeStacks({ StackName });
    expect(Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' }]);
    expect([await latest(), await latest()]).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS']);
  });

  test('do not find a stack that has just been created', async () => {
    const { clock, emulator } = await emulatorDrawing(0, 1, 0.2);
    const client = stacksClient(emulator);
    emulator.inject({ kind: 'lag', milliseconds: 5 * second });
    const { StackId = '' } = await client.createStack({ StackName: 'shop', TemplateBody: smallTemplate });
    clock.advance(2 * second);
    const read = () => client.describeStacks({ StackName: StackId });
    expect((await rejectionOf(read())).message).toBe(`Stack with id ${StackId} does not exist`);
    expect((await read()).Stacks).toMatchObject([{ StackStatus: 'CREATE_IN_PROGRESS' }]);
  });

  test('show the deployments of a service back and forth', async () => {
    const { clock, emulator } = await emulatorDrawing(1, 0, 1, 0.1);
    const client = sdkClient(emulator);
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    emulator.inject({ kind: 'lag', milliseconds: 8 * second, operation: 'GetService' });
    emulator.inject({ kind: 'lag', milliseconds: 8 * second, operation: 'GetDeployment' });
    const cancelled = await client.cancelServicePipelineDeployment({ serviceName: 'shop' });
    clock.advance(5 * second);
    const id = cancelled.pipeline?.lastAttemptedDeploymentId;
    const service = async () => (await client.getService({ name: 'shop' })).service?.pipeline;
    const deployment = async () => (await client.getDeployment({ id })).deployment;
    const seen = [await service(), await service(), await deployment(), await deployment()];
    expect(seen.map((each) => each?.deploymentStatus)).toEqual([
      'IN_PROGRESS',
      'CANCELLING',
      'IN_PROGRESS',
      'CANCELLING',
    ]);
  });
});
