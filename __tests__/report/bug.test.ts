import { expect, test } from 'vitest';
import type { Annotation, Runner } from '../../src/report/ports.ts';
import { deliverBug } from '../../src/report/reports.ts';

test('a bug fails the step with an annotation, and sets every output that a later step may parse', async () => {
  const annotations: Annotation[] = [];
  const outputs: Record<string, string> = {};
  const runner: Runner = {
    redact: (text) => text,
    isDebug: false,
    log: () => undefined,
    annotate: (annotation) => {
      annotations.push(annotation);
    },
    setOutputs: (values) => {
      Object.assign(outputs, values);
    },
    writeSummary: async () => undefined,
    comment: async () => ({ kind: 'not-needed' }),
  };
  const exitCode = await deliverBug(new TypeError('x is not a function'), runner);
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ severity: 'error', title: 'Bug in this action' }]);
  expect(outputs).toMatchObject({ outcome: 'error', failed: '[]', results: '[]' });
  expect(outputs['message']).toContain('it is unknown whether a deployment is being cancelled');
});
