import { expect, test } from 'vitest';
import { loadInputs } from '../../src/inputs.ts';
import { createObserver } from '../../src/report/observe.ts';
import type { Runner } from '../../src/report/ports.ts';
import { resultOf, seen, stackFacts } from './sample.ts';

test('a verdict sets the outputs while the step still waits for the stack to be at rest', () => {
  const outputs: Record<string, string> = {};
  const runner: Runner = {
    isDebug: false,
    redact: (text) => text,
    log: () => undefined,
    annotate: () => undefined,
    setOutputs: (values) => {
      Object.assign(outputs, values);
    },
    writeSummary: async () => undefined,
    comment: async () => ({ kind: 'not-needed' }),
  };
  const loaded = loadInputs((name) => (name === 'stack-name' ? 'web' : ''));
  if (!loaded.ok) throw new Error('The inputs are bad.');
  const observe = createObserver(loaded.inputs, stackFacts, runner);
  const lastSeen = seen('cleaning-up', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const result = resultOf('succeeded', { lastSeen, isAtRest: false }, 'stack');
  observe({ type: 'state', targetName: 'web', ...lastSeen, deploymentId: undefined, sinceRequestMilliseconds: 1 });
  expect(outputs).toEqual({});
  observe({ type: 'verdict', result, results: [result], atMilliseconds: 43_000 });
  expect(outputs).toMatchObject({
    outcome: 'succeeded',
    failed: '[]',
    'deployment-status': 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    message: expect.stringContaining('not at rest yet'),
  });
});
