import type { Stage } from '../stage.ts';
import { atRest, hanging } from '../templates.ts';

/** With nothing between the action and AWS: a dry run, then the cancellation of a certain update. */
export async function direct(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);
  const update = await stacks.update(stackName, hanging);

  const dryRun = await stage.runActionDirectly({ 'dry-run': 'true' });
  stage.expect('A dry run says would-cancel', dryRun.outputs['outcome'], 'would-cancel');
  const { StackStatus } = await stacks.read(stackName);
  stage.expect('A dry run changes nothing', StackStatus, 'UPDATE_IN_PROGRESS');

  const { exitCode, outputs } = await stage.runActionDirectly({ 'deployment-id': update });
  stage.expect('The outcome is cancelled', outputs['outcome'], 'cancelled');
  stage.expect('The step passes', exitCode, 0);
}
