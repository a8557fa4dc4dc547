import type { Caller } from '../../http/callers.ts';
import type { JsonObject } from '../../json.ts';
import type { Sessions } from '../sessions.ts';

/** An operation: gives the members of its answer. @throws `ApiError` */
export type Operation = (input: Readonly<Record<string, string>>, caller: Caller, sessions: Sessions) => JsonObject;
