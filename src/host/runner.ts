import * as core from '@actions/core';
import type { Redactor } from '../redaction.ts';
import type { Runner } from '../report/ports.ts';
import { readEvent } from './pull-request.ts';

/** The runner that the environment describes, through GitHub's toolkit. `signal` ends a comment. */
export function createRunner(environment: NodeJS.ProcessEnv, redactor: Redactor, signal: AbortSignal): Runner {
  return behindNet(redactor, {
    isDebug: core.isDebug(),
    log: ({ level, text }) => {
      if (level === 'info') core.info(text);
      else core.debug(text);
    },
    annotate: ({ severity, title, message }) => {
      const annotate = { error: core.error, warning: core.warning, notice: core.notice }[severity];
      annotate(message, { title });
    },
    setOutputs: (outputs) => {
      // Without this file the toolkit would print the values to the log, including the spec.
      if (!environment['GITHUB_OUTPUT']) {
        throw new Error('GITHUB_OUTPUT is not set: there is no runner to take outputs.');
      }
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    },
    writeSummary: async (markdown) => {
      // Runners of GitHub Enterprise Server before 3.6 have no job summaries.
      if (environment['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown, true).write();
    },
    comment: async (comment, terms) => {
      const { commentOnPullRequest } = await import('./pull-request-comment.ts');
      return commentOnPullRequest(comment, {
        ...terms,
        apiUrl: environment['GITHUB_API_URL'],
        eventPayload: await readEvent(environment['GITHUB_EVENT_PATH']),
        signal,
        redact: redactor.redact,
      });
    },
  });
}

/** A runner that gets nothing with a secret in it, and debug lines only if somebody wants them. */
export function behindNet({ redact, redactShown, redactOutput }: Redactor, runner: Omit<Runner, 'redact'>): Runner {
  return {
    redact,
    isDebug: runner.isDebug,
    log: ({ level, text }) => {
      if (level === 'info' || runner.isDebug) runner.log({ level, text: redactShown(text) });
    },
    annotate: ({ severity, title, message }) => {
      runner.annotate({ severity, title: redactShown(title), message: redactShown(message) });
    },
    setOutputs: (outputs) => {
      const shown = Object.entries(outputs).map(([name, value]) => [name, redactOutput(value)]);
      runner.setOutputs(Object.fromEntries(shown));
    },
    writeSummary: (markdown) => runner.writeSummary(redactShown(markdown)),
    comment: (comment, terms) => {
      // An earlier run has left either marker without secrets, too.
      const { body, marker, formerMarker } = comment;
      const shown = {
        body: redactShown(body),
        marker: redactShown(marker),
        formerMarker: formerMarker === undefined ? undefined : redactShown(formerMarker),
      };
      return runner.comment({ ...comment, ...shown }, terms);
    },
  };
}

/** Where the runner keeps what an action's main step leaves to its post step. */
export interface StepState {
  /** @throws if the runner's file can't be written */
  save(name: string, value: string): void;
  /** Empty where nothing was saved. */
  find(name: string): string;
}

/** The one of the runner, through GitHub's toolkit. */
export const stepState: StepState = { save: core.saveState, find: core.getState };
