import type { JsonObject } from '../../json.ts';
import * as requests from '../state/stack-requests.ts';
import type { Reading } from './reading.ts';
import { readStackRequest } from './stack-request.ts';

/** ContinueUpdateRollback: rolls back once more after a rollback that failed. Its answer is empty. */
export function continueUpdateRollback({ state }: Reading, input: unknown): JsonObject {
  requests.continueUpdateRollback(state, readStackRequest(input));
  return {};
}
