import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { stackNameRule } from '../rules.ts';
import * as requests from '../state/stack-requests.ts';
import { readDefinition } from './definition.ts';
import type { Reading } from './reading.ts';
import { readToken } from './stack-request.ts';
import { begunOperationView } from './stack-view.ts';

/** CreateStack: begins to create a stack. */
export function createStack({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const request = { nameOrId: reader.text('StackName', stackNameRule), token: readToken(reader) };
  const definitionFrom = readDefinition(reader, state.settings);
  reader.finish();
  return begunOperationView(state, requests.createStack(state, request, definitionFrom(undefined)));
}
