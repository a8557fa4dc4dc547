import type { AuthenticRequest } from '../http/api.ts';
import type { SupportingCall, SupportingService } from '../http/supporting-service.ts';
import { queryRefusal } from '../query/refusal.ts';
import { readQueryRequest, unknownOperation } from '../query/request.ts';
import { queryAnswer, queryError } from '../query/xml.ts';
import { assumeRole } from './operations/assume-role.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import type { Operation } from './operations/operation.ts';
import type { Sessions } from './sessions.ts';

const version = '2011-06-15';
const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

const operations: ReadonlyMap<string, Operation> = new Map([
  ['AssumeRole', assumeRole],
  ['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity],
  ['GetCallerIdentity', getCallerIdentity],
]);

/** AWS Security Token Service, version 2011-06-15: who is calling, and sessions for those who assume a role. */
export function stsService(sessions: Sessions): SupportingService {
  return {
    kind: 'supporting',
    signingName: 'sts',
    protocol: 'rpc',
    takesUnsigned: ({ headers, body }) =>
      readQueryRequest(headers, body, version).operation === 'AssumeRoleWithWebIdentity',
    read: (request) => readCall(request, sessions),
    encodeError: (error, requestId) => queryError(namespace, error, requestId),
    refusal: queryRefusal,
  };
}

function readCall({ headers, body, caller }: AuthenticRequest, sessions: Sessions): SupportingCall {
  const { operation, input = {}, problem } = readQueryRequest(headers, body, version);
  return {
    operation,
    input,
    target: undefined,
    carryOut: (requestId) => {
      if (problem !== undefined) throw problem;
      const carryOut = operations.get(operation);
      if (carryOut === undefined) throw unknownOperation(operation, version);
      return queryAnswer(namespace, operation, carryOut(input, caller, sessions), requestId);
    },
  };
}
