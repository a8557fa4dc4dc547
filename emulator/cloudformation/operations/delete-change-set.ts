import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import * as requests from '../state/change-set-requests.ts';
import { readChangeSetName } from './change-set-view.ts';
import type { Reading } from './reading.ts';

/** DeleteChangeSet: takes a change set away; does nothing where there is none. Its answer is empty. */
export function deleteChangeSet({ state }: Reading, input: unknown): JsonObject {
  requests.deleteChangeSet(state, ...readChangeSetName(new QueryReader(input)));
  return {};
}
