import type { Place } from '../place.ts';
import { ServiceReader } from './service-reader.ts';
import type { ServiceRecord } from './service-record.ts';
import type { ServiceStore } from './service-store.ts';

/** What Proton knew at a time in milliseconds since 1970: what a read answers that is served from an old copy. */
export class PastProton extends ServiceReader {
  readonly place: Place;
  readonly #present: ServiceReader;
  readonly #store: ServiceStore;
  readonly #atMilliseconds: number;

  constructor(present: ServiceReader, store: ServiceStore, atMilliseconds: number) {
    super();
    this.place = present.place;
    this.#present = present;
    this.#store = store;
    this.#atMilliseconds = atMilliseconds;
  }

  now(): number {
    return this.#atMilliseconds;
  }

  find(name: string): ServiceRecord | undefined {
    // The present first carries out what time has brought, which may be in this past.
    this.#present.find(name);
    return this.#store.find(name, this.#atMilliseconds);
  }

  protected names(): readonly string[] {
    return this.#store.names();
  }

  protected nameOfDeployment(id: string): string | undefined {
    return this.#store.nameOfDeployment(id);
  }
}
