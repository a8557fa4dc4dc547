/**
 * Asks the registry for known vulnerabilities of what is bundled. Exits with 1 if there is one of high severity, and
 * with 2 if the registry could not be asked: that is no pass.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { verdictOf } from './audit-verdict.ts';
import { packagesOfBundles } from './bundles.ts';

const root = path.resolve(import.meta.dirname, '..');
const bundled = packagesOfBundles(root);
const verdict = verdictOf(askRegistry(), bundled);

switch (verdict.kind) {
  case 'unknown':
    console.error(`The registry could not be asked for vulnerabilities, so nothing is known: ${verdict.why}`);
    process.exitCode = 2;
    break;
  case 'known':
    for (const line of verdict.unbundled) console.log(`Installed, but not bundled: ${line}`);
    for (const line of verdict.bundled) console.error(`Bundled: ${line}`);
    console.log(`${bundled.size} bundled packages, ${verdict.bundled.length} with findings of high severity.`);
    process.exitCode = verdict.bundled.length > 0 ? 1 : 0;
    break;
}

function askRegistry(): unknown {
  // npm tells its scripts where it is; its exit code says less than its report.
  const npm = process.env['npm_execpath'];
  if (npm === undefined) return { message: 'this script was not started by "npm run audit"' };
  const { stdout } = spawnSync(process.execPath, [npm, 'audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  try {
    const report: unknown = JSON.parse(stdout);
    return report;
  } catch {
    return { message: 'npm audit printed no report' };
  }
}
