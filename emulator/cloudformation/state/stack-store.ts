import { latestChange, type StackRecord } from './stack-record.ts';

/** How many changes of status a stack keeps beside its creation, and how many requests to cancel, tokens and change sets. */
const kept = 500;

/** How many deleted stacks are found by their ids. */
const keptDeleted = 1000;

/** The records of stacks, in the order of their creation. Holds no more than a bounded amount of the past. */
export class StackStore {
  readonly #records = new Map<string, StackRecord>();

  /** All stacks, deleted ones included. */
  records(): readonly StackRecord[] {
    return [...this.#records.values()];
  }

  /** A stack as it was found at a time in milliseconds since 1970: by its id, or by its name while it is not deleted. */
  find(nameOrId: string, atMilliseconds: number): StackRecord | undefined {
    const byId = this.#records.get(nameOrId);
    if (byId !== undefined) return existsAt(byId, atMilliseconds) ? byId : undefined;
    for (const record of this.#records.values()) {
      if (record.name === nameOrId && isThereAt(record, atMilliseconds)) return record;
    }
    return undefined;
  }

  /** Takes a record in place of the one with its id. Needs the time, in milliseconds since 1970, to forget what is old. */
  keep(record: StackRecord, nowMilliseconds: number): StackRecord {
    const bounded = withinBounds(record);
    if (!this.#records.has(record.id)) this.#forgetDeleted(nowMilliseconds);
    this.#records.set(record.id, bounded);
    return bounded;
  }

  /** Removes a stack without a trace. */
  remove({ id }: StackRecord): void {
    this.#records.delete(id);
  }

  #forgetDeleted(nowMilliseconds: number): void {
    if (this.#records.size > keptDeleted) {
      const deleted = this.records().filter((record) => !isThereAt(record, nowMilliseconds));
      for (const record of deleted.slice(0, -keptDeleted)) this.remove(record);
    }
  }
}

/** Tells whether a stack was there at a time in milliseconds since 1970, and not deleted. */
export function isThereAt(record: StackRecord, milliseconds: number): boolean {
  return existsAt(record, milliseconds) && latestChange(record, milliseconds).status !== 'DELETE_COMPLETE';
}

/** Tells whether a stack had been created by a time in milliseconds since 1970. */
export function existsAt({ changes: [created] }: StackRecord, milliseconds: number): boolean {
  return created.atMilliseconds <= milliseconds;
}

function withinBounds(record: StackRecord): StackRecord {
  const [created, ...others] = record.changes;
  return {
    ...record,
    changes: [created, ...others.slice(-kept)],
    tokens: new Map([...record.tokens].slice(-kept)),
    cancelRequests: record.cancelRequests.slice(-kept),
    changeSets: record.changeSets.slice(-kept),
  };
}
