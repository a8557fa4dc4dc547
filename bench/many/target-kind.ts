import type { OperationName } from '../../emulator/operation-name.ts';

/** What a step can have many of. */
export type TargetKind = 'service' | 'stack';

/** How the action and AWS name things of one kind of target. */
interface TargetWords {
  /** The action's input. */
  readonly input: string;
  /** The member of the output `results` that holds the name. */
  readonly resultName: string;
  readonly cancelOperation: OperationName;
  /** The error for too many calls. */
  readonly throttling: string;
  /** The state that a deployment ends in, for the outcomes that tell how one ended. */
  readonly endStatuses: Readonly<Record<'cancelled' | 'succeeded' | 'failed', string>>;
}

/** The words of each kind of target. */
export const targetWords: Readonly<Record<TargetKind, TargetWords>> = {
  service: {
    input: 'service-name',
    resultName: 'serviceName',
    cancelOperation: 'CancelServicePipelineDeployment',
    throttling: 'ThrottlingException',
    endStatuses: { cancelled: 'CANCELLED', succeeded: 'SUCCEEDED', failed: 'FAILED' },
  },
  stack: {
    input: 'stack-name',
    resultName: 'stackName',
    cancelOperation: 'CancelUpdateStack',
    throttling: 'Throttling',
    endStatuses: {
      cancelled: 'UPDATE_ROLLBACK_COMPLETE',
      succeeded: 'UPDATE_COMPLETE',
      failed: 'UPDATE_ROLLBACK_FAILED',
    },
  },
};
