import { type Failure, isTransient } from '../model/failure.ts';
import type { DeploymentRecord } from '../ports.ts';
import { isNotRecordedYet, readRecords } from './calls.ts';
import type { TargetRun } from './run.ts';

/** How long a deployment's own record is asked for in vain, in milliseconds. */
const vainMilliseconds = 30_000;

/** What came of asking for the records. Moments are milliseconds of the clock. */
export type Asked =
  | { readonly kind: 'answered'; readonly records: readonly DeploymentRecord[]; readonly askedAt: number }
  /** It failed, and may pass. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The records can't be read, now or earlier, or there is nothing to ask for. */
  | { readonly kind: 'denied' }
  /** Its turn never came. */
  | { readonly kind: 'not-asked' };

/** The questions of one wait for the deployments' own records: what can't get better is asked once. */
export class Asking {
  readonly #run: TargetRun;
  #since: number | undefined;
  #last: Extract<Asked, { readonly kind: 'answered' }> | undefined;
  #denial: Failure | undefined;

  constructor(run: TargetRun) {
    this.#run = run;
  }

  /** The records as they were last read; undefined if they never were. */
  get last(): Extract<Asked, { readonly kind: 'answered' }> | undefined {
    return this.#last;
  }

  /** Why the records can't be read, if they can't. */
  get denial(): Failure | undefined {
    return this.#denial;
  }

  /** Asks once. */
  async ask(): Promise<Asked> {
    const run = this.#run;
    this.#since ??= run.traffic.clock.now();
    const isNameless = run.deploymentId === undefined && !run.traffic.service.findsByToken;
    if (this.#denial !== undefined || isNameless) return { kind: 'denied' };
    const attempted = await readRecords(run, 'ordinary', run.deploymentId);
    if (attempted === undefined) return { kind: 'not-asked' };
    const { answer, sentAt, startedAt } = attempted;
    const askedAt = sentAt ?? startedAt;
    if (!answer.ok) return this.#failed(answer.failure, askedAt);
    this.#last = { kind: 'answered', records: answer.value, askedAt };
    return this.#last;
  }

  #failed(failure: Failure, askedAt: number): Asked {
    const run = this.#run;
    const now = run.traffic.clock.now();
    const isInVain = this.#last === undefined && now - (this.#since ?? now) > vainMilliseconds;
    const isPassing = (isTransient(failure.kind) || isNotRecordedYet(run, failure, askedAt)) && !isInVain;
    if (isPassing || run.traffic.signal.aborted) return { kind: 'failed', failure };
    run.tellFailure(failure, 'end');
    this.#denial = failure;
    return { kind: 'denied' };
  }
}
