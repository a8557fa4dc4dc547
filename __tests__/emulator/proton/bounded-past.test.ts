import { expect, test } from 'vitest';
import { stateWith } from './states.ts';

test('of a service, the latest thousand deployments are kept, and the one that is deployed', () => {
  const { proton, clock } = stateWith({ deployMilliseconds: 10, cancelMilliseconds: 1 });
  proton.addService('shop');
  const deployed = proton.service('shop')?.pipeline?.lastSucceededDeploymentId ?? '';
  const [oldest] = proton.deployments('shop');
  for (let count = 0; count < 1010; count += 1) {
    proton.startUpdate('shop');
    proton.cancelDeployment('shop');
    clock.advance(1);
  }
  const kept = proton.deployments('shop');
  expect(kept).toHaveLength(1001);
  expect(kept[0]?.id).toBe(deployed);
  expect(proton.service('shop')?.pipeline).toMatchObject({
    deploymentStatus: 'CANCELLED',
    lastSucceededDeploymentId: deployed,
    templateMinorVersion: '1',
  });
  expect(() => proton.getDeployment(oldest?.id ?? '')).toThrow('was not found');
  expect(proton.getDeployment(deployed).deployment.ending).toBe('SUCCEEDED');
});

test('of deleted services, the latest thousand are remembered', () => {
  const { proton, clock } = stateWith({ deleteMilliseconds: 1 });
  for (let count = 0; count < 1001; count += 1) {
    proton.addService(`service-${count}`);
    proton.deleteService(`service-${count}`);
    clock.advance(1);
    expect(proton.services()).toEqual([]);
  }
  expect(proton.wasDeleted('service-0')).toBe(false);
  expect(proton.wasDeleted('service-1')).toBe(true);
});

test('a service that comes again is not the one that was deleted', () => {
  const { proton, clock } = stateWith({ deleteMilliseconds: 0 });
  proton.addService('shop');
  proton.addService('bank');
  proton.deleteService('shop');
  expect(proton.service('shop')).toBeUndefined();
  clock.advance(1);
  proton.addService('shop', { deployment: 'none' });
  expect(proton.services().map(({ definition }) => definition.name)).toEqual(['bank', 'shop']);
  expect(proton.wasDeleted('shop')).toBe(false);
  expect(proton.deployments('shop')).toHaveLength(1);
});
