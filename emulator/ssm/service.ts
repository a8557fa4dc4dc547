import { jsonRefusal } from '../aws-json/refusal.ts';
import type { AuthenticRequest } from '../http/api.ts';
import { ApiError } from '../http/api-error.ts';
import type { SupportingCall, SupportingService } from '../http/supporting-service.ts';
import { isJsonObject } from '../json.ts';
import type { Place } from '../place.ts';
import { getParameter } from './get-parameter.ts';

const type = 'application/x-amz-json-1.1';

/** AWS Systems Manager, as far as the AWS CDK asks it: for the version of what `cdk bootstrap` set up. */
export function ssmService(place: Place): SupportingService {
  return {
    kind: 'supporting',
    signingName: 'ssm',
    protocol: 'rpc',
    takesUnsigned: () => false,
    read: (request) => readCall(request, place),
    encodeError: ({ name, message }) => ({ type, body: JSON.stringify({ __type: name, message }) }),
    refusal: jsonRefusal,
  };
}

function readCall({ headers, body }: AuthenticRequest, place: Place): SupportingCall {
  const target = String(headers['x-amz-target'] ?? '');
  const operation = target.replace(/^AmazonSSM\./, '');
  const input = parseJson(body.toString());
  const name = isJsonObject(input) && typeof input['Name'] === 'string' ? input['Name'] : undefined;
  return {
    operation,
    input,
    target: name,
    carryOut: () => {
      if (operation !== 'GetParameter') {
        throw new ApiError('UnknownOperationException', `The emulator does not play ${operation} of ssm.`, 400);
      }
      return { type, body: JSON.stringify(getParameter(place, name)) };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
