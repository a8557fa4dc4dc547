/** What the reports need of the world around them. `src/host/` implements it over GitHub's toolkit. */

/** What the step ends with: 0 passes it, 1 fails it. */
export type ExitCode = 0 | 1;

/** One line for the log: without a line break, and without a workflow command in it. */
export interface LogLine {
  readonly level: 'info' | 'debug';
  readonly text: string;
}

/** An annotation of the run's page. The texts can't act in the log; the message may have several lines. */
export interface Annotation {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** The comment to leave on the pull request. */
export interface Comment {
  /** GitHub Flavored Markdown, at most 65,536 characters, beginning with the marker. */
  readonly body: string;
  /** The first line, by which a later run finds the comment again. */
  readonly marker: string;
  /** The first line of a comment to take over if there is none with the marker. */
  readonly formerMarker: string | undefined;
  /** Whether to create it if no earlier run has left one; else only that one is updated. */
  readonly mayCreate: boolean;
}

/** Whose token a comment is left with, and how long that may take. */
export interface CommentTerms {
  readonly token: string;
  readonly timeoutMilliseconds: number;
}

/** How the comment went. `message` is a sentence for the log, which can't act in it. */
export type CommentOutcome =
  /** `not-needed`: there was no earlier comment to update, and none was to be created. */
  | { readonly kind: 'created' | 'updated' | 'not-needed' }
  /** The workflow does not run for a pull request, or GitHub did not take the comment, or could not be reached. */
  | { readonly kind: 'not-a-pull-request' | 'refused'; readonly message: string };

/**
 * What the GitHub Actions runner offers a step. Texts have been escaped for their place by the caller, and secrets taken out
 * before that by `redact`; the runner takes out what is left of them.
 */
export interface Runner {
  /** Outside text as it enters the reports, without secrets: before it is cut and escaped. */
  redact(text: string): string;
  /** Whether debug logging is on: without it, debug lines go nowhere. */
  readonly isDebug: boolean;
  log(line: LogLine): void;
  annotate(annotation: Annotation): void;
  /** @throws if the runner's file can't be written */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  /** @throws if the runner's file can't be written */
  writeSummary(markdown: string): Promise<void>;
  /** Leaves a comment on the pull request that the workflow runs for. Never throws. */
  comment(comment: Comment, terms: CommentTerms): Promise<CommentOutcome>;
}
