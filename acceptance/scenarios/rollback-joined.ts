import type { Stage } from '../stage.ts';
import { atRest, hanging } from '../templates.ts';

/** A rollback that somebody else's cancellation has begun. */
export async function rollbackJoined(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);
  await stacks.update(stackName, hanging);
  stage.expect('AWS accepts the cancellation of somebody else', await stacks.cancel(stackName, 'else'), 'accepted');

  const { exitCode, outputs } = await stage.runAction();
  // A rollback that has ended before the action looks is nobody's any more.
  const right = stage.statusFirstSeen() === 'UPDATE_ROLLBACK_COMPLETE' ? 'nothing-to-cancel' : 'cancelled';
  stage.expect(`The outcome is ${right}`, outputs['outcome'], right);
  stage.expect('The step passes', exitCode, 0);
  const { StackStatus } = await stacks.read(stackName);
  stage.expect('The action waited until the stack is at rest', StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  stage.find('token-twice', await stacks.cancel(stackName, 'else'));
}
