import type { Readable } from 'node:stream';

/** The largest request that is read: the largest spec of the model, in the longest JSON, with room to spare. */
const largestBodyBytes = 1024 * 1024;

/** How much of all requests together is held at a time, so that no number of clients exhausts the memory. */
const heldBytes = 64 * 1024 * 1024;

/** A request's body, or why it was not kept. */
export type BodyReading = Buffer | 'too-large' | 'overloaded';

/** Reads a request's body to its end. Rejects when the client goes away before. */
export type BodyReader = (request: Readable) => Promise<BodyReading>;

/** A reader for all bodies of a server: each may have 1 MiB, all that are being read together 64 MiB. */
export function bodyReader(): BodyReader {
  let held = 0;
  return async (request) => {
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
        if (length > largestBodyBytes || overloaded) {
          drop();
        } else {
          chunks.push(bytes);
          held += bytes.length;
        }
      }
      if (length > largestBodyBytes) {
        return 'too-large';
      }
      return overloaded ? 'overloaded' : Buffer.concat(chunks);
    } finally {
      drop();
    }
  };
}
