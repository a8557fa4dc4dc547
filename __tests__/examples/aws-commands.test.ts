import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { read } from '../conventions/repository.ts';
import {
  type AwsCommand,
  actionsOf,
  awsCommandsOfDocuments,
  awsCommandsOfWorkflows,
  awsLinesIn,
  wordsOf,
} from './aws-commands.ts';

const examples = awsCommandsOfWorkflows('examples');
const commands = [...examples, ...awsCommandsOfDocuments()];
const isWindows = process.platform === 'win32';

// Those that rehearse need none: the emulator allows everything.
const atAws = examples.filter(({ file }) => !read(file).includes('/emulator@'));

// The examples run on Linux, and so does the shell that reads them.
test.skipIf(isWindows).each(atAws)(
  '$file names the permission for its own call: $line',
  async (command: AwsCommand) => {
    const comments = read(command.file)
      .split('\n')
      .flatMap((line) => /^\s*# (.*)$/.exec(line)?.[1] ?? [])
      .join(' ');
    for (const action of actionsOf(await wordsOf(command))) expect(comments).toContain(action);
  },
);

describe('the search for aws commands', () => {
  test('finds each, whole and on one line, and nothing else', () => {
    const script = [
      'id=$(aws proton get-service --name shop \\',
      "  --query 'a|b' --output text) && aws sts get-caller-identity | jq .",
      'if ! aws s3 ls; then aws s3 mb "x;y"; fi',
      'echo the aws command; # laws about',
      '$ aws proton list-services > file',
      'exec aws sts get-caller-identity',
    ].join('\n');
    expect(awsLinesIn(script)).toEqual([
      "aws proton get-service --name shop --query 'a|b' --output text",
      'aws sts get-caller-identity',
      'aws s3 ls',
      'aws s3 mb "x;y"',
      'aws proton list-services',
      'aws sts get-caller-identity',
    ]);
  });

  test('finds those of the examples and of the documents', () => {
    const found = new Set(commands.map(({ file }) => file));
    expect([...found]).toEqual(expect.arrayContaining(['examples/guarded-deployment.yml', 'docs/proton.md']));
    expect(commands.length).toBeGreaterThan(3);
  });
});
