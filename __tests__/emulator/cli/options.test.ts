import { describe, expect, test } from 'vitest';
import { defaultPort, parseCommandLine } from '../../../emulator/cli/command-line.ts';
import { helpText } from '../../../emulator/cli/help.ts';
import { operationNames } from '../../../emulator/operation-name.ts';
import { exampleCredentials } from '../../../emulator/settings.ts';

describe('the options', () => {
  const settingsOf = (...words: readonly string[]) => {
    const command = parseCommandLine(words);
    return command.kind === 'run' ? command.settings : undefined;
  };

  test('are not needed', () => {
    expect(parseCommandLine([])).toEqual({
      kind: 'run',
      settings: { port: defaultPort, anyCredentials: false, denied: [] },
      faults: [],
      services: [],
      stacks: [],
    });
  });

  test('are all read', () => {
    const words = `--port 0 --host ::1 --region eu-west-1 --account 000000000000 --deploy-seconds never
      --cancel-seconds 1.5 --delete-seconds 0 --deploy-ending failed --cancel-ending too-late
      --superseded-after-seconds 3 --nothing-to-cancel validation --calls-per-second 5 --latency-seconds 0.2
      --any-credentials --deny GetService --deny proton:ListServices`;
    expect(settingsOf(...words.split(/\s+/))).toEqual({
      port: 0,
      host: '::1',
      region: 'eu-west-1',
      accountId: '000000000000',
      deployMilliseconds: Number.POSITIVE_INFINITY,
      cancelMilliseconds: 1500,
      deleteMilliseconds: 0,
      deployEnding: 'FAILED',
      updateEnding: 'UPDATE_FAILED',
      cancelEnding: 'SUCCEEDED',
      supersededAfterMilliseconds: 3000,
      nothingToCancelAnswer: 'validation',
      callsPerSecond: 5,
      latencyMilliseconds: 200,
      anyCredentials: true,
      denied: ['proton:GetService', 'proton:ListServices'],
    });
  });

  test('put services in place', () => {
    expect(parseCommandLine(['--service', 'a', '--service=b=failed', '--service', 'c=no-pipeline'])).toMatchObject({
      services: [
        { name: 'a', options: { deployment: 'in-progress' } },
        { name: 'b', options: { deployment: 'failed' } },
        { name: 'c', options: { pipeline: false } },
      ],
    });
  });

  test('put stacks in place', () => {
    expect(parseCommandLine(['--stack', 'a', '--stack=b=UPDATE_ROLLBACK_FAILED'])).toMatchObject({
      stacks: [
        { name: 'a', status: 'UPDATE_IN_PROGRESS' },
        { name: 'b', status: 'UPDATE_ROLLBACK_FAILED' },
      ],
    });
  });

  test('say how the updates of stacks end, too', () => {
    expect(settingsOf('--cancel-ending', 'failed')).toMatchObject({ rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
    expect(settingsOf('--deploy-ending', 'succeeded')).toMatchObject({ updateEnding: 'UPDATE_COMPLETE' });
  });

  test.each([
    ['--stack=1', '--stack: "1" can\'t be used: it must be NAME or NAME=STATUS'],
    ['--stack=a_b', '--stack: "a_b"'],
    ['--stack=a=UPDATING', '--stack: "a=UPDATING" can\'t be used: it must be NAME=STATUS with a status of CREATE_'],
    ['--stack=a=UPDATE_COMPLETE=b', '--stack: "a=UPDATE_COMPLETE=b"'],
    ['--port=70000', '--port: "70000" can\'t be used: it must be a whole number from 0 to 65535.'],
    ['--host=a b', '--host: "a b"'],
    ['--region=moon', '--region: "moon"'],
    ['--account=1', '--account: "1"'],
    ['--deploy-seconds=soon', '--deploy-seconds: "soon"'],
    ['--deploy-ending=great', 'one of succeeded, failed'],
    ['--cancel-ending=great', 'one of cancelled, failed, too-late'],
    ['--nothing-to-cancel=great', 'one of conflict, validation'],
    ['--calls-per-second=-1', '--calls-per-second: "-1"'],
    ['--deny=proton:Everything', '--deny: "proton:Everything"'],
    ['--deny=ervice', '--deny: "ervice"'],
    ['--deny=iam:GetService', 'one of proton:CreateService'],
    ['--service=-a', '--service: "-a"'],
    ['--service=a=b=c', '--service: "a=b=c"'],
    ['--service=a=great', 'a state of creating'],
    ['--unknown', "'--unknown'"],
    ['word', "'word'"],
  ])('%s is refused with the rule', (word, rule) => {
    expect(() => parseCommandLine([word])).toThrow(rule);
  });

  test('are refused all at once', () => {
    expect(() => parseCommandLine(['--port=x', '--service=-a', '--fault=y'])).toThrow(
      /^--port: "x".*\n--fault: "y".*\n--service: "-a".*$/,
    );
  });

  test('are all explained in the help, with operations and credentials', () => {
    const help = helpText();
    for (const option of ['service', 'port', 'any-credentials', 'deny', 'fault', 'host', 'calls-per-second']) {
      expect(help).toContain(`  --${option}`);
    }
    for (const word of [...operationNames, exampleCredentials.accessKeyId, exampleCredentials.secretAccessKey]) {
      expect(help).toContain(word);
    }
    for (const [, action = ''] of help.matchAll(/such as (proton:\w+); repeatable/g)) {
      expect(settingsOf('--deny', action)).toMatchObject({ denied: [action] });
    }
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
