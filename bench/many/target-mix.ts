import type { PlacedService } from '../emulator/messages.ts';
import type { TargetKind } from './target-kind.ts';

/** A target of the bench, and the outcome that is right for it. */
export interface MixedTarget {
  readonly name: string;
  readonly outcome: 'cancelled' | 'failed' | 'not-found' | 'nothing-to-cancel' | 'succeeded';
  /** Undefined for a target that AWS does not know. */
  readonly placed: PlacedService | undefined;
}

/** Targets of one kind. */
export interface TargetMix {
  readonly kind: TargetKind;
  readonly targets: readonly MixedTarget[];
}

type Make = (name: string) => Omit<MixedTarget, 'name'>;

const cancelled = inProgress('cancelled', 'CANCELLED');

/** Of twenty targets, one each of these; all others are cancelled. */
const exceptions: Readonly<Record<TargetKind, Readonly<Record<number, Make>>>> = {
  service: {
    5: inProgress('succeeded', 'SUCCEEDED'),
    9: inProgress('failed', 'FAILED'),
    13: (name) => ({ outcome: 'nothing-to-cancel', placed: { name, options: { deployment: 'succeeded' } } }),
    16: (name) => ({ outcome: 'nothing-to-cancel', placed: { name, options: { pipeline: false } } }),
    19: () => ({ outcome: 'not-found', placed: undefined }),
  },
};

function inProgress(outcome: MixedTarget['outcome'], cancelEnding: 'CANCELLED' | 'SUCCEEDED' | 'FAILED'): Make {
  return (name) => ({ outcome, placed: { name, options: { deployment: 'in-progress', cancelEnding } } });
}

/** So many targets, of which three in four end up cancelled, and the others in all other ways. */
export function targetMix(kind: TargetKind, count: number): TargetMix {
  return mixOf(kind, count, (at) => exceptions[kind][at % 20] ?? cancelled);
}

/** So many targets, all of which end up cancelled. */
export function cancelledTargets(kind: TargetKind, count: number): TargetMix {
  return mixOf(kind, count, () => cancelled);
}

function mixOf(kind: TargetKind, count: number, makeAt: (at: number) => Make): TargetMix {
  const targets = Array.from({ length: count }, (_, at) => {
    const name = `${kind}-${at + 1}`;
    return { name, ...makeAt(at)(name) };
  });
  return { kind, targets };
}
