import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** An object, as it was put. */
export interface StoredObject {
  readonly body: Buffer;
  readonly type: string;
  /** With its quotes. */
  readonly entityTag: string;
  /** Milliseconds since 1970. */
  readonly putAtMilliseconds: number;
}

/** Where an object is. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** What all objects together may hold: their bodies, and their number. Beyond that the earliest are forgotten. */
const keptBytes = 64 * 1024 * 1024;
const keptObjects = 10_000;

/** The objects of all buckets, in memory. */
export class ObjectStore {
  readonly #clock: Clock;
  readonly #objects = new Map<string, StoredObject>();
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps an object, in place of the one that is there. */
  put(address: ObjectAddress, body: Buffer, type: string): StoredObject {
    const name = nameOf(address);
    this.#forget(name);
    const entityTag = `"${createHash('md5').update(body).digest('hex')}"`;
    const stored = { body, type, entityTag, putAtMilliseconds: this.#clock.now() };
    this.#objects.set(name, stored);
    this.#bytes += body.length;
    for (const earliest of this.#objects.keys()) {
      if (this.#bytes <= keptBytes && this.#objects.size <= keptObjects) break;
      this.#forget(earliest);
    }
    return stored;
  }

  /** The object at an address. */
  get(address: ObjectAddress): StoredObject | undefined {
    return this.#objects.get(nameOf(address));
  }

  /** The objects of a bucket whose keys begin so, ordered by their keys. */
  list(bucket: string, prefix: string): readonly (readonly [key: string, object: StoredObject])[] {
    const start = nameOf({ bucket, key: prefix });
    return [...this.#objects]
      .filter(([name]) => name.startsWith(start))
      .map(([name, object]) => [name.slice(bucket.length + 1), object] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
  }

  /** The text of an object by its address in the web: how a stack names its template. */
  textAt(url: string): string | undefined {
    const address = URL.canParse(url) ? addressIn(new URL(url)) : undefined;
    return address === undefined ? undefined : this.get(address)?.body.toString();
  }

  #forget(name: string): void {
    this.#bytes -= this.#objects.get(name)?.body.length ?? 0;
    this.#objects.delete(name);
  }
}

/** The bucket and the key in a host's name and a path: the bucket stands in either of them. */
export function addressIn({ hostname, pathname }: Pick<URL, 'hostname' | 'pathname'>): ObjectAddress | undefined {
  const endOfBucket = hostname.search(/\.(?:localhost$|s3[.-])/);
  const path = decoded(pathname.slice(1));
  if (path === undefined) return undefined;
  if (endOfBucket > 0) return { bucket: hostname.slice(0, endOfBucket), key: path };
  const slash = path.indexOf('/');
  return slash === -1 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

function nameOf({ bucket, key }: ObjectAddress): string {
  return `${bucket}/${key}`;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
