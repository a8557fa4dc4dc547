import type { Readable } from 'node:stream';

/** How much of all requests together is held at a time, so that no number of clients exhausts the memory. */
const heldBytes = 64 * 1024 * 1024;

/** A request's body, or why it was not kept. */
export type BodyReading = Buffer | 'too-large' | 'overloaded';

/** Reads a request's body to its end, and keeps it up to a size. Rejects when the client goes away before. */
export type BodyReader = (request: Readable, largestBytes: number) => Promise<BodyReading>;

/** A reader for all bodies of a server: all that are being read together may have 64 MiB. */
export function bodyReader(): BodyReader {
  let held = 0;
  return async (request, largestBytes) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let overloaded = false;
    const drop = () => {
      held -= chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      chunks.length = 0;
    };
    try {
      for await (const chunk of request) {
        const bytes = Buffer.from(chunk);
        length += bytes.length;
        overloaded ||= held + bytes.length > heldBytes;
        if (length > largestBytes || overloaded) {
          drop();
        } else {
          chunks.push(bytes);
          held += bytes.length;
        }
      }
      if (length > largestBytes) return 'too-large';
      return overloaded ? 'overloaded' : Buffer.concat(chunks);
    } finally {
      drop();
    }
  };
}
