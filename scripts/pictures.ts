/**
 * Makes pictures of job summaries as GitHub would show them, light, dark, on a telephone, and unfolded:
 * `npm run pictures [-- FOLDER]`. All go to a folder outside of git, build/pictures by default; those that the README
 * shows go to docs/ as well.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { summaryOf } from '../src/report/channels/summary/summary.ts';
import { photograph } from './pictures-camera.ts';
import { summaryPage, type View } from './pictures-page.ts';
import { findPrograms, howToGetPrograms, type Programs } from './pictures-programs.ts';
import { scenes } from './pictures-scenes.ts';

const root = path.resolve(import.meta.dirname, '..');

const views: readonly [View, ...View[]] = [
  { name: 'light', width: 980, theme: 'light', isOpen: false },
  { name: 'dark', width: 980, theme: 'dark', isOpen: false },
  { name: 'telephone', width: 390, theme: 'light', isOpen: false },
  { name: 'open', width: 980, theme: 'light', isOpen: true },
  { name: 'open-telephone', width: 390, theme: 'dark', isOpen: true },
];

async function makePictures(folder: string, programs: Programs): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, results, facts, inReadme } of scenes) {
    const summary = summaryOf(results, facts);
    for (const view of views) {
      if (view.isOpen && !summary.includes('<details>')) continue;
      const file = path.join(folder, `${name}-${view.name}.png`);
      await photograph(programs, { html: summaryPage(summary, view), width: view.width }, file);
      console.log(path.relative(process.cwd(), file));
      if (inReadme !== undefined && view === views[0]) await copyFile(file, path.join(root, inReadme));
    }
  }
}

const programs = await findPrograms(process.env);
if (programs === undefined) {
  console.error(howToGetPrograms);
  process.exitCode = 1;
} else {
  await makePictures(path.resolve(process.argv[2] ?? path.join(root, 'build/pictures')), programs);
}
