import * as core from '@actions/core';
import type { InputSource } from '../inputs.ts';
import type { Redactor } from '../redaction.ts';
import type { Annotation } from '../report/channels/annotations.ts';
import type { LogLine } from '../report/channels/log.ts';

/**
 * What the GitHub Actions runner offers a step. Texts have been escaped for their place by the caller; the
 * runner takes the secrets out.
 */
export interface Runner {
  readonly input: InputSource;
  /** Whether debug logging is on: without it, debug lines go nowhere. */
  readonly isDebug: boolean;
  log(line: LogLine): void;
  annotate(annotation: Annotation): void;
  /** @throws if the runner's file can't be written */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  /** @throws if the runner's file can't be written */
  writeSummary(markdown: string): Promise<void>;
}

/** The runner that the environment describes, through GitHub's toolkit. */
export function createRunner(environment: NodeJS.ProcessEnv, { redact, redactOutput }: Redactor): Runner {
  return {
    input: (name) => core.getInput(name),
    isDebug: core.isDebug(),
    log: ({ level, text }) => {
      if (level === 'info') core.info(redact(text));
      else if (core.isDebug()) core.debug(redact(text));
    },
    annotate: ({ severity, title, message }) => {
      const annotate = { error: core.error, warning: core.warning, notice: core.notice }[severity];
      annotate(redact(message), { title: redact(title) });
    },
    setOutputs: (outputs) => {
      // Without this file the toolkit would print the values to the log, the spec among them.
      if (!environment['GITHUB_OUTPUT'])
        throw new Error('GITHUB_OUTPUT is not set: there is no runner to take outputs.');
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, redactOutput(name, value));
    },
    writeSummary: async (markdown) => {
      // Runners of GitHub Enterprise Server before 3.6 have no job summaries.
      if (environment['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(redact(markdown), true).write();
    },
  };
}
