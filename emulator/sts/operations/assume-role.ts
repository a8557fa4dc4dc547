import { readRoleRequest } from '../role-request.ts';
import type { Operation } from './operation.ts';

/** Hands out a session of a role. Every role exists, and any caller may assume it. */
export const assumeRole: Operation = (input, _caller, sessions) => sessions.begin(readRoleRequest(input));
