import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { stackNameOrIdRule } from '../rules.ts';
import { latestChange } from '../state/stack-record.ts';
import { parseTemplate, type TemplateParameter } from '../template.ts';
import { readTemplate } from './given-template.ts';
import { type Reading, recordIn } from './reading.ts';

/** GetTemplateSummary: the parameters and the types of resources of a stack, or of a template. */
export function getTemplateSummary(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.optionalText('StackName', stackNameOrIdRule);
  const templateOf = readTemplate(reader, reading.state.settings);
  reader.finish();
  const { description, parameters, resources } =
    nameOrId === undefined ? parseTemplate(templateOf()) : summaryOfStack(reading, nameOrId);
  return {
    Parameters: parameters.map((parameter) => ({
      ParameterKey: parameter.name,
      ParameterType: parameter.type,
      DefaultValue: parameter.default,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
    Description: description,
    ResourceTypes: [...new Set(resources.map(({ type }) => type))],
    Version: '2010-09-09',
  };
}

/** A stack has the parameters that it was given, too, whether its template declares them or not. */
function summaryOfStack(reading: Reading, nameOrId: string) {
  const { definition } = latestChange(recordIn(reading, nameOrId), reading.atMilliseconds);
  const undeclared = definition.parameters.filter(
    ({ name }) => !definition.declared.some((each) => each.name === name),
  );
  const parameters = [...definition.declared, ...undeclared.map(({ name }) => parameterNamed(name))];
  return { ...definition, parameters };
}

function parameterNamed(name: string): TemplateParameter {
  return { name, type: 'String', default: undefined, noEcho: false, description: undefined };
}
