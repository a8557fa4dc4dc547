import { describe, expect, test } from 'vitest';
import { annotationsIn, type MemoryStepResult } from '../memory-runner.ts';
import { emulateService, emulateStack, resultsOf, stackName } from './emulated.ts';

/** What the one annotation of a failed step says. */
function errorOf(result: MemoryStepResult): string {
  expect(result.exitCode).toBe(1);
  expect(result.annotations).toMatchObject([{ severity: 'error' }]);
  return annotationsIn(result).join();
}

test('the region of an ARN serves where none is given', async () => {
  const emulator = await emulateStack();
  const id = emulator.cloudformation.stack(stackName)?.id ?? '';
  const result = await emulator.run({
    inputs: { 'stack-name': `${id}, ${id}` },
    environment: { AWS_REGION: undefined },
  });
  expect(resultsOf(result)).toMatchObject([{ stackName, outcome: 'cancelled', stack: { stackId: id } }]);
  expect(emulator.requests.every(({ target }) => target === stackName || target === id)).toBe(true);
});

describe('a request that could not be built is told as not sent', () => {
  /** No place may say that a request was sent, or could have been. */
  function expectNothingSaidToBeSent(result: MemoryStepResult, claim: RegExp): void {
    const { outputs, summary, log } = result;
    for (const text of [errorOf(result), outputs['message'] ?? '', summary]) expect(text).toMatch(claim);
    for (const text of [...log, summary, JSON.stringify(outputs)]) {
      expect(text).not.toMatch(
        /request was sent|effect could not|AWS carries on|If AWS received|AWS accepted|AWS refused|had accepted|had refused/,
      );
    }
  }

  test.each([
    ['AWS_SESSION_TOKEN', 'a-session-token-with-a-line-break\n', 'no credential ends with a line break'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE\n', 'no credential ends with a line break'],
    ['AWS_DEFAULTS_MODE', 'odd', 'AWS_DEFAULTS_MODE'],
    ['HTTP_PROXY', 'http://user:%zz@127.0.0.1:9', 'HTTP_PROXY'],
  ])('%s=%j', async (name, value, advice) => {
    const emulator = await emulateService();
    const result = await emulator.run({ environment: { [name]: value } });
    expect([result.outputs['outcome'], emulator.requests]).toEqual(['error', []]);
    expectNothingSaidToBeSent(result, /this step sent no cancel request for `?checkout-api/i);
    expect(errorOf(result)).toContain(advice);
  });
});
