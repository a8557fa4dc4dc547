import { expect, test } from 'vitest';
import { behindNet } from '../../src/host/runner.ts';
import { createRedactor } from '../../src/redaction.ts';
import type { Runner } from '../../src/report/ports.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG';

/** A runner behind the net, and what it was given. */
function netted(isDebug: boolean): { readonly runner: Runner; readonly given: unknown[] } {
  const given: unknown[] = [];
  const take = (value: unknown): void => {
    given.push(value);
  };
  const runner = behindNet(createRedactor({ AWS_SECRET_ACCESS_KEY: secret }), {
    isDebug,
    log: take,
    annotate: take,
    setOutputs: take,
    writeSummary: async (markdown) => take(markdown),
    comment: async (comment) => {
      take(comment);
      return { kind: 'not-needed' };
    },
  });
  return { runner, given };
}

test('nothing that leaves the process has a secret in it, by whatever way', async () => {
  const { runner, given } = netted(true);
  runner.log({ level: 'info', text: secret });
  runner.log({ level: 'debug', text: secret });
  runner.annotate({ severity: 'error', title: secret, message: secret });
  runner.setOutputs({ spec: secret, results: JSON.stringify([secret]) });
  await runner.writeSummary(secret);
  const comment = {
    body: `<!-- ${secret} --> ${secret}`,
    marker: `<!-- ${secret} -->`,
    formerMarker: `<!-- former ${secret} -->`,
    mayCreate: true,
  };
  await runner.comment(comment, { token: secret, timeoutMilliseconds: 1 });
  expect(given).toEqual([
    { level: 'info', text: '***' },
    { level: 'debug', text: '***' },
    { severity: 'error', title: '***', message: '***' },
    { spec: '***', results: '["***"]' },
    '***',
    // The markers and the body alike, so that a later run finds the comment again.
    {
      body: '<!-- *** --> ***',
      marker: '<!-- *** -->',
      formerMarker: '<!-- former *** -->',
      mayCreate: true,
    },
  ]);
});

test('debug lines go nowhere without debug logging', () => {
  const { runner, given } = netted(false);
  runner.log({ level: 'debug', text: 'a' });
  expect(given).toEqual([]);
});
