import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { Proton } from '@aws-sdk/client-proton';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/server.ts';
import { exampleCredentials } from '../../../emulator/settings.ts';
import { copyBuiltEmulator } from '../built.ts';
import { rejectionOf } from '../clients.ts';
import { beginJob, type EmulatorJob } from './job.ts';

const built = copyBuiltEmulator();

afterAll(() => built.remove());

describe('the emulator as a step', () => {
  let job: EmulatorJob;

  beforeEach(async () => {
    job = await beginJob(built.folder);
  });

  afterEach(async () => {
    await job.post();
    await job.remove();
  });

  /** A client that finds its way by the variables that the step has set, as any step that follows would. */
  async function clientOfNextStep(): Promise<Proton> {
    const variables = await job.environment();
    return new Proton({
      endpoint: variables['AWS_ENDPOINT_URL'] ?? '',
      region: variables['AWS_REGION'] ?? '',
      credentials: {
        accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      },
      maxAttempts: 1,
    });
  }

  test('serves the steps that follow, and ends with the job, its log shown', async () => {
    const { exitCode, outputs, stderr } = await job.main(
      { services: 'shop', 'cancel-seconds': '0' },
      // The command ends with the npm that started it. The step's server does not, and survives its main half.
      { npm_lifecycle_event: 'test' },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const variables = await job.environment();
    expect(variables).toEqual({
      AWS_ENDPOINT_URL: outputs['endpoint-url'],
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: '',
    });
    // Longer than it would take the command to notice that its parent has ended.
    await new Promise((resolve) => setTimeout(resolve, 600));
    const client = await clientOfNextStep();
    await client.cancelServicePipelineDeployment({ serviceName: 'shop' });
    const { service } = await client.getService({ name: 'shop' });
    expect(service?.pipeline?.deploymentStatus).toBe('CANCELLED');

    const post = await job.post();
    expect(post.exitCode).toBe(0);
    expect(post.commands).toEqual([]);
    expect(post.stdout).toMatch(/Z {2}CancelServicePipelineDeployment {2}shop {2}ok {2}/);
    expect(post.stdout).toMatch(/Z {2}GetService {2}shop {2}ok {2}/);
    await expect(fetch(`${outputs['endpoint-url']}/health`)).rejects.toThrow();
  });

  test('plays CloudFormation for them, too', async () => {
    await job.main({ stacks: 'shop', 'cancel-seconds': '0' });
    const variables = await job.environment();
    const client = new CloudFormation({
      endpoint: variables['AWS_ENDPOINT_URL'] ?? '',
      region: variables['AWS_REGION'] ?? '',
      credentials: exampleCredentials,
    });
    await client.cancelUpdateStack({ StackName: 'shop' });
    const { Stacks } = await client.describeStacks({ StackName: 'shop' });
    expect(Stacks).toMatchObject([{ StackStatus: expect.stringMatching(/^UPDATE_ROLLBACK_/) }]);
    expect((await job.post()).stdout).toMatch(/Z {2}CancelUpdateStack {2}shop {2}ok {2}/);
  });

  test("takes the job's region, and plays faults", async () => {
    const faults = 'error:AccessDeniedException@GetService';
    await job.main({ services: 'shop', faults }, { AWS_REGION: 'eu-west-1' });
    expect(await job.environment()).toMatchObject({ AWS_REGION: 'eu-west-1' });
    const client = await clientOfNextStep();
    expect((await rejectionOf(client.getService({ name: 'shop' }))).name).toBe('AccessDeniedException');
  });

  test('starts nothing for bad inputs, and says all that is wrong in one error', async () => {
    const { exitCode, commands } = await job.main({ services: '-a', port: 'x' });
    expect(exitCode).toBe(1);
    expect(commands).toMatchObject([{ name: 'error' }]);
    expect(commands[0]?.data).toMatch(/^Nothing was started\. port: "x" must .* services: "-a" must /);
    expect(await job.environment()).toEqual({});
    expect((await job.post()).stdout).toBe('No emulator was started.\n');
  });

  test('says why the emulator did not start', async () => {
    const other = await startEmulator();
    try {
      const { port } = new URL(other.url);
      const { exitCode, commands } = await job.main({ port });
      expect(exitCode).toBe(1);
      expect(commands[0]?.data).toMatch(
        new RegExp(`^The emulator did not start: Port ${port} of 127\\.0\\.0\\.1 is in use`),
      );
    } finally {
      await other.close();
    }
  });
});
