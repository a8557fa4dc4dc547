import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../query-reader.ts';
import { stackNameOrIdRule, templateRule } from '../rules.ts';
import { stackUnknown } from '../state/cloudformation-state.ts';
import type { Reading } from './reading.ts';

/** GetTemplateSummary, as far as `aws cloudformation deploy` needs it: the parameters that a stack has. */
export function getTemplateSummary({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.optionalText('StackName', stackNameOrIdRule);
  reader.optionalText('TemplateBody', templateRule);
  reader.finish();
  const definition = nameOrId === undefined ? undefined : state.latest(state.get(nameOrId, stackUnknown)).definition;
  const parameters = definition?.parameters ?? [];
  return {
    Parameters: parameters.map(({ name }) => ({ ParameterKey: name, ParameterType: 'String', NoEcho: false })),
    Description: definition?.description,
    ResourceTypes: ['AWS::ECS::Service'],
    Version: '2010-09-09',
  };
}
