/**
 * The body in chunks of `aws-chunked`, each with its length before it, without the trailer (S3 API reference, "Signature
 * calculations for the authorization header: transferring payload in multiple chunks"). Nothing, where the lengths are
 * wrong.
 */
export function decodeChunks(body: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const [, digits] = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(body.subarray(at, Math.max(at, end)).toString('latin1')) ?? [];
    if (end === -1 || digits === undefined) return undefined;
    const length = Number.parseInt(digits, 16);
    const start = end + 2;
    if (length === 0) return Buffer.concat(chunks);
    if (body.subarray(start + length, start + length + 2).toString('latin1') !== '\r\n') return undefined;
    chunks.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}
