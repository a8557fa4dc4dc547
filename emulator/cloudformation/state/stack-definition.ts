import type { Template, TemplateParameter } from '../template.ts';

/** A name and its value: a parameter or a tag. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What a stack is made of: replaced by an update, restored by a rollback. */
export interface StackDefinition extends Omit<Template, 'parameters'> {
  readonly template: string;
  /** The parameters that the template declares. */
  readonly declared: readonly TemplateParameter[];
  readonly parameters: readonly NamedValue[];
  readonly tags: readonly NamedValue[];
  readonly capabilities: readonly string[];
  readonly roleArn: string | undefined;
  /** With true, an update that fails leaves the stack in UPDATE_FAILED. */
  readonly disableRollback: boolean;
}

/** Tells whether an update from one definition to the other would change anything: CloudFormation refuses if not. */
export function isSameDefinition(one: StackDefinition, other: StackDefinition): boolean {
  const changeable = ({ template, parameters, tags, roleArn }: StackDefinition) =>
    JSON.stringify([template, parameters, tags, roleArn]);
  return changeable(one) === changeable(other);
}
