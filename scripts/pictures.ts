/**
 * Makes pictures of the job summary of every story, as GitHub would show it: `npm run pictures [-- FOLDER]`. All go to a
 * folder outside of git, build/pictures by default; those that the README shows go to docs/ as well.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { differences } from '../demo/differences.ts';
import { perform } from '../demo/perform.ts';
import { photograph } from './pictures-camera.ts';
import { summaryPage } from './pictures-page.ts';
import { findPrograms, howToGetPrograms, type Programs } from './pictures-programs.ts';
import { type Scene, scenes } from './pictures-scenes.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A scene and the page of its summary. */
interface Taken {
  readonly scene: Scene;
  readonly page: string;
}

async function take(scene: Scene): Promise<Taken> {
  const { step } = await perform(scene.story);
  const found = differences(scene.story, step);
  if (found.length > 0) throw new Error(`The scene ${scene.name} did not go as told. ${found.join(' ')}`);
  return { scene, page: summaryPage(step.summary) };
}

async function develop({ scene, page }: Taken, folder: string, programs: Programs): Promise<void> {
  const { picture } = scene.story;
  const file = path.join(folder, `${scene.name}.png`);
  await photograph(programs, page, file);
  if (picture !== undefined) await copyFile(file, path.join(root, picture));
  console.log(`${path.relative(process.cwd(), file)}${picture === undefined ? '' : `, and ${picture} for the README`}`);
}

async function makePictures(folder: string, programs: Programs): Promise<void> {
  await mkdir(folder, { recursive: true });
  await mkdir(path.join(root, 'docs'), { recursive: true });
  // The scenes mostly wait, so they are performed side by side; the browser does not, and takes one after the other.
  const taken = await Promise.all(scenes.map(take));
  for (const each of taken) await develop(each, folder, programs);
}

const programs = await findPrograms(process.env);
if (programs === undefined) {
  console.error(howToGetPrograms);
  process.exitCode = 1;
} else {
  await makePictures(path.resolve(process.argv[2] ?? path.join(root, 'build/pictures')), programs);
}
