import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../http/api-error.ts';
import { formType, parseForm } from './form.ts';

/** What a request of the AWS Query protocol asks for. */
export interface QueryRequest {
  /** Empty where the request names none. */
  readonly operation: string;
  /** The parameters but for the operation and the version; `undefined` where they could not be read. */
  readonly input: Readonly<Record<string, string>> | undefined;
  /** What is wrong with the request's form. */
  readonly problem?: ApiError;
}

/**
 * Reads what a request of the AWS Query protocol asks for (smithy.io, "AWS Query protocol"). Never throws.
 *
 * @param version the version of the API, such as `2010-05-15`
 */
export function readQueryRequest(headers: IncomingHttpHeaders, body: Buffer, version: string): QueryRequest {
  try {
    if (!isForm(headers)) {
      throw new ApiError('MalformedQueryString', `The Content-Type of a request must be ${formType}.`, 404);
    }
    const { Action: operation = '', Version: asked, ...input } = Object.fromEntries(parseForm(body.toString()));
    const problem = problemOf(operation, asked, version);
    return problem === undefined ? { operation, input } : { operation, input, problem };
  } catch (error) {
    if (error instanceof ApiError) return { operation: '', input: undefined, problem: error };
    throw error;
  }
}

/** The error for an operation that the API does not have, or the emulator does not play. */
export function unknownOperation(operation: string, version: string): ApiError {
  return new ApiError('InvalidAction', `Could not find operation ${operation} for version ${version}`, 400);
}

/** Tells whether the body of a request is a form. */
export function isForm(headers: IncomingHttpHeaders): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase() === formType;
}

function problemOf(operation: string, asked: string | undefined, version: string): ApiError | undefined {
  if (operation === '') return new ApiError('MissingAction', 'The request is missing an Action parameter.', 400);
  return asked === version ? undefined : unknownOperation(operation, asked ?? 'NO_VERSION_SPECIFIED');
}
