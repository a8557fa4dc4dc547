import { describe, expect, test } from 'vitest';
import { annotationsOf, emulateService, runAgainst } from './emulated-step.ts';

describe.concurrent('bad input sends nothing', () => {
  const hundredAndOne = 'a'.repeat(101);
  test.each([
    '',
    hundredAndOne,
    '-leading',
    '_leading',
    'blank inside',
    'sl/ash',
    'ümlaut',
    'emoji🙂',
    '::error::x',
    'good\nb@d',
  ])('service-name %j', async (name) => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { inputs: { 'service-name': name } });
    expect(result.exitCode).toBe(1);
    expect(emulator.requests).toEqual([]);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Bad input: service-name /)]);
    expect(result.outputs).toMatchObject({ outcome: 'error', results: '[]' });
  });

  test('every problem is in one error that names input, value and rule', async () => {
    const emulator = await emulateService();
    const inputs = {
      'wait-for-minutes': '361',
      'max-poll-interval-seconds': '0.5',
      'deployment-id': 'NOT-A-UUID',
      'fail-on': 'failed, everything',
      'dry-run': 'yes',
      'aws-region': 'eu west 1',
    };
    const result = await runAgainst(emulator, { inputs });
    const [annotation = ''] = annotationsOf(result);
    expect(annotationsOf(result)).toHaveLength(1);
    expect(result.summary).toContain('Nothing was sent');
    for (const part of ['361', '0.5', 'NOT-A-UUID', 'everything', '"yes"', 'eu west 1', ...Object.keys(inputs)]) {
      expect(annotation).toContain(part);
    }
    expect(emulator.requests).toEqual([]);
  });

  test.each([', ,', ',', '\n,\n'])('fail-on %j names no outcome, and does not pass for none', async (failOn) => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { inputs: { 'fail-on': failOn } });
    expect([result.exitCode, result.outputs['outcome'], emulator.requests]).toEqual([1, 'error', []]);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Bad input: fail-on /)]);
  });
});
