// Plain JavaScript for any Node: every npm script runs this first, so that an old Node on the path is named
// as the problem instead of failing on TypeScript syntax.
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 5)) {
  const platform = `${process.platform} ${process.arch}`;
  console.error(
    [
      `This project runs on Node 24.5 or later (the runner's own Node); this is Node ${process.versions.node}.`,
      'On Linux (x64, arm64), macOS (x64) and Windows (x64), "npm ci" brings the right Node along as an optional package.',
      `There is none for ${platform} here: run "npm ci" without --omit=optional, or install Node 24 from https://nodejs.org/.`,
    ].join('\n'),
  );
  process.exit(1);
}
