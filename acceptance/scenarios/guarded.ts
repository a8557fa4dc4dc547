import { createJob } from '../../runner/job.ts';
import type { StepResult } from '../../runner/run-step.ts';
import type { Stage } from '../stage.ts';
import { atRest, hanging } from '../templates.ts';

/** The guard in a job that fails: it cancels what began in the job, and leaves alone what was going on before. */
export async function guarded(stage: Stage): Promise<void> {
  const { stacks, stackName } = stage;
  await stacks.create(stackName, atRest);

  const ofJob = await failedJob(stage, async () => {
    await stacks.update(stackName, hanging);
  });
  stage.expect('The guard passes at the end of the job', ofJob?.exitCode, 0);
  stage.expectIn('The guard says that it cancelled the update', ofJob?.stdout, 'Cancelled: the stack update');
  const afterFirst = await stacks.read(stackName);
  stage.expect('The update of the job was rolled back', afterFirst.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');

  await stacks.update(stackName, hanging);
  const ofOthers = await failedJob(stage, async () => undefined);
  stage.expect('The guard passes where others began the update', ofOthers?.exitCode, 0);
  const afterSecond = await stacks.read(stackName);
  stage.expect('An update that was going on before goes on', afterSecond.StackStatus, 'UPDATE_IN_PROGRESS');
}

/** A job with the guard first and a step that fails last; gives what the guard does at its end. */
async function failedJob(stage: Stage, deploy: () => Promise<void>): Promise<StepResult | undefined> {
  const { credentials, endpoint } = stage.account;
  const job = await createJob({ env: stage.environment(credentials, endpoint) });
  const { conclusion } = await job.run({ uses: 'guard', with: { 'stack-name': stage.stackName } });
  stage.expect('The guard passes at the start of the job', conclusion, 'success');
  await deploy();
  await job.run({ run: 'exit 1' });
  const [atEnd] = await job.finish();
  return atEnd;
}
