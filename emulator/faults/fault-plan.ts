import type { Clock } from '../clock.ts';
import type { Api, ApiCall } from '../http/api.ts';
import { type RateLimit, rateLimit } from '../http/rate-limit.ts';
import { type AnswerFault, apiOfFault, type CallFaults, type Fault, isAccompanying } from './fault.ts';

interface PlannedFault {
  readonly fault: Fault;
  readonly withinRate: RateLimit;
  matchingCalls: number;
  happened: number;
}

/** What a call is recognised by. */
type CallMarks = Pick<ApiCall, 'operation' | 'target'> & Pick<Api, 'signingName'>;

/** The faults that were injected, and which call each happens to. */
export class FaultPlan {
  readonly #clock: Clock;
  readonly #random: () => number;
  #planned: PlannedFault[] = [];

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Adds a fault. Of several that stand in place of an answer, the one injected first happens. */
  inject(fault: Fault): void {
    const callsPerSecond = fault.kind === 'throttle' ? fault.callsPerSecond : Number.POSITIVE_INFINITY;
    const withinRate = rateLimit(callsPerSecond, this.#clock);
    this.#planned.push({ fault, withinRate, matchingCalls: 0, happened: 0 });
  }

  /** Takes all faults away. */
  clear(): void {
    this.#planned = [];
  }

  /** What happens to the call that has just arrived. Each call asks once: asking counts it. */
  faultsOfCall({ operation, target }: ApiCall, { signingName }: Pick<Api, 'signingName'>): CallFaults {
    const call: CallMarks = { operation, target, signingName };
    const accompanying: CallFaults['accompanying'][number][] = [];
    let inPlace: AnswerFault | undefined;
    for (const planned of this.#planned) {
      const { fault } = planned;
      // A fault that another one hides does not use up its times.
      const hidden = inPlace !== undefined && !isAccompanying(fault);
      if (!this.#isDue(planned, call) || hidden) continue;
      planned.happened += 1;
      if (isAccompanying(fault)) {
        accompanying.push(fault.kind === 'lag' ? this.#staleRead(fault) : fault);
      } else {
        inPlace = fault;
      }
    }
    return { accompanying, inPlace };
  }

  #staleRead(lag: Fault & { readonly kind: 'lag' }): Fault & { readonly kind: 'stale' } {
    return { ...lag, kind: 'stale', milliseconds: lag.milliseconds * this.#random() };
  }

  #isDue(planned: PlannedFault, call: CallMarks): boolean {
    const { fault } = planned;
    if (!concerns(fault, call)) return false;
    planned.matchingCalls += 1;
    const begun = planned.matchingCalls >= (fault.from ?? 1);
    const left = planned.happened < (fault.times ?? Number.POSITIVE_INFINITY);
    const drawn = fault.probability === undefined || this.#random() < fault.probability;
    return begun && left && drawn && (fault.kind !== 'throttle' || !planned.withinRate());
  }
}

function concerns(fault: Fault, { operation, target, signingName }: CallMarks): boolean {
  return (
    (apiOfFault[fault.kind] ?? signingName) === signingName &&
    (fault.operation ?? operation) === operation &&
    (fault.target ?? target) === target
  );
}
