import { ProtonState, type StateSettings } from '../../../emulator/proton/proton-state.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { FakeClock } from '../clients.ts';

/** In milliseconds. */
export const minute = 60_000;

/** A state with settings, and the clock that it goes by. A deployment takes ten minutes, its cancellation two. */
export function stateWith(settings: Partial<StateSettings> = {}): { proton: ProtonState; clock: FakeClock } {
  const clock = new FakeClock();
  const proton = new ProtonState({
    ...defaultSettings,
    clock,
    deployMilliseconds: 10 * minute,
    cancelMilliseconds: 2 * minute,
    deleteMilliseconds: minute,
    ...settings,
  });
  return { proton, clock };
}

/** What the pipeline of the service "shop" says. */
export const statusOf = (proton: ProtonState) => proton.service('shop')?.pipeline?.deploymentStatus;
/** The states of all deployments of the service "shop", oldest first. */
export const statusesOf = (proton: ProtonState) => proton.deployments('shop').map(({ status }) => status);
