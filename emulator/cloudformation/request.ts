import type { IncomingHttpHeaders } from 'node:http';
import type { ApiCall, AuthenticRequest } from '../http/api.ts';
import { ApiError } from '../http/api-error.ts';
import { isJsonObject } from '../json.ts';
import { nameInStackId } from './arns.ts';
import { cloudFormationError } from './cloudformation-error.ts';
import { parseForm } from './form.ts';

const formType = 'application/x-www-form-urlencoded';
const version = '2010-05-15';

/** Tells, from its headers, whether a request is for CloudFormation: by its signature, or else by its media type. */
export function isForCloudFormation(headers: IncomingHttpHeaders): boolean {
  const service = /Credential=[^,/ ]*\/[^,/ ]*\/[^,/ ]*\/([^,/ ]*)\//.exec(headers.authorization ?? '')?.[1];
  return service === undefined ? mediaType(headers) === formType : service === 'cloudformation';
}

/** Reads what a request of the AWS Query protocol asks for (smithy.io, "AWS Query protocol"). */
export function readCloudFormationCall({ headers, body }: AuthenticRequest): ApiCall {
  try {
    if (mediaType(headers) !== formType) {
      throw cloudFormationError('MalformedQueryString', `The Content-Type of a request must be ${formType}.`);
    }
    const { Action: operation = '', Version: asked, ...input } = Object.fromEntries(parseForm(body.toString()));
    const problem = problemOf(operation, asked);
    const call = { operation, input, target: stackNameOf(input) };
    return problem === undefined ? call : { ...call, problem };
  } catch (error) {
    if (error instanceof ApiError) {
      return { operation: '', input: undefined, target: undefined, problem: error };
    }
    throw error;
  }
}

/** The name of the stack that a request names, if it names one, also where it names it by its id. */
export function stackNameOf(input: unknown): string | undefined {
  const nameOrId = isJsonObject(input) ? input['StackName'] : undefined;
  return typeof nameOrId === 'string' && nameOrId !== '' ? nameInStackId(nameOrId) : undefined;
}

function problemOf(operation: string, asked: string | undefined): ApiError | undefined {
  if (operation === '') {
    return cloudFormationError('MissingAction', 'The request is missing an Action parameter.');
  }
  return asked === version
    ? undefined
    : cloudFormationError(
        'InvalidAction',
        `Could not find operation ${operation} for version ${asked ?? 'NO_VERSION_SPECIFIED'}`,
      );
}

function mediaType(headers: IncomingHttpHeaders): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}
