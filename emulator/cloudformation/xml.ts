import type { EncodedBody } from '../http/api.ts';
import type { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../json.ts';
import { queryAnswer, queryError } from '../query/xml.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** The operations for which the API's model declares no output. Their answers have no result element. */
const withoutOutput: ReadonlySet<string> = new Set(['CancelUpdateStack', 'DeleteStack']);

/** Encodes the members of an answer in the AWS Query protocol (smithy.io, "AWS Query protocol"). */
export function encodeAnswer(operation: string, members: JsonObject, requestId: string): EncodedBody {
  return queryAnswer(namespace, operation, withoutOutput.has(operation) ? undefined : members, requestId);
}

/** Encodes an error. */
export function encodeError(error: ApiError, requestId: string): EncodedBody {
  return queryError(namespace, error, requestId);
}
