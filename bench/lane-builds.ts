import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** The action's bundle with another number of request lanes. */
export interface LaneBuild {
  readonly lanes: number;
  /** The script that the runner would start. */
  readonly entry: string;
}

const root = path.resolve(import.meta.dirname, '..');
const builtFrom = ['src', 'scripts', 'package.json', 'tsconfig.json'];

/** Where the number stands: as many connections are needed as there are lanes. */
const places: readonly (readonly [file: string, statement: RegExp])[] = [
  ['src/cancellation/cancel-targets.ts', /(?<=\bconst requestLanes = )\d+(?=;)/],
  ['src/proton/client.ts', /(?<=\bconst connections = )\d+(?=;)/],
];

/**
 * Builds the action once for each number, in copies of the checkout, since the number is no setting of the action.
 *
 * @param folder an empty one, which is the caller's to remove
 */
export function buildWithLanes(numbers: readonly number[], folder: string): readonly LaneBuild[] {
  return numbers.map((lanes) => {
    const copy = path.join(folder, String(lanes));
    mkdirSync(copy);
    for (const name of builtFrom) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    for (const [file, statement] of places) replaceNumber(path.join(copy, file), statement, lanes);
    execFileSync(process.execPath, [path.join(copy, 'scripts', 'build.ts')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { lanes, entry: path.join(copy, 'dist', 'index.js') };
  });
}

/** An empty folder for the builds. */
export function folderForBuilds(): string {
  return mkdtempSync(path.join(tmpdir(), 'bench-lanes-'));
}

function replaceNumber(file: string, statement: RegExp, value: number): void {
  const text = readFileSync(file, 'utf8');
  if (!statement.test(text))
    throw new Error(`${file} no longer says ${statement.source}: the bench has to learn where.`);
  writeFileSync(file, text.replace(statement, String(value)));
}
