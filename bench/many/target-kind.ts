import type { OperationName } from '../../emulator/operation-name.ts';

/** What a step can have many of. Stacks will be the second kind. */
export type TargetKind = 'service';

/** How the action and AWS name things of one kind of target. */
interface TargetWords {
  /** The action's input. */
  readonly input: string;
  /** The member of the output `results` that holds the name. */
  readonly resultName: string;
  readonly cancelOperation: OperationName;
  /** The error for too many calls. */
  readonly throttling: string;
}

/** The words of each kind of target. */
export const targetWords: Readonly<Record<TargetKind, TargetWords>> = {
  service: {
    input: 'service-name',
    resultName: 'serviceName',
    cancelOperation: 'CancelServicePipelineDeployment',
    throttling: 'ThrottlingException',
  },
};
