import { ApiError } from '../../http/api-error.ts';
import { decodeChunks } from '../chunked-body.ts';
import type { Operation } from './operation.ts';

/** Keeps an object. Its checksums are not looked at. */
export const putObject: Operation = ({ request: { headers, body }, address, store }) => {
  const isChunked = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const whole = isChunked ? decodeChunks(body) : body;
  if (whole === undefined) {
    throw new ApiError('IncompleteBody', 'The chunks of the body are not as they are announced.', 400);
  }
  const type = headers['content-type'] ?? 'binary/octet-stream';
  // An object is given back with the type that it was put with, which must not let a header begin.
  const { entityTag } = store.put(address, whole, /^[\x20-\x7e]{1,200}$/.test(type) ? type : 'binary/octet-stream');
  return { type: 'application/xml', body: '', headers: { ETag: entityTag } };
};
