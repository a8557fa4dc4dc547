import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { changeSetNameRule, clientRequestTokenRule, stackNameOrIdRule } from '../rules.ts';
import * as requests from '../state/change-set-requests.ts';
import { readDefinition } from './definition.ts';
import type { Reading } from './reading.ts';

/** CreateChangeSet: describes a change of a stack, and creates the stack for review where it is a new one. */
export function createChangeSet({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const asked = {
    stackNameOrId: reader.text('StackName', stackNameOrIdRule),
    name: reader.text('ChangeSetName', changeSetNameRule),
    type: reader.optionalWord('ChangeSetType', ['CREATE', 'UPDATE'] as const) ?? 'UPDATE',
    description: reader.optionalText('Description'),
    token: reader.optionalText('ClientToken', clientRequestTokenRule),
    definitionFrom: readDefinition(reader, state.settings),
  };
  reader.finish();
  const { record, changeSet } = requests.createChangeSet(state, asked);
  return { Id: changeSet.id, StackId: record.id };
}
