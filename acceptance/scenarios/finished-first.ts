import type { Stage } from '../stage.ts';
import { atRest, growing } from '../templates.ts';

/** An update that has ended before the action comes. */
export async function finishedFirst(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);
  const update = await stacks.update(stackName, growing);
  await stacks.until(stackName, (status) => status === 'UPDATE_COMPLETE');

  const plain = await stage.runAction();
  stage.expect('The outcome is nothing-to-cancel', plain.outputs['outcome'], 'nothing-to-cancel');
  stage.expect('The step passes', plain.exitCode, 0);
  const guarded = await stage.runAction({ 'deployment-id': update });
  stage.expect('With deployment-id, too', guarded.outputs['outcome'], 'nothing-to-cancel');
  const { StackStatus } = await stacks.read(stackName);
  stage.expect('The update stays', StackStatus, 'UPDATE_COMPLETE');
}
