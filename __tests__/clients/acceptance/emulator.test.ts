import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { isGreen, runAcceptance } from '../../../acceptance/acceptance.ts';
import { emulatedAccount } from '../../../acceptance/emulated-account.ts';
import { type ScenarioName, stackNameOf } from '../../../acceptance/scenarios/index.ts';
import type { Emulator } from '../../../emulator/server.ts';
import { root } from '../../conventions/repository.ts';

const prefix = 'acceptance-test';

test('npm run acceptance -- --emulator: judge and emulator agree', { timeout: 120_000 }, async () => {
  const script = path.join(root, 'acceptance', 'index.ts');
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [script, '--emulator'], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
  expect(output).not.toContain('FAIL');
  expect(output).toContain('Has the rollback after a cancellation an operation id of its own? yes');
  expect(code, output).toBe(0);
});

/** How an emulator is broken, the scenario that has to notice, and the check that fails there. */
const breakages: readonly [how: string, scenario: ScenarioName, check: string, broken: (emulator: Emulator) => void][] =
  [
    [
      'it refuses every cancellation',
      'cancelled',
      'The outcome is cancelled',
      (emulator) => emulator.inject({ kind: 'error', name: 'ValidationError', operation: 'CancelUpdateStack' }),
    ],
    [
      'it does not say who began a rollback',
      'joined',
      'The outcome is cancelled',
      (emulator) => {
        emulator.inject({ kind: 'alter-event', fields: { ResourceStatusReason: 'Something else' } });
        emulator.inject({ kind: 'alter-stack', fields: { StackStatusReason: undefined } });
      },
    ],
    [
      'it does not show which update is in progress',
      'cancelled',
      'The output deployment-id is the OperationId of UpdateStack',
      (emulator) => emulator.inject({ kind: 'alter-stack', fields: { LastOperations: undefined } }),
    ],
    ['it lets everybody cancel', 'denied', 'The outcome is error', (emulator) => emulator.clearFaults()],
    [
      'it does not let a wait condition time out',
      'failed',
      'The scenario runs to its end',
      (emulator) =>
        emulator.onRequest(({ operation, target }) => {
          if (operation === 'DescribeStacks' && target === stackNameOf(prefix, 'failed'))
            finishUpdate(emulator, target);
        }),
    ],
  ];

function finishUpdate({ cloudformation }: Emulator, name: string): void {
  if (cloudformation.stack(name)?.status === 'UPDATE_IN_PROGRESS') cloudformation.setStatus(name, 'UPDATE_FAILED');
}

describe.concurrent('an emulator that is broken on purpose', { timeout: 120_000 }, () => {
  test.each(breakages)('makes the acceptance fail: %s', async (_, scenario, check, broken) => {
    const account = await emulatedAccount(stackNameOf(prefix, 'denied'), broken);
    try {
      const report = await runAcceptance(account, prefix, [scenario]);
      expect(isGreen(report)).toBe(false);
      const failed = report.scenarios.flatMap(({ checks }) => checks.filter(({ isRight }) => !isRight));
      expect(failed.map(({ what }) => what)).toContain(check);
    } finally {
      await account.close();
    }
  });
});
