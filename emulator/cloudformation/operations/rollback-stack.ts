import type { JsonObject } from '../../json.ts';
import * as requests from '../state/stack-requests.ts';
import type { Reading } from './reading.ts';
import { readStackRequest } from './stack-request.ts';
import { begunOperationView } from './stack-view.ts';

/** RollbackStack: rolls back an update that failed without a rollback. */
export function rollbackStack({ state }: Reading, input: unknown): JsonObject {
  return begunOperationView(state, requests.rollbackStack(state, readStackRequest(input)));
}
