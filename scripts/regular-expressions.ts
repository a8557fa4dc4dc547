import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from 'recheck';
import { parseSync } from 'rolldown/utils';

/** A regular expression in a source file. */
export interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
  /** As it is written: `/source/flags`. */
  readonly text: string;
}

/** The TypeScript files whose patterns meet outside text, relative to the root. */
export function sourcesWithPatterns(root: string): readonly string[] {
  return globSync('{src,runner,guard,emulator}/**/*.ts', { cwd: root, exclude: ['**/dist/**'] }).toSorted();
}

/**
 * The regular expressions of a file: literals, and `new RegExp` of a text whose parts are constants of the same file.
 *
 * @throws if one is made of anything else, so that nobody could check it
 */
export function patternsIn(root: string, file: string): readonly Pattern[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { program } = parseSync(file, text);
  const constants = new Map<string, unknown>();
  const patterns: Pattern[] = [];
  const add = (source: string, flags: string): void => {
    patterns.push({ file, source, flags, text: `/${source}/${flags}` });
  };
  visit(program, (node) => {
    if (node['type'] === 'VariableDeclarator' && isNode(node['id'])) {
      constants.set(String(node['id']['name']), node['init']);
    }
    if (isNode(node['regex'])) add(String(node['regex']['pattern']), String(node['regex']['flags']));
    if (!isConstruction(node)) return;
    const [source, flags] = Array.isArray(node['arguments']) ? node['arguments'] : [];
    const made = textOf(source, constants);
    if (made === undefined) throw new Error(`${file}: a pattern is made of something that isn't a constant.`);
    add(made, textOf(flags, constants) ?? '');
  });
  return patterns;
}

/** What recheck finds wrong with a pattern; undefined if no text makes it take more than linear time. */
export async function problemOf({ source, flags }: Pattern): Promise<string | undefined> {
  const result = await check(source, flags, { timeout: 20_000 });
  switch (result.status) {
    case 'safe':
      return undefined;
    case 'vulnerable':
      return `not linear: ${result.complexity.summary}, such as ${result.attack.pattern}`;
    case 'unknown':
      return `unclear: ${result.error.kind}`;
  }
}

interface Node {
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isConstruction(node: Node): boolean {
  return node['type'] === 'NewExpression' && isNode(node['callee']) && node['callee']['name'] === 'RegExp';
}

/** In the order of the text, so that a constant comes before its use. */
function visit(value: unknown, take: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, take);
  if (!isNode(value)) return;
  take(value);
  for (const each of Object.values(value)) visit(each, take);
}

/** The text that an expression stands for; undefined if that can't be told. */
function textOf(expression: unknown, constants: ReadonlyMap<string, unknown>): string | undefined {
  if (!isNode(expression)) return undefined;
  switch (expression['type']) {
    case 'Literal':
      return typeof expression['value'] === 'string' ? expression['value'] : undefined;
    case 'Identifier':
      return textOf(constants.get(String(expression['name'])), constants);
    case 'TemplateLiteral':
      return templateOf(expression, constants);
    default:
      return undefined;
  }
}

function templateOf(template: Node, constants: ReadonlyMap<string, unknown>): string | undefined {
  const { quasis, expressions } = template;
  if (!Array.isArray(quasis) || !Array.isArray(expressions)) return undefined;
  const values = expressions.map((each: unknown) => textOf(each, constants));
  if (values.includes(undefined)) return undefined;
  return quasis.map((quasi: unknown, index) => `${cookedOf(quasi)}${values[index] ?? ''}`).join('');
}

function cookedOf(quasi: unknown): string {
  return isNode(quasi) && isNode(quasi['value']) ? String(quasi['value']['cooked']) : '';
}
