import { describe, expect, test } from 'vitest';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { openingLineOf } from '../../../src/report/log/log.ts';
import { facts, stackFacts, targetNamed } from '../sample.ts';

describe('the first line of the log', () => {
  const target = (name: string): TargetResult['target'] => targetNamed(name).target;

  test('says what is done, where and for how long', () => {
    expect(openingLineOf([target('checkout-api')], facts).text).toBe(
      'Cancelling the pipeline deployment of checkout-api in eu-west-1, waiting up to 30 min.',
    );
    expect(openingLineOf([target('web')], { ...stackFacts, region: undefined, waitMilliseconds: 0 }).text).toBe(
      'Cancelling the stack update of web, not waiting for the result.',
    );
  });

  test('counts several targets', () => {
    expect(openingLineOf([target('a'), target('b')], facts).text).toContain('the pipeline deployments of 2 services');
    expect(openingLineOf([target('a'), target('b')], stackFacts).text).toContain('the stack updates of 2 stacks');
  });

  test('tells a dry run, and an endpoint that is not of AWS', () => {
    const { text } = openingLineOf([target('a')], { ...facts, dryRun: true, endpoint: 'http://127.0.0.1:7768' });
    expect(text).toBe(
      "Dry run: checking the pipeline deployment of a in eu-west-1. Nothing is changed. The endpoint is http://127.0.0.1:7768, not AWS's own.",
    );
  });
});
