import { cloudFormationError } from '../cloudformation-error.ts';
import type { QueryReader } from '../query-reader.ts';
import { templateRule } from '../rules.ts';
import type { StackSettings } from '../state/cloudformation-state.ts';
import type { NamedValue, StackDefinition } from '../state/stack-definition.ts';
import { parseTemplate } from '../template.ts';

/**
 * Reads what a stack is to be made of. The function that it gives says so once it is known what the stack is made of now;
 * that function throws `ValidationError` where no template was given.
 *
 * @param templateAt the text of a template in S3, by its address
 */
export function readDefinition(
  reader: QueryReader,
  { templateAt }: Pick<StackSettings, 'templateAt'>,
): (present: StackDefinition | undefined) => StackDefinition {
  const body = reader.optionalText('TemplateBody', templateRule);
  const url = reader.optionalText('TemplateURL');
  const keepsTemplate = reader.flag('UsePreviousTemplate');
  const capabilities = reader.optionalTexts('Capabilities');
  const roleArn = reader.optionalText('RoleARN');
  const disableRollback = reader.flag('DisableRollback');
  const parameters = reader.optionalStructures('Parameters', ['ParameterKey', 'ParameterValue', 'UsePreviousValue']);
  const tags = reader.optionalStructures('Tags', ['Key', 'Value']);
  return (present) => {
    const contents = keepsTemplate ? present : contentsOf(body ?? templateIn(url, templateAt));
    if (contents === undefined) {
      throw cloudFormationError('ValidationError', 'Either Template URL or Template Body must be specified.');
    }
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

function contentsOf(template: string | undefined): Contents | undefined {
  if (template === undefined) {
    return undefined;
  }
  const { parameters: declared, ...contents } = parseTemplate(template);
  return { template, declared, ...contents };
}

function withDefaults(given: readonly NamedValue[], declared: StackDefinition['declared']): readonly NamedValue[] {
  const defaults = declared.flatMap(({ name, default: value }) => (value === undefined ? [] : [{ name, value }]));
  return [...given, ...defaults.filter(({ name }) => !given.some((each) => each.name === name))];
}

function templateIn(url: string | undefined, templateAt: StackSettings['templateAt']): string | undefined {
  const template = url === undefined ? undefined : templateAt?.(url);
  if (url !== undefined && template === undefined) {
    throw cloudFormationError('ValidationError', 'S3 error: The specified key does not exist.');
  }
  return template;
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
