import { readRoleRequest, requireMember } from '../role-request.ts';
import type { Operation } from './operation.ts';

/** Hands out a session of a role in exchange for a token. The token is not read. */
export const assumeRoleWithWebIdentity: Operation = (input, _caller, sessions) => {
  const role = readRoleRequest(input);
  requireMember(input, 'WebIdentityToken', { minimum: 4, maximum: 20_000 });
  return sessions.begin(role);
};
