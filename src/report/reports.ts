import { forLog } from '../text/escape.ts';
import type { ExitCode, Runner } from './ports.ts';

/** Makes reports one after the other, and keeps what goes wrong for an annotation. */
export class Reports {
  readonly #runner: Runner;
  readonly #problems: string[] = [];
  haveProblems = false;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  async attempt(what: string, make: () => void | Promise<void>): Promise<void> {
    try {
      await make();
    } catch (thrown) {
      this.haveProblems = true;
      this.#problems.push(`${what} could not be written: ${this.#runner.redact(String(thrown))}`);
    }
  }

  /** In one annotation, the problems since the last one. */
  annotateProblems(): void {
    const news = this.#problems.splice(0);
    if (news.length === 0) return;
    this.#runner.annotate({ severity: 'error', title: 'Report incomplete', message: forLog(news.join(' ')) });
  }
}

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
