import type { EncodedBody } from '../http/api.ts';
import { ApiError } from '../http/api-error.ts';

/** The media type of AWS JSON 1.0. */
export const awsJson = 'application/x-amz-json-1.0';

/** The errors that the API's model declares, with their HTTP status (API reference, "Errors" of each operation). */
export const modelledErrors = {
  AccessDeniedException: 400,
  ConflictException: 400,
  InternalServerException: 500,
  ResourceNotFoundException: 400,
  ServiceQuotaExceededException: 400,
  ThrottlingException: 400,
  ValidationException: 400,
} as const;

/** The name of an error that the API's model declares. */
export type ModelledErrorName = keyof typeof modelledErrors;

/**
 * Errors that any AWS service can answer, with their HTTP status (API reference, "Common Errors"; `ForbiddenException`
 * is what some retired services have answered).
 */
export const commonErrors = {
  ExpiredTokenException: 403,
  ForbiddenException: 403,
  IncompleteSignature: 400,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  RequestEntityTooLargeException: 413,
  SerializationException: 400,
  ServiceUnavailable: 503,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
} as const;

/** The name of an error that any AWS service can answer. */
export type CommonErrorName = keyof typeof commonErrors;

/** Tells whether a text is the name of an error that the API's model declares. */
export function isModelledErrorName(text: string): text is ModelledErrorName {
  return Object.hasOwn(modelledErrors, text);
}

function isCommonErrorName(text: string): text is CommonErrorName {
  return Object.hasOwn(commonErrors, text);
}

/** The HTTP status that goes with an error's name; 400, the status of most, for a name that no one declared. */
export function statusOfError(name: string): number {
  if (isModelledErrorName(name)) return modelledErrors[name];
  return isCommonErrorName(name) ? commonErrors[name] : 400;
}

/** An error of the API's model or of AWS at large, with the HTTP status that belongs to it. */
export function protonError(name: ModelledErrorName | CommonErrorName, message: string): ApiError {
  return new ApiError(name, message, statusOfError(name));
}

/**
 * The body that carries an error. AWS JSON 1.0 names the error by the absolute id of its shape
 * (smithy.io, "AWS JSON 1.0 protocol", operation error serialization); the model's namespace is `com.amazonaws.proton`.
 */
export function encodeProtonError(error: ApiError): EncodedBody {
  const namespace = isModelledErrorName(error.name) ? 'com.amazonaws.proton' : 'com.amazon.coral.service';
  return { type: awsJson, body: JSON.stringify({ __type: `${namespace}#${error.name}`, message: error.message }) };
}
