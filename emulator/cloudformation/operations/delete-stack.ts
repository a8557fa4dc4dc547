import type { JsonObject } from '../../json.ts';
import * as requests from '../state/stack-requests.ts';
import type { Reading } from './reading.ts';
import { readStackRequest } from './stack-request.ts';

/** DeleteStack: begins a deletion. Its answer is empty. */
export function deleteStack({ state }: Reading, input: unknown): JsonObject {
  requests.deleteStack(state, readStackRequest(input));
  return {};
}
