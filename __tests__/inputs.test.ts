import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputName, type InputProblem, type Inputs, loadInputs } from '../src/inputs.ts';

function load(values: Partial<Record<InputName, string>>): ReturnType<typeof loadInputs> {
  const all: Partial<Record<InputName, string>> = { 'service-name': 'checkout-api', ...values };
  return loadInputs((name) => all[name] ?? '');
}

function valid(values: Partial<Record<InputName, string>>): Inputs {
  const loaded = load(values);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.inputs;
}

function problems(values: Partial<Record<InputName, string>>): readonly InputProblem[] {
  const loaded = load(values);
  return loaded.ok ? [] : loaded.problems;
}

function problemsOf(input: InputName, value: string): readonly string[] {
  return problems({ [input]: value }).map((problem) => problem.input);
}

describe('service-name', () => {
  test('takes several, separated by newlines and commas, each once, in order', () => {
    const { plan } = valid({ 'service-name': ' b, a\n\nc ,b\r\n a_1-x ' });
    expect(plan.serviceNames).toEqual(['b', 'a', 'c', 'a_1-x']);
  });

  test.each(['', ' , \n', 'a'.repeat(101), '-a', '_a', 'a b', 'a/b', 'ä', 'a.b', 'a\u0000b'])('refuses %j', (name) => {
    expect(problemsOf('service-name', name)).toEqual(['service-name']);
  });

  test('takes what the API takes, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 110 }), (name) => {
        const isList = /[\r\n,]/.test(name) || name !== name.trim();
        fc.pre(!isList);
        const isName = name.length <= 100 && /^[0-9A-Za-z]+[0-9A-Za-z_-]*$/.test(name);
        expect(load({ 'service-name': name }).ok).toBe(isName);
      }),
    );
  });
});

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['0.5', 30_000],
    ['360', 360 * 60_000],
    ['', 30 * 60_000],
  ])('wait-for-minutes %j is %d ms', (text, milliseconds) => {
    expect(valid({ 'wait-for-minutes': text }).plan.waitMilliseconds).toBe(milliseconds);
  });

  test.each(['-1', '360.1', '1e2', '1,5', '0x10', 'NaN', 'Infinity', '5m', '+5', '.', '1.', '१'])(
    'wait-for-minutes %j is refused',
    (text) => {
      expect(problemsOf('wait-for-minutes', text)).toEqual(['wait-for-minutes']);
    },
  );

  test.each(['0', '0.9', '301', 'ten'])('max-poll-interval-seconds %j is refused', (text) => {
    expect(problemsOf('max-poll-interval-seconds', text)).toEqual(['max-poll-interval-seconds']);
  });

  test('are in bounds, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (text) => {
        const loaded = load({ 'wait-for-minutes': text.trim(), 'max-poll-interval-seconds': text.trim() });
        if (!loaded.ok) return;
        expect(loaded.inputs.plan.waitMilliseconds).toBeLessThanOrEqual(360 * 60_000);
        expect(loaded.inputs.plan.waitMilliseconds).toBeGreaterThanOrEqual(0);
        expect(loaded.inputs.plan.maxPollIntervalMilliseconds).toBeGreaterThanOrEqual(1_000);
        expect(loaded.inputs.plan.maxPollIntervalMilliseconds).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

describe('booleans follow the YAML 1.2 core schema', () => {
  test.each(['true', 'True', 'TRUE'])('%s is true', (text) => {
    expect(valid({ 'dry-run': text }).plan.dryRun).toBe(true);
  });

  test.each(['false', 'False', 'FALSE', ''])('%j is false', (text) => {
    expect(valid({ 'dry-run': text }).plan.dryRun).toBe(false);
  });

  test.each(['yes', 'no', 'on', '1', '0', 'tRUE', 'y'])('%s is refused', (text) => {
    expect(problemsOf('include-spec', text)).toEqual(['include-spec']);
  });
});

describe('fail-on', () => {
  test('left blank is failed, superseded, timed-out and not-found', () => {
    expect([...valid({}).failOn]).toEqual(['failed', 'superseded', 'timed-out', 'not-found']);
  });

  test('takes outcomes, separated by newlines and commas', () => {
    expect([...valid({ 'fail-on': 'succeeded\ntimed-out, failed' }).failOn]).toEqual([
      'succeeded',
      'timed-out',
      'failed',
    ]);
  });

  test('none is no outcome', () => {
    expect(valid({ 'fail-on': 'none' }).failOn.size).toBe(0);
  });

  test.each(['none, failed', 'Failed', 'all', 'canceled'])('%j is refused', (text) => {
    expect(problemsOf('fail-on', text)).toContain('fail-on');
  });
});

describe('deployment-id', () => {
  const id = '12345678-1234-4123-8123-123456789abc';

  test('takes a UUID in lower case', () => {
    expect(valid({ 'deployment-id': id }).plan.deploymentId).toBe(id);
  });

  test.each([id.toUpperCase(), `${id} `.repeat(2), 'x', id.replaceAll('-', '')])('%j is refused', (text) => {
    expect(problemsOf('deployment-id', text)).toEqual(['deployment-id']);
  });

  test('goes with a single service only', () => {
    expect(problems({ 'service-name': 'a, b', 'deployment-id': id })[0]?.rule).toContain('single service-name');
    expect(problems({ 'service-name': 'a, a', 'deployment-id': id })).toEqual([]);
  });
});

describe('other inputs', () => {
  test('aws-region becomes part of a host name, and must be fit for that', () => {
    expect(valid({ 'aws-region': 'eu-west-1' }).region).toBe('eu-west-1');
    for (const region of ['eu-west-1.evil.example', 'eu/west', 'EU-WEST-1', '-a', 'a@b']) {
      expect(problemsOf('aws-region', region)).toEqual(['aws-region']);
    }
  });

  test('a comment needs a token, whose value is never shown', () => {
    expect(problems({ 'comment-on-pull-request': 'true' })).toEqual([
      { input: 'github-token', value: undefined, rule: expect.stringContaining('comment-on-pull-request') },
    ]);
  });

  test('every problem is told at once', () => {
    const told = problems({ 'service-name': '-', 'wait-for-minutes': 'x', 'dry-run': 'x', 'fail-on': 'x' });
    expect(told.map(({ input }) => input)).toEqual(['service-name', 'wait-for-minutes', 'dry-run', 'fail-on']);
  });
});
