import process from 'node:process';
import { createRunner } from './host/runner.ts';
import { systemClock } from './host/system-clock.ts';
import { run } from './main.ts';
import { createRedactor } from './redaction.ts';
import { forLog } from './report/text/escape.ts';
import type { ExitCode } from './reporting.ts';

/**
 * Runs the step in the process's own world. Whatever is thrown, an Error or not, fails the step with an annotation: no
 * mistake of the action may leave a step green.
 *
 * @param signal aborted when the workflow run is cancelled
 */
export async function runStep(signal: AbortSignal): Promise<ExitCode> {
  const environment = process.env;
  const runner = createRunner(environment);
  try {
    return await run({ runner, environment, clock: systemClock, random: Math.random, signal });
  } catch (thrown) {
    const what = createRedactor(environment).redact(
      thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    );
    runner.annotate({
      severity: 'error',
      title: 'Mistake in the action',
      message: `The action itself failed; whether the deployment is being cancelled is not known. Please report this: ${forLog(what)}`,
    });
    return 1;
  }
}
