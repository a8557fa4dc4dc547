import { cloudFormationError } from '../cloudformation-error.ts';
import type { QueryReader } from '../query-reader.ts';
import { templateRule } from '../rules.ts';
import type { StackSettings } from '../state/cloudformation-state.ts';
import { exampleDefinition } from '../state/new-stack.ts';
import type { NamedValue, StackDefinition } from '../state/stack-definition.ts';

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
    const template = keepsTemplate ? present?.template : (body ?? templateIn(url, templateAt));
    if (template === undefined) {
      throw cloudFormationError('ValidationError', 'Either Template URL or Template Body must be specified.');
    }
    return {
      template,
      parameters: parameters?.map((each) => parameterOf(each, present)) ?? present?.parameters ?? [],
      tags: tags?.map((tag) => ({ name: tag.get('Key') ?? '', value: tag.get('Value') ?? '' })) ?? present?.tags ?? [],
      // A real template says which: without reading it, there is at least one, which nobody may see.
      outputs: exampleDefinition.outputs,
      capabilities: capabilities ?? [],
      description: descriptionIn(template),
      roleArn: roleArn ?? present?.roleArn,
      disableRollback,
    };
  };
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

/** The description in a template, as far as it can be had without reading YAML. */
function descriptionIn(template: string): string | undefined {
  return /^Description: *(\S.*)$/m.exec(template)?.[1] ?? /"Description": *"([^"\\]*)"/.exec(template)?.[1];
}
