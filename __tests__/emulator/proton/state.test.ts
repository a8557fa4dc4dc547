import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../emulator/http/api-error.ts';
import { ProtonState, type StateSettings } from '../../../emulator/proton/proton-state.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { FakeClock } from '../clients.ts';

const MINUTE = 60_000;

function stateWith(settings: Partial<StateSettings> = {}): { proton: ProtonState; clock: FakeClock } {
  const clock = new FakeClock();
  const proton = new ProtonState({
    ...defaultSettings,
    clock,
    deployMilliseconds: 10 * MINUTE,
    cancelMilliseconds: 2 * MINUTE,
    deleteMilliseconds: MINUTE,
    ...settings,
  });
  return { proton, clock };
}

const statusOf = (proton: ProtonState) => proton.service('shop')?.pipeline?.deploymentStatus;
const statusesOf = (proton: ProtonState) => proton.deployments('shop').map(({ status }) => status);

describe('a deployment over time', () => {
  test.each(['SUCCEEDED', 'FAILED'] as const)('ends %s by itself, at its time and not before', (deployEnding) => {
    const { proton, clock } = stateWith({ deployEnding });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(10 * MINUTE - 1);
    expect(statusOf(proton)).toBe('IN_PROGRESS');
    clock.advance(1);
    expect(statusOf(proton)).toBe(deployEnding);
  });

  test.each(['CANCELLED', 'FAILED', 'SUCCEEDED'] as const)('that is cancelled ends %s', (cancelEnding) => {
    const { proton, clock } = stateWith({ cancelEnding });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(MINUTE);
    proton.cancelDeployment('shop');
    clock.advance(2 * MINUTE - 1);
    expect(statusOf(proton)).toBe('CANCELLING');
    clock.advance(1);
    expect(statusOf(proton)).toBe(cancelEnding);
    clock.advance(60 * MINUTE);
    expect(statusOf(proton)).toBe(cancelEnding);
  });

  test('that is cancelled shows the version that was in place before', () => {
    const { proton, clock } = stateWith();
    proton.addService('shop', { deployment: 'succeeded' });
    const before = proton.service('shop')?.pipeline;
    const id = proton.startUpdate('shop', { templateMajorVersion: '3', templateMinorVersion: '5', spec: 'new' });
    proton.cancelDeployment('shop');
    clock.advance(2 * MINUTE);
    expect(proton.service('shop')?.pipeline).toMatchObject({
      templateMajorVersion: before?.templateMajorVersion,
      templateMinorVersion: before?.templateMinorVersion,
      spec: before?.spec,
      lastSucceededDeploymentId: before?.lastSucceededDeploymentId,
      lastAttemptedDeploymentId: id,
    });
  });

  test('can go on forever', () => {
    const { proton, clock } = stateWith({ deployMilliseconds: Number.POSITIVE_INFINITY });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(1e12);
    expect(statusOf(proton)).toBe('IN_PROGRESS');
  });

  test('goes by its own service, where that overrides the server', () => {
    const { proton, clock } = stateWith();
    proton.addService('shop', { deployment: 'in-progress', deployMilliseconds: 1000, deployEnding: 'FAILED' });
    clock.advance(1000);
    expect(statusOf(proton)).toBe('FAILED');
    expect(proton.service('shop')?.pipeline?.deploymentStatusMessage).toContain('failed');
  });

  test('can be ended by hand', () => {
    const { proton } = stateWith();
    proton.addService('shop', { deployment: 'in-progress' });
    proton.endDeployment('shop', 'SUCCEEDED');
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  test.each([
    ['creating', ['IN_PROGRESS']],
    ['none', ['SUCCEEDED']],
    ['in-progress', ['SUCCEEDED', 'IN_PROGRESS']],
    ['cancelling', ['SUCCEEDED', 'CANCELLING']],
    ['cancelled', ['SUCCEEDED', 'CANCELLED']],
    ['succeeded', ['SUCCEEDED', 'SUCCEEDED']],
    ['failed', ['SUCCEEDED', 'FAILED']],
  ] as const)('is put in place as %s', (deployment, statuses) => {
    const { proton } = stateWith();
    proton.addService('shop', { deployment });
    expect(statusesOf(proton)).toEqual(statuses);
  });
});

describe('the first deployment of a service', () => {
  test('that fails leaves a service whose creation failed', () => {
    const { proton, clock } = stateWith({ deployEnding: 'FAILED' });
    proton.addService('shop', { deployment: 'creating' });
    expect(proton.service('shop')?.status).toBe('CREATE_IN_PROGRESS');
    clock.advance(10 * MINUTE);
    expect(proton.service('shop')?.status).toBe('CREATE_FAILED');
    expect(proton.service('shop')?.pipeline?.lastSucceededDeploymentId).toBeUndefined();
  });
});

describe('a newer deployment that takes over by itself', () => {
  test('begins the set time after the end of the cancelled one, once, with an id of its own', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: MINUTE });
    proton.addService('shop', { deployment: 'in-progress' });
    proton.cancelDeployment('shop');
    clock.advance(3 * MINUTE - 1);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED']);
    clock.advance(1);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED', 'IN_PROGRESS']);
    clock.advance(20 * MINUTE);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED', 'SUCCEEDED']);
    const ids = proton.deployments('shop').map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(proton.getDeployment(ids[1] ?? '').deployment.ending).toBe('CANCELLED');
  });

  test('hides the end of the cancelled one where it begins at once', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: 0 });
    proton.addService('shop', { deployment: 'in-progress' });
    proton.cancelDeployment('shop');
    clock.advance(2 * MINUTE);
    expect(statusOf(proton)).toBe('IN_PROGRESS');
  });

  test('does not follow a deployment that nobody cancelled', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: 0 });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(60 * MINUTE);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});

describe('a deleted service', () => {
  test('is gone after its time, with its deployments', () => {
    const { proton, clock } = stateWith();
    proton.addService('shop', { deployment: 'cancelling' });
    proton.deleteService('shop');
    clock.advance(MINUTE - 1);
    expect(statusOf(proton)).toBe('DELETE_IN_PROGRESS');
    expect(proton.wasDeleted('shop')).toBe(false);
    clock.advance(1);
    expect(proton.service('shop')).toBeUndefined();
    expect(proton.deployments('shop')).toEqual([]);
    expect(proton.wasDeleted('shop')).toBe(true);
  });

  test('can be gone at once', () => {
    const { proton } = stateWith();
    proton.addService('shop');
    proton.deleteService('shop', 0);
    expect(proton.services()).toEqual([]);
  });
});

describe('whatever happens, in whatever order', () => {
  const step = fc.oneof(
    fc.constant('update' as const),
    fc.constant('cancel' as const),
    fc.constant('delete' as const),
    fc.integer({ min: 0, max: 15 * MINUTE }),
  );
  const endings = fc.record({
    cancelEnding: fc.constantFrom('CANCELLED', 'FAILED', 'SUCCEEDED'),
    deployEnding: fc.constantFrom('SUCCEEDED', 'FAILED'),
    supersededAfterMilliseconds: fc.constantFrom(undefined, 0, MINUTE),
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

test('two emulators share nothing', () => {
  const one = stateWith();
  const other = stateWith();
  one.proton.addService('shop');
  expect(other.proton.service('shop')).toBeUndefined();
});
