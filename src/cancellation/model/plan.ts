/** What kind of target a step works on. The core hands it on: the adapter and the words differ, the work does not. */
export type TargetKind = 'service' | 'stack';

/** One thing whose deployment is cancelled: a service or a stack. */
export interface Target {
  /** The name that people know it by; unique within a step. Validated input. */
  readonly name: string;
  /** What requests name it by: the name, or the id that the input gave (a stack's ARN). */
  readonly reference: string;
  /** How it stood before the job's deployment, in the guard's step: only what began since may be cancelled. */
  readonly baseline?: Baseline | undefined;
}

/** How a target stood at one moment. */
export interface Baseline {
  readonly exists: boolean;
  /** Its id, such as a stack's ARN. */
  readonly reference: string | undefined;
  /** The deployment that was last begun, if AWS named it. */
  readonly deploymentId: string | undefined;
  /** When that was begun, in milliseconds since 1970 by AWS's clock, if AWS said it. */
  readonly begunAtEpoch: number | undefined;
  /** AWS's time when this was read, in milliseconds since 1970 (whole seconds): what was begun before it did not begin since. */
  readonly readAtEpoch: number | undefined;
  /** Whether that deployment was going on. */
  readonly isGoingOn: boolean;
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
  /**
   * With baselines: how long to look out for a deployment where none has begun yet, in milliseconds; by default as long as reads
   * may lag.
   */
  readonly lookAgainMilliseconds?: number | undefined;
}
