import { forLog } from '../text/escape.ts';
import type { ExitCode, Runner } from './ports.ts';
import { Reports } from './reports.ts';

/** Reports what only a bug can throw. */
export async function deliverBug(thrown: unknown, runner: Runner): Promise<ExitCode> {
  const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const message = forLog(
    `The action itself failed, and it is unknown whether a deployment is being cancelled. Please report this: ${runner.redact(what)}`,
  );
  const reports = new Reports(runner);
  runner.annotate({ severity: 'error', title: 'Bug in this action', message });
  await reports.attempt('The outputs', () =>
    runner.setOutputs({ outcome: 'error', message, failed: '[]', results: '[]' }),
  );
  reports.annotateProblems();
  return 1;
}
