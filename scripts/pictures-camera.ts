import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { pageWidth } from './pictures-page.ts';
import type { Programs } from './pictures-programs.ts';

const run = promisify(execFile);

/** How long the page may take to draw itself, in milliseconds of its own clock, which runs ahead when it is idle. */
const drawingMilliseconds = 10_000;

/**
 * Makes a picture of a whole page, in PNG.
 *
 * @param page HTML that writes its height into `data-height` of its root element once it is drawn
 * @throws if a program fails, or the page does not get drawn
 */
export async function photograph({ browser, quantizer }: Programs, page: string, picture: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'picture-'));
  try {
    const file = path.join(folder, 'page.html');
    await writeFile(file, page);
    const height = await heightOf(browser, file, folder);
    const raw = path.join(folder, 'raw.png');
    await open(browser, file, folder, [`--screenshot=${raw}`, `--window-size=${pageWidth},${height}`]);
    await run(quantizer, ['--force', '--strip', '--speed', '1', '--output', picture, '256', raw]);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A first look at the page: a picture has the height of its window, which the page has to tell. */
async function heightOf(browser: string, file: string, folder: string): Promise<number> {
  const html = await open(browser, file, folder, ['--dump-dom', `--window-size=${pageWidth},800`]);
  const height = /<html[^>]* data-height="(\d+)"/.exec(html)?.[1];
  const mistake = /<html[^>]* data-mistake="([^"]*)"/.exec(html)?.[1];
  if (height === undefined) throw new Error(`The page was not drawn: ${mistake ?? 'no reason given'}.`);
  return Number(height);
}

async function open(browser: string, file: string, folder: string, flags: readonly string[]): Promise<string> {
  const { stdout } = await run(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--user-data-dir=${path.join(folder, 'profile')}`,
      `--virtual-time-budget=${drawingMilliseconds}`,
      ...flags,
      pathToFileURL(file).href,
    ],
    { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}
