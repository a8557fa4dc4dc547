import { execFile } from 'node:child_process';
import process from 'node:process';
import { blocksIn, documents } from '../conventions/markdown.ts';
import { workflowsIn } from '../conventions/workflow-file.ts';

/** A call of the AWS CLI that a document or an example shows. */
export interface AwsCommand {
  /** From the repository's root, with slashes. */
  readonly file: string;
  /** In the shell's words, as it is shown, on one line. */
  readonly line: string;
  /** What the variables in it stand for. */
  readonly environment: Readonly<Record<string, string>>;
}

/** All calls of the AWS CLI in the workflows of a folder. Every expression in their `env:` stands for 42 here. */
export function awsCommandsOfWorkflows(folder: string): readonly AwsCommand[] {
  return workflowsIn(folder).flatMap(({ file, jobs }) =>
    jobs.flatMap((job) =>
      job.steps.flatMap(({ run, environment }) => {
        const variables = Object.entries({ ...job.environment, ...environment });
        const resolved = variables.map(([name, value]) => [name, value.replaceAll(/\$\{\{.*?\}\}/g, '42')]);
        return awsLinesIn(run ?? '').map((line) => ({ file, line, environment: Object.fromEntries(resolved) }));
      }),
    ),
  );
}

/** All calls of the AWS CLI in the documents: those in code blocks, and those with options in a line of text. */
export function awsCommandsOfDocuments(): readonly AwsCommand[] {
  const languages = ['sh', 'bash', 'console', 'yaml'];
  return documents().flatMap(({ file, source }) => {
    const blocks = languages.flatMap((language) => blocksIn(source, language));
    const inText = source.replaceAll(/^( *)```.*?^\1```$/gms, '').matchAll(/`(aws [^`]* --[^`]*)`/g);
    const lines = [...blocks, ...[...inText].map(([, code = '']) => code)].flatMap(awsLinesIn);
    return lines.map((line) => ({ file, line, environment: {} }));
  });
}

/** The calls of the AWS CLI in a script, each on one line. */
export function awsLinesIn(script: string): readonly string[] {
  const joined = script.replaceAll(/\\\n\s*/g, '');
  const starts = [...joined.matchAll(/(?<=^|[\n(|;&!] *|\$ |run: |then |do |exec )aws [a-z]/g)].map(
    ({ index }) => index,
  );
  return starts.map((start) => joined.slice(start, endOfCommand(joined, start)).trim());
}

/** Where a command ends: at a sign outside of quotes that ends it in a shell. */
function endOfCommand(script: string, start: number): number {
  let quote = '';
  for (let at = start; at < script.length; at += 1) {
    const character = script.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (/[\n)|;&<>]/.test(character)) return at;
  }
  return script.length;
}

/** The words of a command, as a shell hands them to the program, without `aws`. */
export function wordsOf({ line, environment }: AwsCommand): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const script = `aws() { printf '%s\\0' "$@"; }; ${line}`;
    execFile('bash', ['-euc', script], { env: { PATH: process.env['PATH'], ...environment } }, (error, stdout) => {
      if (error === null) resolve(stdout.split('\0').slice(0, -1));
      else reject(new Error(`A shell does not take "${line}".`, { cause: error }));
    });
  });
}

/** Waiters and commands that are calls of other names. */
const actionsOfCommands: Readonly<Record<string, readonly string[]>> = {
  'cloudformation deploy': ['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DescribeStacks'],
  'cloudformation wait': ['DescribeStacks'],
  'proton wait': ['GetService'],
};

/** The IAM actions that a command needs, such as `proton:GetService`. */
export function actionsOf([service = '', operation = '']: readonly string[]): readonly string[] {
  const named = operation.replaceAll(/(?:^|-)(\w)/g, (_whole, letter: string) => letter.toUpperCase());
  const actions = actionsOfCommands[`${service} ${operation}`] ?? [named];
  return actions.map((action) => `${service}:${action}`);
}

/** The value of an option, undefined where it is not there. */
export function optionOf(words: readonly string[], ...names: readonly string[]): string | undefined {
  const at = words.findIndex((word) => names.includes(word));
  return at < 0 ? undefined : words[at + 1];
}
