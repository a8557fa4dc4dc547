import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { stackNameOrIdRule } from '../rules.ts';
import * as requests from '../state/stack-requests.ts';
import { readDefinition } from './definition.ts';
import type { Reading } from './reading.ts';
import { readToken } from './stack-request.ts';
import { begunOperationView } from './stack-view.ts';

/** UpdateStack: begins an update. */
export function updateStack({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const request = { nameOrId: reader.text('StackName', stackNameOrIdRule), token: readToken(reader) };
  const definitionFrom = readDefinition(reader, state.settings);
  reader.finish();
  return begunOperationView(state, requests.updateStack(state, request, definitionFrom));
}
