import type { IncomingHttpHeaders } from 'node:http';
import type { ApiCall, AuthenticRequest } from '../http/api.ts';
import { awsJson, protonError } from './proton-error.ts';
import { serviceNameOf } from './target.ts';

const targetPrefix = 'AwsProton20200720.';

/** Tells, from its headers, whether a request is for Proton. */
export function isForProton(headers: IncomingHttpHeaders): boolean {
  return targetOf(headers).startsWith(targetPrefix);
}

/** Reads what a request of AWS JSON 1.0 asks for (smithy.io, "AWS JSON 1.0 protocol"). */
export function readProtonCall({ headers, body }: AuthenticRequest): ApiCall {
  const target = targetOf(headers);
  const input = parseJson(body.toString());
  const call = {
    operation: target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target,
    input,
    target: serviceNameOf(input),
  };
  const problem = problemOf(headers, input);
  return problem === undefined ? call : { ...call, problem };
}

function problemOf(headers: IncomingHttpHeaders, input: unknown): ApiCall['problem'] {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== awsJson) {
    return protonError('UnknownOperationException', `The Content-Type of a request must be ${awsJson}.`);
  }
  if (!isForProton(headers)) {
    return protonError('UnknownOperationException', `X-Amz-Target must be ${targetPrefix} and an operation.`);
  }
  return input === undefined ? protonError('SerializationException', 'The body of the request is no JSON.') : undefined;
}

function targetOf(headers: IncomingHttpHeaders): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
