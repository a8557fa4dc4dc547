import type { TextConstraint } from '../constraint.ts';
import { ApiError } from '../http/api-error.ts';
import { QueryReader } from '../query/query-reader.ts';

/** What is asked of STS to assume a role. */
export interface RoleRequest {
  /** Of the role: twelve digits. */
  readonly accountId: string;
  /** Without its path. */
  readonly role: string;
  readonly session: string;
  readonly durationSeconds: number;
}

const roleArn = /^arn:aws[\w-]*:iam::(?<accountId>\d{12}):role\/(?:[\x21-\x7e]*\/)?(?<role>[\w+=,.@-]{1,64})$/;
const sessionRule: TextConstraint = { minimum: 2, maximum: 64, pattern: /^[\w+=,.@-]*$/ };
const hourSeconds = 3600;

/** Reads the members that both operations have (STS API reference, AssumeRole). @throws `ValidationError` */
export function readRoleRequest(input: Readonly<Record<string, string>>): RoleRequest {
  const arn = requireMember(input, 'RoleArn', { minimum: 20, maximum: 2048 });
  const session = requireMember(input, 'RoleSessionName', sessionRule);
  const { accountId, role } = roleArn.exec(arn)?.groups ?? {};
  if (accountId === undefined || role === undefined) throw validationError(`${arn.slice(0, 200)} is invalid`);
  const durationSeconds = Number(input['DurationSeconds'] ?? hourSeconds);
  if (!(durationSeconds >= 900 && durationSeconds <= 12 * hourSeconds)) {
    throw validationError('The requested DurationSeconds must be from 900 to 43200.');
  }
  return { accountId, role, session, durationSeconds };
}

/** A member that must be there. @throws `ValidationError` */
export function requireMember(
  input: Readonly<Record<string, string>>,
  name: string,
  constraint: TextConstraint,
): string {
  const reader = new QueryReader(input);
  const value = reader.text(name, constraint);
  reader.finish();
  return value;
}

function validationError(message: string): ApiError {
  return new ApiError('ValidationError', message, 400);
}
