import type { IncomingMessage } from 'node:http';

/** The largest request that is read: the largest spec of the model, in the longest JSON, with room to spare. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** Reads a request's body; nothing if it is too large. Rejects when the client goes away before its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= LARGEST_BODY_BYTES) {
      chunks.push(bytes);
    }
  }
  return length <= LARGEST_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
