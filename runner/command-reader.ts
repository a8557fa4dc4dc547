import { commandIn, type WorkflowCommand } from './commands.ts';

/** What a line of a step's output is to the runner. */
export type ReadLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly command: WorkflowCommand }
  /** A command that the runner refuses, which fails the step. */
  | { readonly kind: 'refused'; readonly command: WorkflowCommand; readonly why: string };

/** Reads the lines of one step, both streams together: `stop-commands` on one of them counts on the other. */
export interface CommandReader {
  read(line: string): ReadLine;
}

/** Makes the reader of a step's output. */
export function createCommandReader(): CommandReader {
  let resumeToken: string | undefined;
  return {
    read: (line) => {
      const command = commandIn(line, resumeToken);
      if (command === undefined) return { kind: 'text', text: line };
      if (resumeToken !== undefined) {
        if (command.name !== resumeToken) return { kind: 'text', text: line };
        resumeToken = undefined;
        return { kind: 'command', command };
      }
      const why = refusalOf(command);
      if (why !== undefined) return { kind: 'refused', command, why };
      if (command.name === 'stop-commands') resumeToken = command.data.toLowerCase();
      return { kind: 'command', command };
    },
  };
}

/** Why the runner does not do what a command says. (ActionCommandManager.cs: each of these is an exception there) */
function refusalOf({ name, properties, data }: WorkflowCommand): string | undefined {
  switch (name) {
    case 'set-env':
    case 'add-path':
      return `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`;
    case 'set-output':
    case 'save-state':
      return properties['name'] === undefined ? `Required field 'name' is missing in ##[${name}] command.` : undefined;
    case 'stop-commands':
      return data === '' || isCommandName(data) ? `'${data}' is an invalid stop token.` : undefined;
    case 'echo':
      return /^\s*(on|off)\s*$/i.test(data) ? undefined : `Invalid echo command value: '${data}'.`;
    default:
      return undefined;
  }
}

function isCommandName(text: string): boolean {
  return text.toLowerCase() === 'pause-logging' || commandIn(`::${text}::`)?.name === text.toLowerCase();
}
