import type { JsonObject } from '../../json.ts';
import * as requests from '../state/stack-requests.ts';
import type { Reading } from './reading.ts';
import { readStackRequest } from './stack-request.ts';

/** CancelUpdateStack: asks for the cancellation of the update in progress. Its answer is empty. */
export function cancelUpdateStack({ state }: Reading, input: unknown): JsonObject {
  requests.cancelUpdateStack(state, readStackRequest(input));
  return {};
}
