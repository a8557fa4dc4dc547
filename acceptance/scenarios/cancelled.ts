import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../stage.ts';
import { atRest, hanging } from '../templates.ts';

/** An update that hangs is cancelled. */
export async function cancelled(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);
  const begunAt = Date.now();
  const update = await stacks.update(stackName, hanging);
  stage.find('operation-shown', await shownAfter(stage, update, begunAt));

  const { exitCode, outputs } = await stage.runAction();
  stage.expect('The outcome is cancelled', outputs['outcome'], 'cancelled');
  stage.expect('The step passes', exitCode, 0);
  stage.expect('The output deployment-id is the OperationId of UpdateStack', outputs['deployment-id'], update);
  stage.expect('The output deployment-status is that of AWS', outputs['deployment-status'], 'UPDATE_ROLLBACK_COMPLETE');

  const { StackStatus, LastOperations = [] } = await stacks.read(stackName);
  stage.expect('AWS says that the update was rolled back', StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  const events = await stacks.events(stackName);
  const rollback = events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS');
  stage.expect('The event of the rollback says who began it', rollback?.ResourceStatusReason, 'User Initiated');
  stage.find('rollback-operation', rollback?.OperationId === update ? 'no, it has that of the update' : 'yes');
  stage.find(
    'operations-after-cancellation',
    LastOperations.map(({ OperationType }) => OperationType).join(', ') || 'none',
  );
}

async function shownAfter(
  { stacks, stackName, account }: Stage,
  operationId: string,
  begunAt: number,
): Promise<string> {
  for (let looks = 0; looks < 15; looks += 1) {
    const { LastOperations = [] } = await stacks.read(stackName);
    if (LastOperations.some(({ OperationId }) => OperationId === operationId)) {
      return `after ${((Date.now() - begunAt) / 1000).toFixed(1)} s at the latest`;
    }
    await sleep(account.lookMilliseconds);
  }
  return 'not within 15 looks';
}
