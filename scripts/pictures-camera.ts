import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Programs } from './pictures-programs.ts';

const run = promisify(execFile);

/** A page to be photographed. */
export interface Page {
  /** Writes its height in pixels into `data-height` of its root element. */
  readonly html: string;
  /** Pixels. */
  readonly width: number;
}

/**
 * Makes a picture of a whole page, in PNG.
 *
 * @throws if a program fails, or the page does not say its height
 */
export async function photograph({ browser, quantizer }: Programs, page: Page, picture: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'picture-'));
  try {
    const file = path.join(folder, 'page.html');
    await writeFile(file, page.html);
    const height = await heightOf(browser, file, folder, page.width);
    const raw = path.join(folder, 'raw.png');
    await open(browser, file, folder, [`--screenshot=${raw}`, `--window-size=${page.width},${height}`]);
    await run(quantizer, ['--force', '--strip', '--speed', '1', '--output', picture, '256', raw]);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A first look at the page: a picture has the height of its window, which the page has to tell. */
async function heightOf(browser: string, file: string, folder: string, width: number): Promise<number> {
  const html = await open(browser, file, folder, ['--dump-dom', `--window-size=${width},800`]);
  const height = /<html[^>]* data-height="(\d+)"/.exec(html)?.[1];
  if (height === undefined) throw new Error('The page was not drawn.');
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
      ...flags,
      pathToFileURL(file).href,
    ],
    { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}
