/** What the workflow's author asked for, as far as the cancellation goes. */
export interface Plan {
  readonly serviceNames: readonly string[];
  /** How long to wait for the result, in milliseconds; 0 to send the request and return. */
  readonly waitMilliseconds: number;
  /** Upper bound between two status reads, in milliseconds, 1,000 or more. */
  readonly maxPollIntervalMilliseconds: number;
  /** Cancel only if this is the deployment in progress. */
  readonly deploymentId: string | undefined;
  /** Report what would be cancelled; change nothing. */
  readonly dryRun: boolean;
}
