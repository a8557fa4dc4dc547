import type { IncomingHttpHeaders } from 'node:http';
import type { ApiCall, AuthenticRequest } from '../http/api.ts';
import { isJsonObject } from '../json.ts';
import { isForm, readQueryRequest } from '../query/request.ts';
import { nameInStackId } from './arns.ts';

/** The version of the API. */
export const version = '2010-05-15';

/** Tells whether a request that nobody signed is for CloudFormation: it has a form for a body. */
export function isForCloudFormation(headers: IncomingHttpHeaders): boolean {
  return headers.authorization === undefined && isForm(headers);
}

/** Reads what a request asks for. */
export function readCloudFormationCall({ headers, body }: AuthenticRequest): ApiCall {
  const request = readQueryRequest(headers, body, version);
  return { ...request, target: stackNameOf(request.input) };
}

/** The name of the stack that a request names, if it names one, also where it names it by its id. */
export function stackNameOf(input: unknown): string | undefined {
  const nameOrId = isJsonObject(input) ? input['StackName'] : undefined;
  return typeof nameOrId === 'string' && nameOrId !== '' ? nameInStackId(nameOrId) : undefined;
}
