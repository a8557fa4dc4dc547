import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../../emulator/server.ts';
import { runForStack, stackName } from '../../dist/emulated-stack.ts';
import { emulate } from '../../dist/emulated-step.ts';
import { updateOf } from '../../whole-step/emulated.ts';
import { updateBegun } from '../deploy-in-progress.ts';
import { cdkCommandLine, nodeProgram } from '../tools.ts';
import { type Synthesizer, writeAssembly } from './assembly.ts';

// Each waits most of its time, as the CDK looks every five seconds.
describe.concurrent('cdk deploy', { timeout: 120_000 }, () => {
  let home = '';

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'cdk-'));
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  async function deploy(emulator: Emulator, synthesizer: Synthesizer, method: string, version: string) {
    const app = await writeAssembly(home, synthesizer, version);
    const quiet = ['--no-notices', '--require-approval', 'never', '--progress', 'events'];
    return nodeProgram(emulator, home, [
      cdkCommandLine,
      'deploy',
      stackName,
      '--app',
      app,
      '--method',
      method,
      ...quiet,
    ]);
  }

  test.each<[Synthesizer, string]>([
    ['default', 'change-set'],
    ['default', 'direct'],
    ['legacy', 'change-set'],
    ['legacy', 'direct'],
  ])(
    'creates with the %s synthesizer by %s, does nothing twice, and fails when its update is stopped',
    async (synthesizer, method) => {
      const emulator = await emulate({
        createMilliseconds: 500,
        deployMilliseconds: 600_000,
        cleanupMilliseconds: 200,
      });
      const created = await deploy(emulator, synthesizer, method, '1');
      expect(created, created.error).toMatchObject({ code: 0 });
      expect(emulator.cloudformation.stack(stackName)?.status).toBe('CREATE_COMPLETE');
      // The user's own resource, in what the CDK shows of the stack's events.
      expect(created.output + created.error).toMatch(/CREATE_COMPLETE +\| AWS::SQS::Queue +\| Orders/);

      const same = await deploy(emulator, synthesizer, method, '1');
      expect(same).toMatchObject({ code: 0 });
      expect(same.output + same.error).toContain('(no changes)');

      const deploying = deploy(emulator, synthesizer, method, '2');
      await updateBegun(emulator, deploying);
      const step = await runForStack(emulator);
      expect(step.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': updateOf(emulator)?.id });
      const deployed = await deploying;
      expect(deployed.code).toBe(1);
      expect(deployed.output + deployed.error).toContain('UPDATE_ROLLBACK_COMPLETE');
      expect(
        emulator.requests.filter(({ answer }) => answer === 'NotImplemented' || answer === 'InvalidAction'),
      ).toEqual([]);
    },
  );
});
