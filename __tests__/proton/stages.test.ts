import { DeploymentStatus } from '@aws-sdk/client-proton';
import { expect, test } from 'vitest';
import type { Stage } from '../../src/cancellation/model/deployment.ts';
import { stageOf } from '../../src/proton/stages.ts';

const rows: readonly (readonly [status: string, stage: Stage])[] = [
  ['IN_PROGRESS', 'in-progress'],
  ['CANCELLING', 'cancelling'],
  ['CANCELLED', 'cancelled'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['DELETE_IN_PROGRESS', 'deleted'],
  ['DELETE_FAILED', 'deleted'],
  ['DELETE_COMPLETE', 'deleted'],
];

test.each(rows)('%s: %s', (status, stage) => {
  expect(stageOf(status)).toBe(stage);
});

test('every status of the API has a row here', () => {
  expect(rows.map(([status]) => status).sort()).toEqual(Object.values(DeploymentStatus).sort());
});

test.each([undefined, 'PAUSED', 'toString', '__proto__', ''])('%s: unknown', (status) => {
  expect(stageOf(status)).toBe('unknown');
});
