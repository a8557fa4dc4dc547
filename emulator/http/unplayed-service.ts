import type { IncomingHttpHeaders } from 'node:http';
import { isForm } from '../query/request.ts';
import { queryError, xmlBody } from '../query/xml.ts';
import type { EncodedBody } from './api.ts';
import { ApiError } from './api-error.ts';
import type { SupportingAnswer } from './supporting-service.ts';

/** A service of AWS that the emulator does not play. */
export interface UnplayedService {
  readonly kind: 'unplayed';
  /** For the log: the service, and the operation where the headers name it, such as `ecr:GetAuthorizationToken`. */
  readonly operation: string;
  readonly error: ApiError;
  /** The refusal, in the service's own format as far as its request shows it. */
  refuse(requestId: string): SupportingAnswer & { readonly status: number };
}

/** The service with this signing name. */
export function unplayedService(signingName: string, headers: IncomingHttpHeaders): UnplayedService {
  // Clients repeat a call that was answered 500, 502, 503 or 504, but not this one.
  const error = new ApiError('NotImplemented', `The emulator does not play ${signingName}.`, 501);
  const [, operation] = /\.(\w+)$/.exec(String(headers['x-amz-target'] ?? '')) ?? [];
  return {
    kind: 'unplayed',
    operation: operation === undefined ? signingName : `${signingName}:${operation}`,
    error,
    refuse: (requestId) => ({
      ...encoded(signingName, headers, error, requestId),
      status: error.status,
      // Where the services of REST name their errors.
      headers: { 'x-amzn-ErrorType': error.name },
    }),
  };
}

/** The services of REST that speak XML; EC2 is the only one that speaks a Query protocol of its own (botocore, `protocols`). */
const xmlServices: readonly string[] = ['cloudfront', 'route53', 's3-outposts', 's3express'];

function encoded(signingName: string, headers: IncomingHttpHeaders, error: ApiError, requestId: string): EncodedBody {
  const { name, message } = error;
  if (signingName === 'ec2') {
    return xmlBody('Response', { Errors: { Error: { Code: name, Message: message } }, RequestID: requestId });
  }
  if (isForm(headers) || xmlServices.includes(signingName)) {
    return queryError(`https://${signingName}.amazonaws.com/`, error, requestId);
  }
  const type =
    headers['x-amz-target'] === undefined ? 'application/json' : (headers['content-type'] ?? 'application/json');
  return {
    type: /^application\/x-amz-json-1\.[01]$/.test(type) ? type : 'application/json',
    body: JSON.stringify({ __type: name, message }),
  };
}
