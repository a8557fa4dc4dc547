import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import * as requests from '../state/change-set-requests.ts';
import { readChangeSetName } from './change-set-view.ts';
import type { Reading } from './reading.ts';
import { readToken } from './stack-request.ts';

/** ExecuteChangeSet: begins the update or the creation that a change set describes. It answers no OperationId. */
export function executeChangeSet({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const token = readToken(reader);
  const disableRollback = reader.flag('DisableRollback');
  const found = requests.getChangeSet(state, ...readChangeSetName(reader));
  requests.executeChangeSet(state, found, token, disableRollback);
  return {};
}
