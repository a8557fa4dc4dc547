import { spawnSync } from 'node:child_process';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { pythonProgram } from '../commands.ts';

const installed = spawnSync('python3', ['-c', 'import boto3']).status === 0;
const why = 'there is no "python3" on the path that has boto3 (on Debian: apt-get install python3-boto3)';

if (!installed) {
  console.warn(`boto3 was not tried against the emulated CloudFormation: ${why}.`);
  test.skip(`boto3 agrees with the emulated CloudFormation: skipped, because ${why}`, () => undefined);
}

describe.runIf(installed)('boto3 as client of CloudFormation', { timeout: 60_000 }, () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ cancelMilliseconds: 500, cleanupMilliseconds: 100 });
    return () => emulator.close();
  });

  async function answerOf(program: string): Promise<unknown> {
    const client = 'boto3.client("cloudformation", endpoint_url=sys.argv[1], region_name=sys.argv[2])';
    const lines = ['import boto3, botocore, json, sys', `client = ${client}`, program];
    const { output, error } = await pythonProgram(emulator, lines.join('\n'));
    expect(error).toBe('');
    return JSON.parse(output);
  }

  test('cancels an update, and its waiter sees the rollback end', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS', deployMilliseconds: 600_000 });
    const program = `
answer = client.cancel_update_stack(StackName="shop", ClientRequestToken="stop")
waiter = client.get_waiter("stack_rollback_complete")
waiter.wait(StackName="shop", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
stack = client.describe_stacks(StackName="shop")["Stacks"][0]
print(json.dumps({
  "requestId": answer["ResponseMetadata"]["RequestId"],
  "status": stack["StackStatus"],
  "created": stack["CreationTime"].timestamp() * 1000,
}))`;
    const answer = await answerOf(program);
    const [cancelled, read] = emulator.requests;
    expect(answer).toMatchObject({ requestId: cancelled?.requestId, status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(read?.input).toEqual({ StackName: 'shop' });
    expect(emulator.cloudformation.updates('shop')).toMatchObject([{ cancelRequests: [{ token: 'stop' }] }]);
  });

  test('pages events and stacks', async () => {
    const resources = Array.from({ length: 60 }, (_, index) => `Resource${index}`);
    emulator.cloudformation.addStack('shop', { resources });
    for (let number = 0; number < 150; number += 1) emulator.cloudformation.addStack(`stack-${number}`);
    const program = `
events = [e for page in client.get_paginator("describe_stack_events").paginate(StackName="shop") for e in page["StackEvents"]]
stacks = [s for page in client.get_paginator("describe_stacks").paginate() for s in page["Stacks"]]
print(json.dumps([len({e["EventId"] for e in events}), len({s["StackId"] for s in stacks})]))`;
    expect(await answerOf(program)).toEqual([emulator.cloudformation.events('shop').length, 151]);
  });

  test('sees errors by their codes', async () => {
    emulator.cloudformation.addStack('shop');
    emulator.inject({ kind: 'error', name: 'Throttling', operation: 'ListStacks' });
    const program = `
def error(call):
  try:
    call()
  except botocore.exceptions.ClientError as e:
    return [e.response["Error"]["Code"], e.response["Error"]["Message"], e.response["ResponseMetadata"]["HTTPStatusCode"]]
print(json.dumps([
  error(lambda: client.cancel_update_stack(StackName="shop")),
  error(lambda: client.cancel_update_stack(StackName="bank")),
  error(lambda: client.list_stacks()),
]))`;
    expect(await answerOf(program)).toEqual([
      ['ValidationError', 'CancelUpdateStack cannot be called from current stack status', 400],
      ['ValidationError', 'Stack [bank] does not exist', 400],
      ['Throttling', 'Rate exceeded', 400],
    ]);
  });
});
