/** Photographs pages of the demo for the README: `npm run pictures`. Needs Chromium, or its path in CHROMIUM, and pngquant. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

/** Heights in pixels: a page can't tell its own, since no script runs in it. */
const pictures = [
  { story: 'stack-cancelled', picture: 'docs/summary-cancelled.png', height: 660 },
  { story: 'several-services', picture: 'docs/summary-several-targets.png', height: 1_215 },
];

const folder = mkdtempSync(path.join(tmpdir(), 'pictures-'));
for (const { story, picture, height } of pictures) {
  execFileSync(process.execPath, ['demo/index.ts', story], { cwd: root });
  const page = pathToFileURL(path.join(root, 'build', 'demo', `${story}.html`)).href;
  const raw = path.join(folder, 'raw.png');
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${folder}/profile`,
  ];
  const browser = process.env['CHROMIUM'] ?? 'chromium';
  execFileSync(browser, [...flags, `--screenshot=${raw}`, `--window-size=980,${height}`, page], { stdio: 'pipe' });
  execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--output', path.join(root, picture), '256', raw]);
}
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
