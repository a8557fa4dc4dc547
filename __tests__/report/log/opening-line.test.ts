import { describe, expect, test } from 'vitest';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { openingLineOf } from '../../../src/report/log/opening-line.ts';
import { facts, guardAfter, stackFacts, targetNamed } from '../sample.ts';

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

  test.each([
    [0, 'Reading the state of web in eu-west-1 before the deployment.'],
    [
      600_000,
      'Reading the state of web in eu-west-1 before the deployment, waiting up to 10 min for what is in progress there to end.',
    ],
  ])('says before a guarded deployment that the state is read, with a wait of %d ms', (waitMilliseconds, text) => {
    const guarded = { ...stackFacts, guard: { moment: 'before' }, waitMilliseconds } as const;
    expect(openingLineOf([target('web')], guarded).text).toBe(text);
  });

  test.each([
    [
      false,
      'Cancelling any stack update of web in eu-west-1 that started after the guard step and is still in progress, waiting up to 30 min.',
    ],
    [
      true,
      'Dry run: checking for any stack update of web in eu-west-1 that started after the guard step and is still in progress. Nothing is changed.',
    ],
  ])('says at the end of a guarded job which deployments are cancelled (dry run: %s)', (dryRun, text) => {
    expect(openingLineOf([target('web')], { ...stackFacts, guard: guardAfter, dryRun }).text).toBe(text);
  });
});
