import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputName } from '../../src/inputs.ts';
import { load, problems, valid } from './load.ts';

function problemsOf(input: InputName, value: string): readonly string[] {
  return problems({ [input]: value }).map((problem) => problem.input);
}

describe('service-name', () => {
  test('takes several, separated by newlines and commas, each once, in order', () => {
    const { plan } = valid({ 'service-name': ' b, a\n\nc ,b\r\n a_1-x ' });
    expect(plan.targetKind).toBe('service');
    expect(plan.targets).toEqual(['b', 'a', 'c', 'a_1-x'].map((name) => ({ name, reference: name })));
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
  test('left blank is failed, superseded, timed-out, not-found and not-cancellable', () => {
    expect([...valid({}).failOn]).toEqual(['failed', 'superseded', 'timed-out', 'not-found', 'not-cancellable']);
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

  test('refuses `none` with other values, in words that say so', () => {
    expect(problems({ 'fail-on': 'none, failed' })).toEqual([
      { input: 'fail-on', value: 'none, failed', rule: "can't combine `none` with other values" },
    ]);
  });

  test('refuses a list of nothing but separators, which is not the same as none', () => {
    for (const value of [', ,', ',', '\n,']) {
      expect(problems({ 'fail-on': value })).toMatchObject([{ input: 'fail-on', value, hint: expect.any(String) }]);
    }
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

  test('goes with a single target only', () => {
    expect(problems({ 'service-name': 'a, b', 'deployment-id': id })[0]?.rule).toContain('single target');
    expect(problems({ 'service-name': 'a, a', 'deployment-id': id })).toEqual([]);
    expect(problems({ 'service-name': '', 'stack-name': 'a, b', 'deployment-id': id })).toHaveLength(1);
  });
});

describe('other inputs', () => {
  test('aws-region becomes part of a host name, and must be fit for that', () => {
    expect(valid({ 'aws-region': 'eu-west-1' }).region).toBe('eu-west-1');
    for (const region of ['eu-west-1.evil.example', 'eu/west', 'EU-WEST-1', '-a', 'a@b']) {
      expect(problemsOf('aws-region', region)).toEqual(['aws-region']);
    }
  });

  test.each(['true', 'on-failure'])('a comment (%s) needs a token, whose value is never shown', (mode) => {
    expect(problems({ 'comment-on-pull-request': mode })).toEqual([
      { input: 'github-token', value: undefined, rule: expect.stringContaining('comment-on-pull-request') },
    ]);
  });

  test.each([
    ['true', 'always'],
    ['TRUE', 'always'],
    ['on-failure', 'on-failure'],
    ['false', 'never'],
    ['', 'never'],
  ])('comment-on-pull-request %j is %s', (text, mode) => {
    const inputs = valid({ 'comment-on-pull-request': text, 'github-token': 'ghs_token' });
    expect(inputs.commentOnPullRequest).toBe(mode);
  });

  test('the job summary is written unless the workflow says otherwise', () => {
    expect([valid({}).jobSummary, valid({ 'job-summary': 'false' }).jobSummary]).toEqual([true, false]);
  });

  test('problems go to the job summary too, unless the workflow wants none', () => {
    const jobSummary = (text: string) => load({ 'dry-run': 'x', 'job-summary': text });
    expect(jobSummary('')).toMatchObject({ ok: false, jobSummary: true });
    expect(jobSummary('false')).toMatchObject({ ok: false, jobSummary: false });
    expect(jobSummary('nope')).toMatchObject({ ok: false, jobSummary: true });
  });

  test('every problem is reported at once', () => {
    const told = problems({ 'service-name': '-', 'wait-for-minutes': 'x', 'dry-run': 'x', 'fail-on': 'x' });
    expect(told.map(({ input }) => input)).toEqual(['service-name', 'wait-for-minutes', 'dry-run', 'fail-on']);
  });
});
