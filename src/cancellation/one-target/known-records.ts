import { isOverForGood } from '../model/deployment.ts';
import type { DeploymentRecord } from '../ports.ts';

/** What the records have told so far. They lag, so one answer may lack what an earlier one had. */
export class KnownRecords {
  /** By id, or by when the deployment was begun. */
  readonly #known = new Map<string | number, DeploymentRecord>();

  /** All of which anything is known. */
  get all(): readonly DeploymentRecord[] {
    return [...this.#known.values()].sort(byBeginning);
  }

  /** What is known of a deployment. */
  of(deploymentId: string | undefined): DeploymentRecord | undefined {
    return deploymentId === undefined ? undefined : this.#known.get(deploymentId);
  }

  /**
   * Takes in the records of an answer. What has ended once stays so, and the record that tells of more states counts.
   *
   * @param isAboutAll whether an answer tells of all deployments, so that those which an earlier one told of are missing
   * @returns what is known by now, newest first
   */
  take(records: readonly DeploymentRecord[], isAboutAll: boolean): readonly DeploymentRecord[] {
    const told = records.map((record) => this.#lastOf(record));
    for (const record of told) {
      const key = keyOf(record);
      if (key !== undefined) this.#known.set(key, record);
    }
    const missing = [...this.#known.values()].filter((record) => !told.includes(record));
    return isAboutAll && missing.length > 0 ? [...told, ...missing].sort(byBeginning) : told;
  }

  #lastOf(record: DeploymentRecord): DeploymentRecord {
    const key = keyOf(record);
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known === undefined) return record;
    return isOverForGood(known.stage) || record.statesTold < known.statesTold ? known : record;
  }
}

function keyOf({ deploymentId, begunAtEpoch }: DeploymentRecord): string | number | undefined {
  return deploymentId ?? begunAtEpoch;
}

function byBeginning(one: DeploymentRecord, other: DeploymentRecord): number {
  return (other.begunAtEpoch ?? 0) - (one.begunAtEpoch ?? 0);
}
