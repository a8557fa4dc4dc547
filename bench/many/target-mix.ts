import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import type { NewService } from '../../emulator/proton/new-service.ts';
import type { PlacedTarget } from '../emulator/messages.ts';
import type { TargetKind } from './target-kind.ts';

/** A target of the bench, and the outcome that is right for it. */
export interface MixedTarget {
  readonly name: string;
  readonly outcome: 'cancelled' | 'failed' | 'not-found' | 'nothing-to-cancel' | 'succeeded';
  /** Undefined for a target that AWS does not know. */
  readonly placed: PlacedTarget | undefined;
}

/** Targets of one kind. */
export interface TargetMix {
  readonly kind: TargetKind;
  readonly targets: readonly MixedTarget[];
}

type Make = (name: string) => Omit<MixedTarget, 'name'>;

/** A target that ends up cancelled. */
const cancelled: Readonly<Record<TargetKind, Make>> = {
  service: service('cancelled', { deployment: 'in-progress', cancelEnding: 'CANCELLED' }),
  stack: stack('cancelled', { status: 'UPDATE_IN_PROGRESS' }),
};

const unknown: Make = () => ({ outcome: 'not-found', placed: undefined });

/** Of twenty targets, one each of these; all others are cancelled. A cancelled update of a stack never succeeds. */
const exceptions: Readonly<Record<TargetKind, Readonly<Record<number, Make>>>> = {
  service: {
    5: service('succeeded', { deployment: 'in-progress', cancelEnding: 'SUCCEEDED' }),
    9: service('failed', { deployment: 'in-progress', cancelEnding: 'FAILED' }),
    13: service('nothing-to-cancel', { deployment: 'succeeded' }),
    16: service('nothing-to-cancel', { pipeline: false }),
    19: unknown,
  },
  stack: {
    5: stack('nothing-to-cancel', { status: 'UPDATE_ROLLBACK_IN_PROGRESS' }),
    9: stack('failed', { status: 'UPDATE_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }),
    13: stack('nothing-to-cancel', { status: 'UPDATE_COMPLETE' }),
    16: stack('nothing-to-cancel', { status: 'CREATE_COMPLETE' }),
    19: unknown,
  },
};

function service(outcome: MixedTarget['outcome'], options: NewService): Make {
  return (name) => ({ outcome, placed: { kind: 'service', name, options } });
}

function stack(outcome: MixedTarget['outcome'], options: NewStack): Make {
  return (name) => ({ outcome, placed: { kind: 'stack', name, options } });
}

/** So many targets, of which three in four end up cancelled, and the others in all other ways. */
export function targetMix(kind: TargetKind, count: number): TargetMix {
  return mixOf(kind, count, (at) => exceptions[kind][at % 20] ?? cancelled[kind]);
}

/** So many targets, all of which end up cancelled. */
export function cancelledTargets(kind: TargetKind, count: number): TargetMix {
  return mixOf(kind, count, () => cancelled[kind]);
}

function mixOf(kind: TargetKind, count: number, makeAt: (at: number) => Make): TargetMix {
  const targets = Array.from({ length: count }, (_, at) => {
    const name = `${kind}-${at + 1}`;
    return { name, ...makeAt(at)(name) };
  });
  return { kind, targets };
}
