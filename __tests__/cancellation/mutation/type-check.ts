import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';

/** A mutant as Stryker describes it. Lines and columns count from 0. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const core = 'src/cancellation';

/** What `tsc` says first to the mutated text; undefined if it is fine. Looks at the core alone, and lets unused names pass. */
export function typeErrorOf(mutant: Mutant, sandboxFileName: string): string | undefined {
  const file = relative(process.cwd(), sandboxFileName);
  const project = mutant.fileName.slice(0, -file.length);
  const scratch = resolve('build/types');
  cpSync(join(project, core), join(scratch, core), { recursive: true });
  const options = { noUnusedLocals: false, noUnusedParameters: false };
  const settings = { extends: join(project, 'tsconfig.json'), include: [core], compilerOptions: options };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(settings));
  writeFileSync(join(scratch, file), mutated(readFileSync(mutant.fileName, 'utf8'), mutant));
  const compiler = join(project, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', scratch], { encoding: 'utf8' });
  return status === 0 ? undefined : stdout.split('\n')[0];
}

function mutated(text: string, { location: { start, end }, replacement, mutatorName }: Mutant): string {
  const isExpression = mutatorName !== 'BlockStatement' && !/^(?:case|default)\b/.test(replacement);
  const written = isExpression ? `(${replacement})` : replacement;
  return text.slice(0, offsetOf(text, start)) + written + text.slice(offsetOf(text, end));
}

function offsetOf(text: string, { line, column }: Place): number {
  return text.split('\n').slice(0, line).join('\n').length + (line === 0 ? 0 : 1) + column;
}
