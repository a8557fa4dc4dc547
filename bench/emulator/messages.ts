import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import type { NewService } from '../../emulator/proton/new-service.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';

/** What the bench sets about an emulator. Durations in milliseconds, the rate in calls a second. */
export interface BenchSettings extends Partial<Pick<EmulatorSettings, 'callsPerSecond' | 'cancelMilliseconds'>> {
  /** With it, the emulator speaks TLS, and is reached through a relay that is so many milliseconds away, there and back. */
  readonly tlsRoundTripMilliseconds?: number;
}

/** A target to put in place. */
export type PlacedTarget =
  | { readonly kind: 'service'; readonly name: string; readonly options: NewService }
  | { readonly kind: 'stack'; readonly name: string; readonly options: NewStack };

/** What the bench asks of the process of an emulator. */
export type Question =
  | { readonly kind: 'start'; readonly settings: BenchSettings }
  | { readonly kind: 'place'; readonly targets: readonly PlacedTarget[] }
  | { readonly kind: 'report' };

/** A call that arrived. */
export interface ArrivedCall {
  /** The service or stack that it names, if it names one. */
  readonly target: string | undefined;
  /** When its last byte had been read, in milliseconds of the machine's monotonic clock, the same for all processes. */
  readonly atMilliseconds: number;
  /** `ok`, or the name of the error that was answered. */
  readonly answer: string;
}

/** What the process of an emulator answers. */
export type Answer =
  | { readonly kind: 'started'; readonly url: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly kind: 'placed' }
  | { readonly kind: 'report'; readonly calls: readonly ArrivedCall[] };
