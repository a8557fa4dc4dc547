import { ApiError } from '../http/api-error.ts';

/**
 * The errors that the emulator answers, with their HTTP status. Names are the codes on the wire (botocore,
 * cloudformation/2010-05-15; API reference, "Common Errors").
 */
export const cloudFormationErrors = {
  AccessDenied: 403,
  AlreadyExistsException: 400,
  ChangeSetNotFound: 404,
  ExpiredToken: 403,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidChangeSetStatus: 400,
  InvalidClientTokenId: 403,
  InvalidQueryParameter: 400,
  MalformedQueryString: 404,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  TokenAlreadyExistsException: 400,
  ValidationError: 400,
} as const;

/** The code of an error that the emulator answers. */
export type CloudFormationErrorCode = keyof typeof cloudFormationErrors;

/** An error with the HTTP status that belongs to it. */
export function cloudFormationError(code: CloudFormationErrorCode, message: string): ApiError {
  return new ApiError(code, message, cloudFormationErrors[code]);
}

/** The HTTP status that goes with a code; 400, the status of most, for one that the emulator does not know. */
export function statusOfCode(code: string): number {
  return isKnownCode(code) ? cloudFormationErrors[code] : 400;
}

function isKnownCode(code: string): code is CloudFormationErrorCode {
  return Object.hasOwn(cloudFormationErrors, code);
}
