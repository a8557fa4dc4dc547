/** What the SDK and Node put on the things that they throw. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** Node's error code, of the error or of its cause. */
  readonly code: string | undefined;
  /** The status of the answer; undefined without one. */
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly isClockSkewCorrected: boolean;
  /** Whether the API itself answered an error, and named it. */
  readonly isServiceError: boolean;
}
