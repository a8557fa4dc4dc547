import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import type { Context } from '../../runner/expressions.ts';
import { files, slug } from '../conventions/repository.ts';
import { copyBuiltEmulator } from '../emulator/built.ts';
import { beginJob } from '../emulator/step/job.ts';
import { type EmulatorWithSteps, emulate } from '../whole-step/emulated.ts';
import { jobOf, regionOf, runExample, stepUsing } from './run-example.ts';

/** One with a deployment in progress at each of the services. */
async function protonWith(services: readonly string[], region: string): Promise<EmulatorWithSteps> {
  const emulator = await emulate({ region });
  for (const service of services) emulator.proton.addService(service, { deployment: 'in-progress' });
  return emulator;
}

/** One with an update of each of the stacks in progress. */
async function cloudFormationWith(stacks: readonly string[], region: string): Promise<EmulatorWithSteps> {
  const emulator = await emulate({ region });
  for (const stack of stacks) emulator.cloudformation.addStack(stack, { status: 'UPDATE_IN_PROGRESS' });
  return emulator;
}

function statusOf({ proton }: Emulator, service: string): string | undefined {
  return proton.service(service)?.pipeline?.deploymentStatus;
}

function stackStatusOf({ cloudformation }: Emulator, stack: string): string | undefined {
  return cloudformation.stack(stack)?.status;
}

function parsed(results: string | undefined): unknown {
  const value: unknown = JSON.parse(results ?? '');
  return value;
}

describe.each([
  {
    file: 'examples/roll-back-stack.yml',
    input: 'stack',
    begin: cloudFormationWith,
    statusIn: stackStatusOf,
    begun: 'UPDATE_IN_PROGRESS',
    finish: ({ cloudformation }: Emulator) => cloudformation.setStatus('shop', 'UPDATE_COMPLETE'),
  },
  {
    file: 'examples/roll-back.yml',
    input: 'service',
    begin: protonWith,
    statusIn: statusOf,
    begun: 'IN_PROGRESS',
    finish: ({ proton }: Emulator) => proton.endDeployment('shop', 'SUCCEEDED'),
  },
])('$file', ({ file, input, begin, statusIn, begun, finish }) => {
  const chosen = (name: string, dryRun: boolean): Context => ({ inputs: { [input]: name, 'dry-run': dryRun } });

  test('cancels what is chosen, and no other', async () => {
    const emulator = await begin(['shop', 'billing'], regionOf(file));
    const { exitCode, outputs } = await runExample(file, { emulator, context: chosen('billing', false) });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'cancelled' });
    expect(statusIn(emulator, 'shop')).toBe(begun);
  });

  test('only shows what it would cancel with the box ticked', async () => {
    const emulator = await begin(['shop'], regionOf(file));
    const { exitCode, outputs } = await runExample(file, { emulator, context: chosen('shop', true) });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'would-cancel' });
    expect(statusIn(emulator, 'shop')).toBe(begun);
  });

  test('fails when the new version has got through all the same', async () => {
    const emulator = await begin(['shop'], regionOf(file));
    const stopListening = emulator.onRequest(({ operation }) => {
      if (operation?.startsWith('Cancel')) return;
      stopListening();
      finish(emulator);
    });
    const { exitCode, outputs } = await runExample(file, { emulator, context: chosen('shop', false) });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'succeeded' });
  });
});

