import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** The programs of the system that make the pictures: paths of their files. */
export interface Programs {
  /** A Chromium, or Chrome. */
  readonly browser: string;
  /** pngquant, which makes a picture a third as large. */
  readonly quantizer: string;
}

/** How to get the programs. */
export const howToGetPrograms = [
  'The pictures are made with Chromium and pngquant, and at least one of them is not on the path.',
  'Debian and Ubuntu: apt-get install -y chromium pngquant fonts-liberation fonts-noto-color-emoji',
  'Elsewhere: install them, and name the program of a Chromium or Chrome in the variable CHROMIUM.',
].join('\n');

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Looks for the programs on the path, and for the browser under `CHROMIUM` first; undefined if one is missing. */
export async function findPrograms(environment: NodeJS.ProcessEnv): Promise<Programs | undefined> {
  const folders = (environment['PATH'] ?? '').split(path.delimiter);
  const named = environment['CHROMIUM'];
  const browser = await firstProgram(named ? [named] : onPath(browserNames, folders));
  const quantizer = await firstProgram(onPath(['pngquant'], folders));
  return browser === undefined || quantizer === undefined ? undefined : { browser, quantizer };
}

function onPath(names: readonly string[], folders: readonly string[]): readonly string[] {
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

async function firstProgram(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return candidate;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
