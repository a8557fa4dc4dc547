/** What kind of target a step works on. The core hands it on: the adapter and the words differ, the work does not. */
export type TargetKind = 'service' | 'stack';

/** One thing whose deployment is cancelled: a service or a stack. */
export interface Target {
  /** The name that people know it by; unique within a step. Validated input. */
  readonly name: string;
  /** What requests name it by: the name, or the id that the input gave (a stack's ARN). */
  readonly reference: string;
}

/** What the workflow's author asked for, as far as the cancellation goes. */
export interface Plan {
  readonly targetKind: TargetKind;
  /** At least one, in input order. */
  readonly targets: readonly Target[];
  /** How long to wait for the result, in milliseconds; 0 to send the request and return. */
  readonly waitMilliseconds: number;
  /** Upper bound between two status reads, in milliseconds, 1,000 or more. */
  readonly maxPollIntervalMilliseconds: number;
  /** Cancel only if this is the deployment in progress. Only with a single target. */
  readonly deploymentId: string | undefined;
  /** Report what would be cancelled; change nothing. */
  readonly dryRun: boolean;
}
