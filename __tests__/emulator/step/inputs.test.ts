import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../emulator/cli/command-line.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { type InputName, inputDefaults, inputNames, readStepInputs } from '../../../emulator/step/inputs.ts';
import { readActionDefinition } from '../../../scripts/action-definition.ts';

const read = (inputs: Partial<Record<InputName, string>>, region?: string) =>
  readStepInputs((name) => inputs[name] ?? '', region);

function commandOf(inputs: Partial<Record<InputName, string>>, region?: string) {
  const result = read(inputs, region);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return parseCommandLine(result.words);
}

describe("the step's inputs", () => {
  test('become a command', () => {
    const inputs = {
      services: 'shop, bank=succeeded\n\n post ',
      stacks: 'web,data=UPDATE_FAILED',
      faults: 'error:E,message=one, two@x\nstale:3@GetService\n',
      account: '111122223333',
      port: '7768',
      'create-seconds': '2',
      'deploy-seconds': 'never',
      'cancel-seconds': '0.5',
    };
    expect(commandOf({ ...inputs, faults: 'error:E,message=one two\nstale:3@GetService\n' }, 'eu-west-1')).toEqual({
      kind: 'run',
      settings: {
        port: 7768,
        region: 'eu-west-1',
        accountId: '111122223333',
        createMilliseconds: 2_000,
        deployMilliseconds: Number.POSITIVE_INFINITY,
        cancelMilliseconds: 500,
        anyCredentials: true,
        denied: [],
      },
      services: [
        { name: 'shop', options: { deployment: 'in-progress' } },
        { name: 'bank', options: { deployment: 'succeeded' } },
        { name: 'post', options: { deployment: 'in-progress' } },
      ],
      stacks: [
        { name: 'web', status: 'UPDATE_IN_PROGRESS' },
        { name: 'data', status: 'UPDATE_FAILED' },
      ],
      faults: [
        { kind: 'error', name: 'E', message: 'one two' },
        { kind: 'stale', milliseconds: 3000, operation: 'GetService' },
      ],
    });
  });

  test('are not needed', () => {
    const { accountId, createMilliseconds, deployMilliseconds, cancelMilliseconds } = defaultSettings;
    expect(commandOf({})).toMatchObject({
      settings: { port: 0, accountId, createMilliseconds, deployMilliseconds, cancelMilliseconds },
      services: [],
      stacks: [],
    });
  });

  test('have all their problems told at once, each with its input, its value and the rule', () => {
    const result = read(
      {
        services: '-a\nb=soon',
        stacks: '1',
        faults: 'explode\nstale',
        account: '1',
        port: '-1',
        'cancel-seconds': 'x',
      },
      'moon',
    );
    expect(result).toEqual({
      ok: false,
      problems: [
        expect.stringMatching(/^port: "-1" must be a whole number from 0 to 65535\.$/),
        expect.stringMatching(/^AWS_REGION: "moon" must be a region/),
        expect.stringMatching(/^account: "1" must be an account id of twelve digits\.$/),
        expect.stringMatching(/^cancel-seconds: "x" must be a number of seconds/),
        expect.stringMatching(/^faults: "explode" must be one of error/),
        expect.stringMatching(/^faults: "" must be a number/),
        expect.stringMatching(/^services: "-a" must be NAME/),
        expect.stringMatching(/^services: "b=soon" must be NAME=STATE/),
        expect.stringMatching(/^stacks: "1" must be NAME/),
      ],
    });
  });

  test.each(['--help', '--port=1', '-h'])('can not smuggle in an option: %s', (text) => {
    expect(read({ services: text })).toMatchObject({ ok: false });
    expect(read({ stacks: text })).toMatchObject({ ok: false });
    expect(read({ faults: text })).toMatchObject({ ok: false });
  });
});

describe('emulator/action.yml', () => {
  const { inputs, outputs } = readActionDefinition('emulator/action.yml');

  test('declares the inputs that the code reads, with its defaults', () => {
    expect(inputs.map(({ name }) => name)).toEqual([...inputNames]);
    const declared = inputs.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]));
    expect(Object.fromEntries(declared)).toEqual(inputDefaults);
    expect(inputs.filter(({ required }) => required)).toEqual([]);
  });

  test('declares the output that the code sets', () => {
    expect(outputs.map(({ name }) => name)).toEqual(['endpoint-url']);
  });

  test('describes everything in whole sentences', () => {
    expect([...inputs, ...outputs].filter(({ description }) => !/^[A-Z].*\.$/.test(description))).toEqual([]);
  });
});
