import type { Stage } from '../stage.ts';
import { atRest, failing } from '../templates.ts';

/** An update that fails by itself, and is rolled back, or has been, when the action comes. */
export async function failedByItself(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);
  await stacks.update(stackName, failing);
  const status = await stacks.until(stackName, (each) => each !== 'UPDATE_IN_PROGRESS');
  stage.expectIn('AWS rolls the update back by itself', status, 'UPDATE_ROLLBACK_');

  const { exitCode, outputs, stdout } = await stage.runAction();
  stage.expect('The outcome is nothing-to-cancel', outputs['outcome'], 'nothing-to-cancel');
  stage.expect('The step passes', exitCode, 0);
  stage.expectIn('The log says that the stack is back at its former version', stdout, 'UPDATE_ROLLBACK_COMPLETE');
  const events = await stacks.events(stackName);
  const rollback = events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS');
  stage.expectIn('AWS names the resource in the reason', rollback?.ResourceStatusReason, '[Signal]');
  const { StackStatus } = await stacks.read(stackName);
  stage.expect('The action waited until the stack is at rest', StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
}
