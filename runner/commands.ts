/** A workflow command as the runner understands it. */
export interface WorkflowCommand {
  /** In lower case: the runner compares names ignoring case. */
  readonly name: string;
  /** By their names in lower case: the runner compares these ignoring case, too. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The commands that the runner obeys. Any other one is text. (actions/runner, ActionCommandManager.cs) */
const registeredCommands: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/**
 * Reads one line of a step's output as GitHub's runner does: `::name properties::data` after white space at the line's
 * start, or else `##[name properties]data`, at the first `##[` of the line (actions/runner 2.336.0, ActionCommand.cs).
 * The real runner compares by the culture of its machine; `__tests__/text/escape.test.ts` holds the action to that.
 *
 * @param resumeToken a name that counts as a command beside the usual ones: the token that ends `stop-commands`. In lower case
 * @returns the command, or undefined for a line that is only text
 */
export function commandIn(line: string, resumeToken?: string): WorkflowCommand | undefined {
  return currentForm(line, resumeToken) ?? oldForm(line, resumeToken);
}

function currentForm(line: string, resumeToken: string | undefined): WorkflowCommand | undefined {
  const text = trimStart(line);
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const { name, properties } = splitAtBlank(text.slice(2, end));
  if (!isCommand(name, resumeToken)) return undefined;
  return {
    name: name.toLowerCase(),
    properties: propertiesOf(trim(properties), ',', { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }),
    data: unescaped(text.slice(end + 2), { '%0D': '\r', '%0A': '\n' }),
  };
}

function oldForm(line: string, resumeToken: string | undefined): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const { name, properties } = splitAtBlank(line.slice(start + 3, end));
  if (!isCommand(name, resumeToken)) return undefined;
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']' };
  return {
    name: name.toLowerCase(),
    properties: propertiesOf(properties, ';', escapes),
    data: unescaped(line.slice(end + 1), escapes),
  };
}

function isCommand(name: string, resumeToken: string | undefined): boolean {
  const lower = name.toLowerCase();
  return registeredCommands.has(lower) || (lower !== '' && lower === resumeToken);
}

function splitAtBlank(information: string): { readonly name: string; readonly properties: string } {
  const blank = information.indexOf(' ');
  if (blank < 0) return { name: information, properties: '' };
  return { name: information.slice(0, blank), properties: information.slice(blank + 1) };
}

type Escapes = Readonly<Record<string, string>>;

/** A property without a name or without a value is dropped. The last one of a name counts. */
function propertiesOf(text: string, separator: string, escapes: Escapes): Readonly<Record<string, string>> {
  const pairs = text.split(separator).flatMap((pair): readonly (readonly [string, string])[] => {
    const [, name, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), unescaped(value, escapes)]];
  });
  return Object.fromEntries(pairs);
}

function unescaped(text: string, escapes: Escapes): string {
  const plain = Object.entries(escapes).reduce((done, [escaped, meant]) => done.replaceAll(escaped, meant), text);
  return plain.replaceAll('%25', '%');
}

// What .NET takes for white space: U+0085, which JavaScript does not, and not U+FEFF, which JavaScript does.
const space = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const spaceAtStart = new RegExp(`^${space}+`);
const spaceAtEnd = new RegExp(`(?<!${space})${space}+$`);

function trimStart(text: string): string {
  return text.replace(spaceAtStart, '');
}

function trim(text: string): string {
  return trimStart(text).replace(spaceAtEnd, '');
}
