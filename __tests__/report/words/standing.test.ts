import { expect, test } from 'vitest';
import { standingOf } from '../../../src/report/words/standing.ts';
import { resultOf } from '../sample.ts';

test('a refused repetition does not hide that an earlier request may have been carried out', () => {
  const failure = {
    kind: 'access-denied',
    operation: 'CancelServicePipelineDeployment',
    name: 'AccessDeniedException',
    message: 'No.',
    remedy: 'Allow it.',
    requestId: undefined,
  } as const;
  const timeline = [{ state: 'REQUESTED', atMilliseconds: 0 }];
  const parts = { failure, timeline, pipeline: undefined };
  expect(standingOf(resultOf('error', { ...parts, inDoubt: false }))).toBe('refused');
  expect(standingOf(resultOf('error', { ...parts, inDoubt: true }))).toBe('unknown');
});
