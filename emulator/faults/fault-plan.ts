import type { Clock } from '../clock.ts';
import { type RateLimit, rateLimit } from '../http/rate-limit.ts';
import type { Json } from '../json.ts';
import type { AnswerFault, CallFaults, Fault } from './fault.ts';

interface PlannedFault {
  readonly fault: Fault;
  readonly withinRate: RateLimit;
  matchingCalls: number;
  happened: number;
}

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
  faultsOfCall(operation: string): CallFaults {
    let delayMilliseconds = 0;
    let pipelineFields: Readonly<Record<string, Json | undefined>> = {};
    let answerFault: AnswerFault | undefined;
    for (const planned of this.#planned) {
      // A fault that another one hides does not use up its times.
      const hidden = answerFault !== undefined && standsInPlaceOfAnswer(planned.fault);
      if (!this.#isDue(planned, operation) || hidden) {
        continue;
      }
      planned.happened += 1;
      const { fault } = planned;
      if (fault.kind === 'delay') {
        delayMilliseconds += fault.milliseconds;
      } else if (fault.kind === 'alter-pipeline') {
        pipelineFields = { ...pipelineFields, ...fault.fields };
      } else {
        answerFault = fault;
      }
    }
    return { delayMilliseconds, pipelineFields, answerFault };
  }

  #isDue(planned: PlannedFault, operation: string): boolean {
    const { fault } = planned;
    if (fault.operation !== undefined && fault.operation !== operation) {
      return false;
    }
    planned.matchingCalls += 1;
    const begun = planned.matchingCalls >= (fault.from ?? 1);
    const left = planned.happened < (fault.times ?? Number.POSITIVE_INFINITY);
    const drawn = fault.probability === undefined || this.#random() < fault.probability;
    return begun && left && drawn && (fault.kind !== 'throttle' || !planned.withinRate());
  }
}

function standsInPlaceOfAnswer(fault: Fault): fault is AnswerFault {
  return fault.kind !== 'delay' && fault.kind !== 'alter-pipeline';
}
