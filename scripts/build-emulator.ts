/**
 * Makes emulator/dist/: the emulator's command, and the two halves of its step, without anything to install.
 * Two builds of the same sources are equal to the byte, wherever they are made.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { rolldown } from 'rolldown';
import { licensesOf } from './licenses.ts';

const root = path.resolve(import.meta.dirname, '..');
const target = path.resolve(root, process.argv[2] ?? 'emulator/dist');

const bundle = await rolldown({
  cwd: root,
  input: { index: 'emulator/index.ts', main: 'emulator/step/main.ts', post: 'emulator/step/post.ts' },
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
  transform: { target: 'node20' },
  treeshake: {
    // See scripts/build.ts: the toolkit loads an HTTP client for OIDC tokens, which nobody asks for here.
    moduleSideEffects: [{ test: /node_modules[\\/](undici|tunnel|@actions)[\\/]/, sideEffects: false }],
  },
});
rmSync(target, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: target,
  format: 'cjs',
  // Without a hash: an unchanged chunk is to keep its name.
  chunkFileNames: '[name].js',
  minify: true,
  comments: false,
});
await bundle.close();

// The project is of ES modules, which the bundle is not.
writeFileSync(path.join(target, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeFileSync(path.join(target, 'licenses.txt'), licensesOf(modules));
