import type { QueryReader } from '../../query/query-reader.ts';
import type { StackSettings } from '../state/cloudformation-state.ts';
import type { NamedValue, StackDefinition } from '../state/stack-definition.ts';
import { parseTemplate } from '../template.ts';
import { readTemplate, templateMissing } from './given-template.ts';

/**
 * Reads what a stack is to be made of. The function that it gives says so once it is known what the stack is made of now;
 * that function throws `ValidationError` where no template was given.
 */
export function readDefinition(
  reader: QueryReader,
  settings: Pick<StackSettings, 'templateAt'>,
): (present: StackDefinition | undefined) => StackDefinition {
  const templateOf = readTemplate(reader, settings);
  const keepsTemplate = reader.flag('UsePreviousTemplate');
  const capabilities = reader.optionalTexts('Capabilities');
  const roleArn = reader.optionalText('RoleARN');
  const disableRollback = reader.flag('DisableRollback');
  const parameters = reader.optionalStructures('Parameters', ['ParameterKey', 'ParameterValue', 'UsePreviousValue']);
  const tags = reader.optionalStructures('Tags', ['Key', 'Value']);
  return (present) => {
    const contents = keepsTemplate ? present : contentsOf(templateOf());
    if (contents === undefined) throw templateMissing();
    return {
      template: contents.template,
      declared: contents.declared,
      resources: contents.resources,
      outputs: contents.outputs,
      description: contents.description,
      parameters: withDefaults(
        parameters?.map((each) => parameterOf(each, present)) ?? present?.parameters ?? [],
        contents.declared,
      ),
      tags: tags?.map((tag) => ({ name: tag.get('Key') ?? '', value: tag.get('Value') ?? '' })) ?? present?.tags ?? [],
      capabilities: capabilities ?? [],
      roleArn: roleArn ?? present?.roleArn,
      disableRollback,
    };
  };
}

type Contents = Pick<StackDefinition, 'template' | 'declared' | 'resources' | 'outputs' | 'description'>;

function contentsOf(template: string): Contents {
  const { parameters: declared, ...contents } = parseTemplate(template);
  return { template, declared, ...contents };
}

function withDefaults(given: readonly NamedValue[], declared: StackDefinition['declared']): readonly NamedValue[] {
  const defaults = declared.flatMap(({ name, default: value }) => (value === undefined ? [] : [{ name, value }]));
  return [...given, ...defaults.filter(({ name }) => !given.some((each) => each.name === name))];
}

function parameterOf(
  parameter: ReadonlyMap<'ParameterKey' | 'ParameterValue' | 'UsePreviousValue', string>,
  present: StackDefinition | undefined,
): NamedValue {
  const name = parameter.get('ParameterKey') ?? '';
  const previous = present?.parameters.find((each) => each.name === name)?.value;
  const value = parameter.get('UsePreviousValue') === 'true' ? previous : parameter.get('ParameterValue');
  return { name, value: value ?? '' };
}
