// Plain JavaScript for any Node: npm scripts run this first, so that a Node that is too old is named as the problem,
// instead of a syntax error in TypeScript.
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 5)) {
  const platform = `${process.platform} ${process.arch}`;
  console.error(
    [
      `This project needs Node 24.5 or later (GitHub's runner has Node 24). This is Node ${process.versions.node}.`,
      'On Linux, macOS and Windows (x64 and arm64), "npm ci" installs the right one as an optional package.',
      `It is missing here (${platform}): run "npm ci" without --omit=optional, or install Node 24 from https://nodejs.org/.`,
    ].join('\n'),
  );
  process.exit(1);
}
