/** The errors that the API's model declares, with their HTTP status (API reference, "Errors" of each operation). */
export const MODELLED_ERRORS = {
  AccessDeniedException: 400,
  ConflictException: 400,
  InternalServerException: 500,
  ResourceNotFoundException: 400,
  ServiceQuotaExceededException: 400,
  ThrottlingException: 400,
  ValidationException: 400,
} as const;

/** The name of an error that the API's model declares. */
export type ModelledErrorName = keyof typeof MODELLED_ERRORS;

/**
 * Errors that any AWS service can answer, with their HTTP status (API reference, "Common Errors"; `ForbiddenException`
 * is what some retired services have answered).
 */
export const COMMON_ERRORS = {
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
export type CommonErrorName = keyof typeof COMMON_ERRORS;

/** An error as Proton answers it: a name, a sentence, and an HTTP status. */
export class ProtonError extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** Tells whether a text is the name of an error that the API's model declares. */
export function isModelledErrorName(text: string): text is ModelledErrorName {
  return Object.hasOwn(MODELLED_ERRORS, text);
}

function isCommonErrorName(text: string): text is CommonErrorName {
  return Object.hasOwn(COMMON_ERRORS, text);
}

/** The HTTP status that goes with an error's name; 400, the status of most, for a name that no one declared. */
export function statusOfError(name: string): number {
  if (isModelledErrorName(name)) {
    return MODELLED_ERRORS[name];
  }
  return isCommonErrorName(name) ? COMMON_ERRORS[name] : 400;
}

/** An error of the API's model or of AWS at large, with the HTTP status that belongs to it. */
export function protonError(name: ModelledErrorName | CommonErrorName, message: string): ProtonError {
  return new ProtonError(name, message, statusOfError(name));
}

/**
 * The body that carries an error. AWS JSON 1.0 names the error by the absolute id of its shape
 * (smithy.io, "AWS JSON 1.0 protocol", operation error serialization); the model's namespace is `com.amazonaws.proton`.
 */
export function errorBody(error: ProtonError): string {
  const namespace = isModelledErrorName(error.name) ? 'com.amazonaws.proton' : 'com.amazon.coral.service';
  return JSON.stringify({ __type: `${namespace}#${error.name}`, message: error.message });
}
