import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Account } from './account.ts';

/** The stacks of an acceptance, past the action: what it is judged by. */
export class Stacks {
  readonly #client: CloudFormationClient;
  readonly #lookMilliseconds: number;
  readonly #patienceMilliseconds: number;

  constructor({ region, endpoint, credentials, lookMilliseconds, patienceMilliseconds }: Account) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    this.#client = new CloudFormationClient({
      region,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      maxAttempts: 8,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
    this.#lookMilliseconds = lookMilliseconds;
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  /** Creates a stack, and waits until it is there. */
  async create(name: string, template: string): Promise<void> {
    await this.#client.send(new CreateStackCommand({ StackName: name, TemplateBody: template }));
    await this.until(name, (status) => status === 'CREATE_COMPLETE');
  }

  /** Begins an update, and gives the id of the operation. */
  async update(name: string, template: string): Promise<string> {
    const { OperationId } = await this.#client.send(
      new UpdateStackCommand({ StackName: name, TemplateBody: template }),
    );
    await this.until(name, (status) => status !== 'CREATE_COMPLETE');
    return OperationId ?? '';
  }

  /** Asks for the cancellation of an update, and gives how that was answered. */
  async cancel(name: string, token: string): Promise<string> {
    return this.#client.send(new CancelUpdateStackCommand({ StackName: name, ClientRequestToken: token })).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Error ? `refused: ${error.name}: ${error.message}` : 'refused'),
    );
  }

  /** What a stack is now. Rejects for one that does not exist. */
  async read(nameOrId: string): Promise<Stack & { readonly StackId: string; readonly StackStatus: string }> {
    const { Stacks: [stack] = [] } = await this.#client.send(new DescribeStacksCommand({ StackName: nameOrId }));
    if (stack?.StackId === undefined || stack.StackStatus === undefined) {
      throw new Error(`AWS described no stack ${nameOrId}.`);
    }
    return { ...stack, StackId: stack.StackId, StackStatus: stack.StackStatus };
  }

  /** The id of a stack. */
  async idOf(name: string): Promise<string> {
    return (await this.read(name)).StackId;
  }

  /** The latest events of a stack, newest first. */
  async events(name: string): Promise<readonly StackEvent[]> {
    const { StackEvents = [] } = await this.#client.send(new DescribeStackEventsCommand({ StackName: name }));
    return StackEvents;
  }

  /** The physical id of a resource. */
  async resource(name: string, logicalId: string): Promise<string> {
    const { StackResources: [resource] = [] } = await this.#client.send(
      new DescribeStackResourcesCommand({ StackName: name, LogicalResourceId: logicalId }),
    );
    return resource?.PhysicalResourceId ?? '';
  }

  /** Looks until a stack's status is as it should be, and gives that status. Rejects where that takes too long. */
  async until(nameOrId: string, isRight: (status: string) => boolean): Promise<string> {
    const deadline = Date.now() + this.#patienceMilliseconds;
    for (;;) {
      // Right after its creation a stack may not be there yet.
      const status = await this.read(nameOrId).then(({ StackStatus }) => StackStatus, ignoreMissing);
      if (status !== undefined && isRight(status)) return status;
      if (Date.now() > deadline || (status !== undefined && /FAILED$|^ROLLBACK_/.test(status))) {
        throw new Error(`The stack ${nameOrId} is ${status ?? 'not there'}, and was to be something else.`);
      }
      await sleep(this.#lookMilliseconds);
    }
  }

  /** Deletes a stack in any state, and waits until it is gone. Nothing happens for one that does not exist. */
  async remove(name: string): Promise<void> {
    const id = await this.idOf(name).catch(ignoreMissing);
    if (id === undefined) return;
    await this.cancel(id, 'clean-up');
    await this.until(id, (status) => !status.endsWith('_IN_PROGRESS'));
    await this.#client.send(new DeleteStackCommand({ StackName: id }));
    await this.until(id, (status) => status === 'DELETE_COMPLETE');
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && error.message.includes('does not exist'))) throw error;
}
