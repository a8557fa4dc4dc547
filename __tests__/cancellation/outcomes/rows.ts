import { expect, test } from 'vitest';
import type { Call, FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { Outcome } from '../../../src/cancellation/model/outcome.ts';
import type { Plan } from '../../../src/cancellation/model/plan.ts';
import { play } from '../play.ts';
import type { Script } from '../scripted-service.ts';

export const cancel = 'cancel';
export const get = 'read-state';
export const ask = 'read-end';

/** A call that is made several times in a row: a reading that contradicts what is known is read once a second, for 10 s. */
export function times(call: Call, count: number): readonly Call[] {
  return Array.from({ length: count }, () => call);
}

/** One row of the state machine: what AWS answers, and what must come of it. */
export type Row = readonly [
  situation: string,
  script: Script,
  outcome: Outcome,
  calls: readonly Call[],
  options?: {
    readonly plan?: Partial<Plan>;
    readonly deploymentId?: string | undefined;
    readonly status?: string | undefined;
    readonly reason?: object;
    readonly failure?: FailureKind;
  },
];

/** Makes a test of each row. */
export function check(rows: readonly Row[]): void {
  for (const [situation, script, outcome, calls, options = {}] of rows) {
    test(situation, async () => {
      const { result, operations } = await play(script, options.plan === undefined ? {} : { plan: options.plan });
      expect(result.outcome).toBe(outcome);
      expect(operations).toEqual(calls);
      if ('deploymentId' in options) expect(result.deploymentId).toBe(options.deploymentId);
      if ('status' in options) expect(result.lastSeen?.status).toBe(options.status);
      if (options.reason !== undefined) expect(result.reason).toMatchObject(options.reason);
      if (options.failure !== undefined) expect(result.failure?.kind).toBe(options.failure);
      const mayHaveFailure = outcome === 'timed-out' || outcome === 'superseded';
      if (!mayHaveFailure) expect(result.failure === undefined).toBe(outcome !== 'error');
    });
  }
}

export const noWait = { plan: { waitMilliseconds: 0 } };
