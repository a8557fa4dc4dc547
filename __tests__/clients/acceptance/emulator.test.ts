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

interface Breakage {
  /** How the emulator is broken. */
  readonly how: string;
  /** The scenario that has to notice. */
  readonly scenario: ScenarioName;
  /** The check that fails there. */
  readonly check: string;
  readonly breaks: (emulator: Emulator) => void;
}

const breakages: readonly Breakage[] = [
  {
    how: 'it refuses to cancel',
    scenario: 'cancelled',
    check: 'The outcome is cancelled',
    breaks: (emulator) =>
      emulator.inject({ kind: 'error', name: 'ValidationError', operation: 'CancelUpdateStack', times: 1 }),
  },
  {
    how: 'it does not say who began a rollback',
    scenario: 'cancelled',
    check: 'The event of the rollback says who began it',
    breaks: (emulator) => emulator.inject({ kind: 'alter-event', fields: { ResourceStatusReason: undefined } }),
  },
  {
    how: 'it accepts a cancellation, and finishes the update',
    scenario: 'cancelled',
    check: 'AWS says that the update was rolled back',
    breaks: (emulator) => finishAfter(emulator, 'CancelUpdateStack'),
  },
  {
    how: 'it lets everybody cancel',
    scenario: 'denied',
    check: 'The outcome is error',
    breaks: (emulator) => emulator.clearFaults(),
  },
  {
    how: 'it does not let a wait condition time out',
    scenario: 'failed',
    check: 'AWS rolls the update back by itself',
    breaks: (emulator) => finishAfter(emulator, 'UpdateStack'),
  },
];

/** Finishes the update of each stack that is called about with an operation, once that is carried out. */
function finishAfter({ cloudformation, onRequest }: Emulator, operation: string): void {
  onRequest(({ operation: asked, target }) => {
    if (asked !== operation || target === undefined) return;
    setImmediate(() => cloudformation.setStatus(target, 'UPDATE_COMPLETE'));
  });
}

describe.concurrent('an emulator that is broken on purpose', { timeout: 120_000 }, () => {
  test.each(breakages)('makes the acceptance fail: $how', async ({ scenario, check, breaks }) => {
    const account = await emulatedAccount(stackNameOf(prefix, 'denied'), breaks);
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
