import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import process from 'node:process';
import { findAws } from './contestants.ts';
import { mebibytes } from './interleave.ts';

/** The machine and the versions that the measurements were made on: a Markdown list. */
export function machineList(): string {
  const aws = findAws();
  const lines = [
    `CPU: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${mebibytes(totalmem())} of memory`,
    `OS: ${type()} ${release()}, ${process.arch}`,
    `Node ${process.versions.node}`,
    `AWS CLI: ${aws === undefined ? 'none on the path' : versionOf(aws)}`,
    `Measured at ${new Date().toISOString()}`,
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

/** Some versions of the CLI print theirs to stderr. */
function versionOf(aws: string): string {
  const { stdout, stderr } = spawnSync(aws, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return `${stdout}${stderr}`.trim() || 'unknown';
}
