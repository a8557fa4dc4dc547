import { ApiError } from '../../http/api-error.ts';
import type { Operation } from './operation.ts';

/** Gives an object; where only its head is asked for, the server leaves the body out. */
export const getObject: Operation = ({ address, store }) => {
  const object = store.get(address);
  if (object === undefined) throw new ApiError('NoSuchKey', 'The specified key does not exist.', 404);
  const { type, body, entityTag, putAtMilliseconds } = object;
  return {
    type,
    body,
    headers: { ETag: entityTag, 'Last-Modified': new Date(putAtMilliseconds).toUTCString() },
  };
};
