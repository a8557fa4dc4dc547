import type { ResourceWork } from './resource-work.ts';
import type { StackDefinition } from './stack-definition.ts';

/** A change set: a change of a stack that is described before it is carried out. */
export interface ChangeSet {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description: string | undefined;
  /** The ClientToken of the request that created it. */
  readonly token: string | undefined;
  readonly definition: StackDefinition;
  /** What it would do to the resources. */
  readonly work: ResourceWork;
  /** Milliseconds since 1970. */
  readonly createdAtMilliseconds: number;
  /** One without changes has failed: `aws cloudformation deploy` goes by its reason. */
  readonly hasChanges: boolean;
  /** The id of the operation that carries it out; nothing before. */
  readonly operationId: string | undefined;
}

/** The reason of a change set without changes, in CloudFormation's words (aws-cli, deployer.py, tells it by them). */
export const nothingToChange =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
