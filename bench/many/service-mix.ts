import type { Outcome } from '../../src/cancellation/model/outcome.ts';
import type { PlacedService } from '../emulator/messages.ts';

/** A service of the bench, and the outcome that is right for it. */
export interface MixedService {
  readonly name: string;
  readonly outcome: Outcome;
  /** Undefined for a service that Proton does not know. */
  readonly placed: PlacedService | undefined;
}

type Kind = (name: string) => Omit<MixedService, 'name'>;

const inProgress =
  (outcome: Outcome, cancelEnding: 'CANCELLED' | 'SUCCEEDED' | 'FAILED'): Kind =>
  (name) => ({ outcome, placed: { name, options: { deployment: 'in-progress', cancelEnding } } });

const cancelled = inProgress('cancelled', 'CANCELLED');

/** Of twenty services, one each of these; all others are cancelled. */
const exceptions: Readonly<Record<number, Kind>> = {
  5: inProgress('succeeded', 'SUCCEEDED'),
  9: inProgress('failed', 'FAILED'),
  13: (name) => ({ outcome: 'nothing-to-cancel', placed: { name, options: { deployment: 'succeeded' } } }),
  16: (name) => ({ outcome: 'nothing-to-cancel', placed: { name, options: { pipeline: false } } }),
  19: () => ({ outcome: 'not-found', placed: undefined }),
};

/** So many services, of which three in four end up cancelled, and the others in all other ways. */
export function serviceMix(count: number): readonly MixedService[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `service-${at + 1}`;
    return { name, ...(exceptions[at % 20] ?? cancelled)(name) };
  });
}
