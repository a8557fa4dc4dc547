import { expect, test } from 'vitest';
import { openingLineOf } from '../../../src/report/channels/log.ts';
import { facts } from '../sample.ts';

test('the first line says what is done, where and for how long', () => {
  const line = openingLineOf(['checkout-api'], { ...facts, region: 'eu-west-1', waitMilliseconds: 1_800_000 });
  expect(line.text).toBe('Cancelling the pipeline deployment of checkout-api in eu-west-1, waiting up to 30 min.');
});

test('the first line counts several services', () => {
  expect(openingLineOf(['a', 'b'], facts).text).toContain('the pipeline deployments of 2 services');
});

test('the first line tells a dry run, and an endpoint that is not of AWS', () => {
  const { text } = openingLineOf(['a'], { ...facts, dryRun: true, endpoint: 'http://127.0.0.1:7768' });
  expect(text).toContain('a dry run, which changes nothing');
  expect(text).toContain("Asking http://127.0.0.1:7768, not AWS's own endpoint.");
});
