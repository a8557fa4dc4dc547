import type { Stage } from '../stage.ts';
import { atRest, hanging } from '../templates.ts';

/** Credentials that may not cancel. */
export async function permissionDenied(stage: Stage): Promise<void> {
  const { stacks, stackName, account } = stage;
  if (account.limited === undefined) {
    stage.skip('There are no credentials that may not cancel: set LIMITED_AWS_ACCESS_KEY_ID and the like');
    return;
  }
  await stacks.create(stackName, atRest);
  await stacks.update(stackName, hanging);

  const { exitCode, outputs } = await stage.runAction({}, account.limited);
  stage.expect('The outcome is error', outputs['outcome'], 'error');
  stage.expect('The step fails', exitCode, 1);
  stage.expectIn('The message names the permission', outputs['message'], 'cloudformation:CancelUpdateStack');
  const { StackStatus } = await stacks.read(stackName);
  stage.expect('The update goes on', StackStatus, 'UPDATE_IN_PROGRESS');
}
