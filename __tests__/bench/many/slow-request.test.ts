import { expect, test } from 'vitest';
import { knownTimes } from '../../../bench/many/slow-request.ts';

test('the target of the slow request, the 50th, does not count; of each other one, the last read does', () => {
  const names = Array.from({ length: 100 }, (_, at) => `service-${at + 1}`);
  const call = (operation: string, targetName: string, atMilliseconds: number) => ({
    operation,
    targetName,
    atMilliseconds,
    answer: 'ok',
  });
  const calls = [
    ...names.map((name) => call('CancelServicePipelineDeployment', name, 1_000)),
    ...names.map((name) => call('GetService', name, 2_000)),
    ...names.map((name, at) => call('GetService', name, 3_000 + at)),
    call('GetService', 'service-50', 20_000),
  ];

  expect(knownTimes('service', { calls, startedAtMilliseconds: 500 })).toEqual({ typical: 2_550, last: 2_599 });
});
