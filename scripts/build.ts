/**
 * Makes dist/: rolldown takes what the action reaches out of its dependencies' ES modules, which ncc by itself can't
 * (it takes the SDK's CommonJS build whole), and ncc bundles the rest into what the runner executes.
 * Two builds of the same sources are equal to the byte, wherever they are made.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type OutputOptions, type RolldownBuild, rolldown } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import { licensesOf } from './licenses.ts';

const root = path.resolve(import.meta.dirname, '..');
// Fixed, and below the root: ncc numbers the chunks by their paths from there.
const shaken = path.join(root, 'build', 'bundle');
const target = path.resolve(root, process.argv[2] ?? 'dist');

/** The guard's two steps: files of their own, so that the runner can't take one for the other. */
const guardSteps = ['guard-main', 'guard-post'];

rmSync(shaken, { recursive: true, force: true });
rmSync(target, { recursive: true, force: true });

const bundle = await rolldown({
  cwd: root,
  input: { index: 'src/index.ts', 'guard-main': 'src/guard/main.ts', 'guard-post': 'src/guard/post.ts' },
  platform: 'node',
  preserveEntrySignatures: false,
  resolve: { mainFields: ['module', 'main'] },
  treeshake: {
    // Loaded by the toolkit for OIDC tokens and by the pull request comment. Importing them does nothing by itself, so
    // that they are left out of what does not use them: 400 kB and a tenth of the start-up of every run.
    moduleSideEffects: [{ test: /node_modules[\\/](undici|tunnel|@actions)[\\/]/, sideEffects: false }],
  },
});
const format: OutputOptions = {
  format: 'esm',
  // Without a hash: ncc numbers the chunks by name, and an unchanged chunk is to keep its number.
  chunkFileNames: '[name].js',
};
const needed = await modulesInCommon(bundle);
const { output } = await bundle.write({
  ...format,
  dir: shaken,
  // One chunk of what every run needs is smaller, and read faster, than the dozen that could be shared.
  codeSplitting: {
    groups: [
      { name: 'step', test: (id) => needed.step.has(id), includeDependenciesRecursively: false },
      { name: 'aws', test: (id) => needed.aws.has(id), includeDependenciesRecursively: false },
      { name: 'report', test: (id) => needed.report.has(id), includeDependenciesRecursively: false },
    ],
  },
  minify: true,
  comments: false,
});
await bundle.close();

// ncc makes ES modules of a package with "type": "module", whose imports of Node's own modules start more slowly.
writeFileSync(path.join(shaken, 'package.json'), '{}\n');
// One run of ncc, so the guard's steps share the action's chunks: which one runs goes by the name of the file that was started. A run
// of the action loads nothing of the guard.
const cases = guardSteps.map((name) => `case "${name}.js": import("./${name}.js"); break;`);
const start = `switch (require("node:path").basename(process.argv[1] ?? "")) { ${cases.join(' ')} default: require("./index.js"); }`;
const entry = path.join(shaken, 'entry.js');
writeFileSync(entry, `${start}\n`);
const ncc = path.join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
execFileSync(process.execPath, [ncc, 'build', entry, '--out', target, '--quiet'], {
  cwd: root,
  stdio: 'inherit',
});
// ncc itself minifies only the entry, and the code that it wraps around the chunks is a tenth of their size.
for (const file of readdirSync(target).filter((name) => name.endsWith('.js'))) minifyFile(path.join(target, file));

for (const name of guardSteps) writeFileSync(path.join(target, `${name}.js`), 'require("./index.js");\n');
writeFileSync(path.join(target, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeFileSync(path.join(target, 'licenses.txt'), licensesOf(modules));

function minifyFile(file: string): void {
  const { code, errors } = minifySync(file, readFileSync(file, 'utf8'), { module: false });
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  writeFileSync(file, code);
}

/**
 * The modules that every run needs: before it connects (`first`: what src/index.ts reaches without a dynamic import), for its
 * request (`step`: what src/main.ts reaches; `aws`: what the adapters of both APIs reach), and after that (`report`).
 */
async function modulesInCommon(
  build: RolldownBuild,
): Promise<Readonly<Record<'first' | 'step' | 'aws' | 'report', ReadonlySet<string>>>> {
  const { output: files } = await build.generate(format);
  const chunks = files.filter((file) => file.type === 'chunk');
  const reachedFrom = (entry: string): ReadonlySet<string> => {
    const first = chunks.find(({ facadeModuleId }) => facadeModuleId === path.join(root, entry));
    if (first === undefined) throw new Error(`${entry} is no chunk of its own.`);
    const reached = new Set([first]);
    // A set hands out what is added to it on the way.
    for (const { imports } of reached) {
      for (const chunk of chunks) if (imports.includes(chunk.fileName)) reached.add(chunk);
    }
    return new Set([...reached].flatMap(({ moduleIds }) => moduleIds));
  };
  const first = reachedFrom('src/index.ts');
  const step = new Set([...reachedFrom('src/main.ts')].filter((id) => !first.has(id)));
  const proton = reachedFrom('src/proton/service.ts');
  const isLoadedLater = (id: string): boolean => !step.has(id) && !first.has(id);
  const inBoth = [...reachedFrom('src/cloudformation/service.ts')].filter((id) => proton.has(id));
  const aws = [...inBoth, ...reachedFrom('src/aws/profile.ts')].filter(isLoadedLater);
  const report = [...reachedFrom('src/report/observe.ts'), ...reachedFrom('src/report/deliver.ts')].filter(
    isLoadedLater,
  );
  return { first, step, aws: new Set(aws), report: new Set(report) };
}
