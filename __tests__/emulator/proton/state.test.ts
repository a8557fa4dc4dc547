import { describe, expect, test } from 'vitest';
import { minute, stateWith, statusesOf, statusOf } from './states.ts';

describe('a deployment over time', () => {
  test.each(['SUCCEEDED', 'FAILED'] as const)('ends %s by itself, at its time and not before', (deployEnding) => {
    const { proton, clock } = stateWith({ deployEnding });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(10 * minute - 1);
    expect(statusOf(proton)).toBe('IN_PROGRESS');
    clock.advance(1);
    expect(statusOf(proton)).toBe(deployEnding);
  });

  test.each(['CANCELLED', 'FAILED', 'SUCCEEDED'] as const)('that is cancelled ends %s', (cancelEnding) => {
    const { proton, clock } = stateWith({ cancelEnding });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(minute);
    proton.cancelDeployment('shop');
    clock.advance(2 * minute - 1);
    expect(statusOf(proton)).toBe('CANCELLING');
    clock.advance(1);
    expect(statusOf(proton)).toBe(cancelEnding);
    clock.advance(60 * minute);
    expect(statusOf(proton)).toBe(cancelEnding);
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
    clock.advance(10 * minute);
    expect(proton.service('shop')?.status).toBe('CREATE_FAILED');
    expect(proton.service('shop')?.pipeline?.lastSucceededDeploymentId).toBeUndefined();
  });
});

describe('a newer deployment that takes over by itself', () => {
  test('begins the set time after the end of the cancelled one, once, with an id of its own', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: minute });
    proton.addService('shop', { deployment: 'in-progress' });
    proton.cancelDeployment('shop');
    clock.advance(3 * minute - 1);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED']);
    clock.advance(1);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED', 'IN_PROGRESS']);
    clock.advance(20 * minute);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'CANCELLED', 'SUCCEEDED']);
    const ids = proton.deployments('shop').map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(proton.getDeployment(ids[1] ?? '').deployment.ending).toBe('CANCELLED');
  });

  test('hides the end of the cancelled one where it begins at once', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: 0 });
    proton.addService('shop', { deployment: 'in-progress' });
    proton.cancelDeployment('shop');
    clock.advance(2 * minute);
    expect(statusOf(proton)).toBe('IN_PROGRESS');
  });

  test('does not follow a deployment that nobody cancelled', () => {
    const { proton, clock } = stateWith({ supersededAfterMilliseconds: 0 });
    proton.addService('shop', { deployment: 'in-progress' });
    clock.advance(60 * minute);
    expect(statusesOf(proton)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});

test('two emulators share nothing', () => {
  const one = stateWith();
  const other = stateWith();
  one.proton.addService('shop');
  expect(other.proton.service('shop')).toBeUndefined();
});
