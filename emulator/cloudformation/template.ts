import { parseDocument } from 'yaml';
import { isJsonObject } from '../json.ts';
import { cloudFormationError } from './cloudformation-error.ts';

/** A parameter that a template declares. */
export interface TemplateParameter {
  readonly name: string;
  readonly type: string;
  readonly default: string | undefined;
  readonly noEcho: boolean;
  readonly description: string | undefined;
}

/** A resource that a template declares. */
export interface TemplateResource {
  readonly logicalId: string;
  /** Such as `AWS::ECS::Service`. */
  readonly type: string;
  /** All that the template says of it, as JSON: an update changes a resource where this differs. */
  readonly declaration: string;
}

/** An output that a template declares. */
export interface TemplateOutput {
  readonly name: string;
  /** As in the template; a structure as JSON. */
  readonly value: string;
  /** The parameter or the resource that the value refers to, if it is nothing but a reference. */
  readonly refersTo?: string | undefined;
}

/** What clients see of a template in a stack. Functions and conditions are not evaluated. */
export interface Template {
  readonly description: string | undefined;
  readonly parameters: readonly TemplateParameter[];
  readonly resources: readonly TemplateResource[];
  readonly outputs: readonly TemplateOutput[];
}

/** How long a template may be that comes from S3 (user guide, "CloudFormation quotas"). */
const longest = 1_000_000;

/**
 * Reads a template in JSON or YAML.
 * @throws `ValidationError`, in CloudFormation's words, for a text that isn't well-formed or
 * has no resources
 */
export function parseTemplate(text: string): Template {
  const { Description, Parameters, Resources, Outputs } = contentOf(text);
  const resources = entriesOf(Resources).map(([logicalId, declared]) => {
    if (typeof declared['Type'] !== 'string') {
      throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
    }
    return { logicalId, type: declared['Type'], declaration: jsonText(declared) };
  });
  if (resources.length === 0) throw formatError('At least one Resources member must be defined.');
  return {
    description: textOf(Description),
    parameters: entriesOf(Parameters).map(([name, declared]) => ({
      name,
      type: textOf(declared['Type']) ?? 'String',
      default: textOf(declared['Default']),
      noEcho: String(declared['NoEcho']) === 'true',
      description: textOf(declared['Description']),
    })),
    resources,
    outputs: entriesOf(Outputs).map(([name, { Value: value }]) => ({
      name,
      value: textOf(value) ?? jsonText(value ?? ''),
      refersTo: isJsonObject(value) ? textOf(value['Ref']) : undefined,
    })),
  };
}

/** A scalar of a template as text; nothing for a structure. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** @throws `ValidationError` for what is too deep or refers to itself */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw formatError('unsupported structure.');
  }
}

function contentOf(text: string): Readonly<Record<string, unknown>> {
  if (text.length > longest) {
    throw cloudFormationError('ValidationError', `Template may not exceed ${longest} bytes in size.`);
  }
  const content = text.trimStart().startsWith('{') ? jsonOf(text) : yamlOf(text);
  if (!isJsonObject(content)) throw formatError('unsupported structure.');
  return content;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw formatError('JSON not well-formed.');
  }
}

/** Of the short forms of functions only `!Ref` is read as one; of the others only the argument. */
function yamlOf(text: string): unknown {
  const reference = { tag: '!Ref', resolve: (name: string) => ({ Ref: name }) };
  try {
    // Looking for duplicate keys would take time in the square of their number.
    const document = parseDocument(text, { customTags: [reference], uniqueKeys: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error === undefined) return document.toJS();
  } catch {
    // Aliases without an anchor, too many of them, or structures that are too deep.
  }
  throw formatError('YAML not well-formed.');
}

/** The members of a structure that are structures themselves. */
function entriesOf(value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([name, member]) => (isJsonObject(member) ? [[name, member] as const] : []));
}

function formatError(problem: string) {
  return cloudFormationError('ValidationError', `Template format error: ${problem}`);
}
