import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runForStack } from '../dist/emulated-stack.ts';
import { emulate } from '../dist/emulated-step.ts';
import { pythonProgram } from './commands.ts';
import { updateBegun } from './deploy-in-progress.ts';

const installed = spawnSync('python3', ['-c', 'import boto3']).status === 0;

const program = `
import boto3, botocore, json, sys
client = boto3.client("cloudformation", endpoint_url=sys.argv[1], region_name=sys.argv[2])
template = lambda version: json.dumps({"Resources": {"Orders": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": version}}}})
patience = {"Delay": 1, "MaxAttempts": 40}
client.create_stack(StackName="shop", TemplateBody=template("one"))
client.get_waiter("stack_create_complete").wait(StackName="shop", WaiterConfig=patience)
client.update_stack(StackName="shop", TemplateBody=template("two"))
try:
  client.get_waiter("stack_update_complete").wait(StackName="shop", WaiterConfig=patience)
except botocore.exceptions.WaiterError as error:
  kept = client.get_template(StackName="shop")["TemplateBody"]["Resources"]["Orders"]["Properties"]["QueueName"]
  print(error.last_response["Stacks"][0]["StackStatus"], kept)
`;

test.runIf(installed)("boto3's waiter for an update fails when the action stops it", { timeout: 60_000 }, async () => {
  const emulator = await emulate({ createMilliseconds: 200, deployMilliseconds: 600_000, cleanupMilliseconds: 100 });
  const deploying = pythonProgram(emulator, program);
  await updateBegun(emulator, deploying);
  expect((await runForStack(emulator)).outputs['outcome']).toBe('cancelled');
  const { output, error } = await deploying;
  expect(error).toBe('');
  expect(output).toBe('UPDATE_ROLLBACK_COMPLETE one\n');
});

test.skipIf(installed)('boto3, stopped: not run, because there is no "python3" that has boto3', () => undefined);
