import { statusAt } from './deployment.ts';
import type { ServiceRecord } from './service-record.ts';

/** What was known of a service from a time on; nothing, once it was deleted. */
interface Revision {
  /** Milliseconds since 1970; minus infinity for a service that has always been there. */
  readonly fromMilliseconds: number;
  readonly record: ServiceRecord | undefined;
}

/** How many deployments are remembered of a service: their number is the client's to choose, the memory is not. */
const keptDeployments = 1000;

/** How many earlier revisions are remembered of a service, for stale reads. */
const keptRevisions = 100;

/** How many deleted services are remembered, for retries of DeleteService and for stale reads. */
const keptDeleted = 1000;

/** The records of services, as they are and as they were. Holds no more than a bounded amount of each one's past. */
export class ServiceStore {
  readonly #revisions = new Map<string, readonly Revision[]>();
  readonly #serviceNameByDeploymentId = new Map<string, string>();
  readonly #deleted = new Set<string>();

  /** The names of services that are there, or were and are remembered, in the order in which they came to be. */
  names(): readonly string[] {
    return [...this.#revisions.keys()];
  }

  /** The name of the service that a deployment belongs to. */
  nameOfDeployment(id: string): string | undefined {
    return this.#serviceNameByDeploymentId.get(id);
  }

  /** The record of a service as it is, or as it was at a time in milliseconds since 1970. */
  find(name: string, atMilliseconds = Number.POSITIVE_INFINITY): ServiceRecord | undefined {
    return this.#revisions.get(name)?.findLast(({ fromMilliseconds }) => fromMilliseconds <= atMilliseconds)?.record;
  }

  /** Tells whether a service of that name once was, and has been deleted. */
  wasDeleted(name: string): boolean {
    return this.#deleted.has(name);
  }

  /** Keeps what has become of a service at a time in milliseconds since 1970, and gives it. */
  keep(record: ServiceRecord, fromMilliseconds: number): ServiceRecord {
    const { name } = record.definition;
    const kept = { ...record, deployments: withinBounds(record, fromMilliseconds) };
    for (const { id } of record.deployments) this.#serviceNameByDeploymentId.delete(id);
    for (const { id } of kept.deployments) this.#serviceNameByDeploymentId.set(id, name);
    if (this.#deleted.has(name)) this.erase(name);
    this.#append(name, { fromMilliseconds, record: kept });
    return kept;
  }

  /** Forgets the past of a service, as if it had never been there. */
  erase(name: string): void {
    for (const { record } of this.#revisions.get(name) ?? []) {
      for (const { id } of record?.deployments ?? []) this.#serviceNameByDeploymentId.delete(id);
    }
    this.#revisions.delete(name);
    this.#deleted.delete(name);
  }

  /** Takes a service away that was deleted at a time in milliseconds since 1970. */
  delete(name: string, fromMilliseconds: number): void {
    this.#append(name, { fromMilliseconds, record: undefined });
    this.#deleted.add(name);
    const [oldest] = this.#deleted;
    if (oldest !== undefined && this.#deleted.size > keptDeleted) this.erase(oldest);
  }

  #append(name: string, revision: Revision): void {
    const earlier = this.#revisions.get(name) ?? [];
    this.#revisions.set(name, [...earlier.slice(1 - keptRevisions), revision]);
  }
}

/** The latest deployments of a service, and the one that is deployed, whose version a pipeline shows. */
function withinBounds({ deployments }: ServiceRecord, now: number): ServiceRecord['deployments'] {
  if (deployments.length <= keptDeployments) return deployments;
  const latest = deployments.slice(-keptDeployments);
  const deployed = deployments.findLast((deployment) => statusAt(deployment, now) === 'SUCCEEDED');
  return deployed === undefined || latest.includes(deployed) ? latest : [deployed, ...latest];
}
