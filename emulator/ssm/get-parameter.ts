import { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../json.ts';
import type { Place } from '../place.ts';

/** Newer than any that an app asks for: by its version the AWS CDK tells what `cdk bootstrap` set up. */
const bootstrapVersion = '999';

/** The one parameter that is there: every qualifier is bootstrapped. @throws `ParameterNotFound` for others */
export function getParameter({ region, accountId }: Place, name: string | undefined): JsonObject {
  if (name === undefined || !/^\/cdk-bootstrap\/\w+\/version$/.test(name)) {
    throw new ApiError(
      'ParameterNotFound',
      'The emulator has no parameters but /cdk-bootstrap/QUALIFIER/version.',
      400,
    );
  }
  return {
    Parameter: {
      Name: name,
      Type: 'String',
      Value: bootstrapVersion,
      Version: 1,
      ARN: `arn:aws:ssm:${region}:${accountId}:parameter${name}`,
      DataType: 'text',
    },
  };
}