describe('stop-when-cancelled.yml', () => {
  const file = 'examples/stop-when-cancelled.yml';
  const begun = (id: string): Context => ({ steps: { deploy: { outputs: { 'deployment-id': id } } } });

  test('stops the deployment that the run has begun', async () => {
    const emulator = await protonWith(['shop'], regionOf(file));
    const id = emulator.proton.service('shop')?.pipeline?.lastAttemptedDeploymentId ?? '';
    const { exitCode, outputs } = await runExample(file, { emulator, context: begun(id) });
    expect({ exitCode, outcome: outputs['outcome'], id: outputs['deployment-id'] }).toEqual({
      exitCode: 0,
      outcome: 'cancelled',
      id,
    });
  });

  test('leaves alone what somebody else has begun since', async () => {
    const emulator = await protonWith(['shop'], regionOf(file));
    const context = begun('00000000-0000-4000-8000-000000000000');
    const { exitCode, outputs } = await runExample(file, { emulator, context });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'nothing-to-cancel' });
    expect(statusOf(emulator, 'shop')).toBe('IN_PROGRESS');
  });

  test('ends within the five minutes that GitHub leaves a cancelled job', () => {
    const step = jobOf(file).steps.at(-1);
    expect(step?.condition).toMatch(/^cancelled\(\)/);
    expect(Number(step?.inputs['wait-for-minutes'])).toBeLessThan(5);
  });
});

/** What its job comes to, from each state of the stack, is in next-step.test.ts. */
describe('clean-up-preview.yml', () => {
  const file = 'examples/clean-up-preview.yml';
  const event: Context = {
    action: 'closed',
    pull_request: { number: 42 },
    repository: { name: 'octo-repo', owner: { login: 'octo-org' } },
  };

  test('cancels the update of the preview and says so on the pull request', async () => {
    const emulator = await cloudFormationWith(['preview-42'], regionOf(file));
    const { exitCode, outputs, comments } = await runExample(file, { emulator, event });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'cancelled' });
    expect(comments).toMatchObject([{ body: expect.stringContaining('preview-42'), mayCreate: true }]);
  });
});

describe('several-stacks.yml', () => {
  test('tells of each stack how it ended, and fails if one is missing', async () => {
    const file = 'examples/several-stacks.yml';
    const emulator = await cloudFormationWith(['shop'], regionOf(file));
    emulator.cloudformation.addStack('billing');
    const { exitCode, outputs } = await runExample(file, { emulator });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'mixed' });
    expect(parsed(outputs['results'])).toMatchObject([
      { stackName: 'shop', outcome: 'cancelled' },
      { stackName: 'billing', outcome: 'nothing-to-cancel' },
      { stackName: 'search', outcome: 'not-found' },
    ]);
  });
});

describe('several-regions.yml', () => {
  const file = 'examples/several-regions.yml';
  const entries = jobOf(file).matrix.map(({ region, account }) => ({
    region: String(region),
    account: String(account),
  }));

  test.each(entries)('cancels the update in $region of account $account', async (matrix) => {
    const emulator = await cloudFormationWith(['shop'], matrix.region);
    expect(regionOf(file, { matrix })).toBe(matrix.region);
    const { exitCode, outputs } = await runExample(file, { emulator, context: { matrix } });
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'cancelled' });
  });
});

describe('rehearsal.yml', () => {
  const file = 'examples/rehearsal.yml';

  test('cancels the update at the emulator that it starts', async () => {
    const built = copyBuiltEmulator();
    const job = await beginJob(built.folder);
    try {
      const { inputs } = stepUsing(jobOf(file), `${slug}/emulator@`);
      expect((await job.main({ ...inputs, 'cancel-seconds': '0.1' })).exitCode).toBe(0);
      const { exitCode, outputs } = await runExample(file, { environment: await job.environment() });
      expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'cancelled' });
    } finally {
      const { stdout } = await job.post();
      expect(stdout).toContain('CancelUpdateStack  shop  ok');
      await job.remove();
      built.remove();
    }
  });
});

test('every example is run', () => {
  expect(files('examples')).toEqual([
    'examples/clean-up-preview.yml',
    'examples/guarded-cdk.yml',
    'examples/guarded-deployment.yml',
    'examples/newest-wins.yml',
    'examples/rehearsal.yml',
    // In __tests__/clients/, with the AWS CLI.
    'examples/rehearse-deployment.yml',
    'examples/rehearse-guard.yml',
    'examples/roll-back-stack.yml',
    'examples/roll-back.yml',
    'examples/several-regions.yml',
    'examples/several-stacks.yml',
    'examples/stop-when-cancelled.yml',
  ]);
});
