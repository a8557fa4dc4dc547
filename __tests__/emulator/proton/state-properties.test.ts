import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../emulator/http/api-error.ts';
import type { ProtonState } from '../../../emulator/proton/proton-state.ts';
import type { FakeClock } from '../clients.ts';
import { minute, stateWith } from './states.ts';

describe('whatever happens, in whatever order', () => {
  const step = fc.oneof(
    fc.constant('update' as const),
    fc.constant('cancel' as const),
    fc.constant('delete' as const),
    fc.integer({ min: 0, max: 15 * minute }),
  );
  const endings = fc.record({
    cancelEnding: fc.constantFrom('CANCELLED', 'FAILED', 'SUCCEEDED'),
    deployEnding: fc.constantFrom('SUCCEEDED', 'FAILED'),
    supersededAfterMilliseconds: fc.constantFrom(undefined, 0, minute),
  });

  test('one deployment at most is under way, and one that has ended stays as it is', () => {
    fc.assert(
      fc.property(endings, fc.array(step, { maxLength: 40 }), (settings, steps) => {
        const { proton, clock } = stateWith(settings);
        proton.addService('shop', { deployment: 'creating' });
        const ended = new Map<string, string>();
        for (const next of steps) {
          take(proton, clock, next);
          const deployments = proton.deployments('shop');
          const underWay = deployments.filter(({ status }) => status === 'IN_PROGRESS' || status === 'CANCELLING');
          expect(underWay.length).toBeLessThanOrEqual(1);
          for (const { id, status } of deployments.filter((deployment) => !underWay.includes(deployment))) {
            expect(ended.get(id) ?? status).toBe(status);
            ended.set(id, status);
          }
        }
      }),
    );
  });
});

function take(proton: ProtonState, clock: FakeClock, step: 'update' | 'cancel' | 'delete' | number): void {
  if (typeof step === 'number') {
    clock.advance(step);
    return;
  }
  try {
    switch (step) {
      case 'update':
        proton.startUpdate('shop');
        return;
      case 'cancel':
        proton.cancelDeployment('shop');
        return;
      case 'delete':
        proton.deleteService('shop');
        return;
    }
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
  }
}
