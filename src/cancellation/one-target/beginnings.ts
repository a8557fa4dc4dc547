import type { DeploymentRecord, Reading } from '../ports.ts';

/** When the deployments of one target were begun, as far as readings have said so. Times are milliseconds since 1970 by AWS's clock. */
export class Beginnings {
  readonly #byId = new Map<string, number>();
  readonly #all = new Set<number>();
  /** When the target was last updated, as of readings that don't date their deployment, by id. */
  readonly #updatesById = new Map<string, number>();
  readonly #updates = new Set<number>();
  #newest = Number.NEGATIVE_INFINITY;
  #newestBeforeRequest = Number.NEGATIVE_INFINITY;

  /** Those of the deployments that were named. */
  get byId(): ReadonlyMap<string, number> {
    return this.#byId;
  }

  /** Those of all deployments. */
  get all(): ReadonlySet<number> {
    return this.#all;
  }

  /** The newest one that was read before the request left: that can't have met an earlier deployment. */
  get newestBeforeRequest(): number {
    return this.#newestBeforeRequest;
  }

  /** When the target was last updated, as of the readings of rollbacks. */
  get updates(): ReadonlySet<number> {
    return this.#updates;
  }

  /** The id of the deployment that was begun at a time, or as whose rollback was read that the target was last updated then. */
  idOf(epoch: number | undefined): string | undefined {
    return [...this.#byId, ...this.#updatesById].find(([, at]) => at === epoch)?.[0];
  }

  /**
   * Whether a reading may be of a newer deployment than a record: a state has shown the record's with another beginning, or the target was
   * updated since, by a rollback of its own or that one.
   */
  mayBeNewer({ begunAtEpoch, rollbackBegunAtEpoch }: DeploymentRecord, reading: Reading): boolean {
    const { deploymentId, lastUpdatedAtEpoch: updated, rollbackBy } = reading;
    const isShown = begunAtEpoch !== undefined && this.#all.has(begunAtEpoch);
    const isDated = deploymentId === undefined && reading.begunAtEpoch !== undefined;
    if (isShown && isDated) return reading.begunAtEpoch !== begunAtEpoch;
    const isOpen = deploymentId === undefined && reading.begunAtEpoch === undefined && rollbackBy === 'itself';
    return isOpen && rollbackBegunAtEpoch === undefined && updated !== undefined && updated !== begunAtEpoch;
  }

  /** Whether another reading has shown that the target was updated since: that time never goes back. */
  isOutdated({ begunAtEpoch, lastUpdatedAtEpoch = begunAtEpoch }: Reading): boolean {
    const updated = lastUpdatedAtEpoch ?? Number.POSITIVE_INFINITY;
    return [...this.#all, ...this.#updates].some((each) => each > updated);
  }

  /** A request leaves, and none before it has met anything. */
  markSent(): void {
    this.#newestBeforeRequest = this.#newest;
  }

  /** Takes in a reading. */
  mark({ deploymentId, begunAtEpoch, lastUpdatedAtEpoch }: Reading): void {
    if (begunAtEpoch !== undefined) this.#newest = Math.max(this.#newest, begunAtEpoch);
    if (lastUpdatedAtEpoch !== undefined) {
      this.#updates.add(lastUpdatedAtEpoch);
      if (deploymentId !== undefined) this.#updatesById.set(deploymentId, lastUpdatedAtEpoch);
    } else if (begunAtEpoch !== undefined) {
      this.#all.add(begunAtEpoch);
      if (deploymentId !== undefined) this.#byId.set(deploymentId, begunAtEpoch);
    }
  }
}
