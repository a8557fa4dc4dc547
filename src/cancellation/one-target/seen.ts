import { type Detail, type FailedResource, isGoingOn } from '../model/deployment.ts';
import type { LastSeen, TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { Timeline } from './timeline.ts';

/** What was seen of the followed deployment, for the result. */
export class Seen {
  /** The states that it was seen in. */
  readonly timeline = new Timeline();
  #last: LastSeen | undefined;
  #shownId: string | undefined;
  #detail: Detail | undefined;
  #hasLeftovers = false;
  #nestedIn: string | undefined;
  #failure: Pick<DeploymentRecord, 'deploymentId' | 'failedResources'> | undefined;
  #spec: string | undefined;

  /** The state as last read. */
  get last(): LastSeen | undefined {
    return this.#last;
  }

  /** The deployment that the last state was about, if AWS named it. */
  get shownId(): string | undefined {
    return this.#shownId;
  }

  /** Which resources of the deployment of an id failed; undefined until its record was asked. */
  failedResourcesOf(deploymentId: string | undefined): readonly FailedResource[] | undefined {
    const { deploymentId: told = deploymentId, failedResources } = this.#failure ?? {};
    return deploymentId === undefined || told === deploymentId ? failedResources : undefined;
  }

  /** Takes in all of a reading but its state. */
  mark(reading: Reading): void {
    this.#shownId = reading.deploymentId;
    this.#detail = reading.detail ?? this.#detail;
    this.#spec = reading.spec ?? this.#spec;
    this.#hasLeftovers = reading.hasLeftovers;
    this.#nestedIn = reading.nestedIn ?? this.#nestedIn;
  }

  /** Takes in a state; gives whether it is a new one. */
  markState({ stage, status, message, atMilliseconds }: LastSeen): boolean {
    const isNew = this.#last === undefined || stage !== this.#last.stage || status !== this.#last.status;
    this.#last = { stage, status, message, atMilliseconds };
    if (isNew) this.timeline.add({ stage, status, atMilliseconds });
    return isNew;
  }

  /** Takes in which resources failed, as the record says once the deployment is over. */
  markFailedResources(record: DeploymentRecord): void {
    if (!isGoingOn(record.stage)) this.#failure = record;
  }

  /** What of it belongs into the result. `stackId`: in case no detail was read. */
  facts(
    stackId: string | undefined,
  ): Pick<TargetResult, 'lastSeen' | 'detail' | 'nestedIn' | 'hasLeftovers' | 'spec' | 'timeline'> {
    return {
      lastSeen: this.#last,
      detail: this.#detail ?? (stackId === undefined ? undefined : { kind: 'stack', stack: { stackId } }),
      nestedIn: this.#nestedIn,
      hasLeftovers: this.#hasLeftovers,
      spec: this.#spec,
      timeline: this.timeline.changes(),
    };
  }
}
