import type { Variables } from './variables.ts';

/** A step of a job, in the words of a workflow: it uses an action, or runs a script. */
export type JobStep = {
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
  /** Unlike GitHub's, it may have decimals. */
  readonly 'timeout-minutes'?: number;
  /** Called with each piece of output as it comes, of the post step, too. */
  readonly onOutput?: (text: string) => void;
} & (
  | {
      /** The folder of the action, absolute or from the repository's root: it has an action.yml. */
      readonly uses: string;
      readonly with?: Readonly<Record<string, string>>;
    }
  | { readonly run: string }
);

/** What all steps of a job share. */
export interface JobOptions {
  /** The job's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that win over the runner's own; undefined takes one away. */
  readonly environment?: Variables;
  /** The event's payload. */
  readonly event?: unknown;
  /** What `github.token` is. */
  readonly token?: string;
  /** How long after its cancellation the job is ended, whatever runs, in milliseconds. A test can't wait for the runner's. */
  readonly cancelledJobMilliseconds?: number;
}
