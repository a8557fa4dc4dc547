import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelTargets } from '../../src/cancellation/cancel-targets.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import { observeTargets } from '../../src/cancellation/observe-targets.ts';
import type { Answer, CallLimits, DeploymentService, Reading } from '../../src/cancellation/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { stack, stackId } from './outcomes/stack-readings.ts';
import { defaultPlan } from './play.ts';
import { failing } from './scripted-service.ts';

/** One update of the stack. Times in milliseconds of the clock. */
interface Update {
  readonly id: string;
  readonly begunAt: number;
  readonly endsAt: number;
  cancelledAt?: number;
}

/** What happens to one stack in the life of a job. */
interface Schedule {
  /** How long before the guard's first look somebody else's update began, and how long it takes; undefined if there is none. */
  readonly theirs: { readonly before: number; readonly takes: number } | undefined;
  /** How long after that look the job's own update begins, or after the end of theirs, and how long it takes; likewise. */
  readonly ours: { readonly after: number; readonly takes: number } | undefined;
  /** How long after the look the job ends. */
  readonly jobTakes: number;
  readonly hasIds: boolean;
  readonly isJobCancelled: boolean;
  /** By how much each read lags at most. */
  readonly lag: number;
}

const minute = 60_000;
const schedules: fc.Arbitrary<Schedule> = fc.record({
  theirs: fc.option(
    fc.record({
      before: fc.integer({ min: 1_500, max: 5 * minute }),
      takes: fc.integer({ min: 1_000, max: 20 * minute }),
    }),
    { nil: undefined },
  ),
  ours: fc.option(
    fc.record({
      after: fc.integer({ min: 1_500, max: 3 * minute }),
      takes: fc.integer({ min: 1_000, max: 20 * minute }),
    }),
    { nil: undefined },
  ),
  jobTakes: fc.integer({ min: 1_000, max: 10 * minute }),
  hasIds: fc.boolean(),
  isJobCancelled: fc.boolean(),
  lag: fc.constantFrom(0, 0, 3_000, 8_000),
});

/** A stack that goes through its updates one after the other, with reads that lag. */
class StackWorld implements DeploymentService {
  readonly findsByToken = true;
  readonly updates: readonly Update[];
  readonly #clock: FakeClock;
  readonly #schedule: Schedule;
  #reads = 0;

  constructor(clock: FakeClock, schedule: Schedule) {
    this.#clock = clock;
    this.#schedule = schedule;
    const { theirs, ours } = schedule;
    const start = clock.now();
    const before = theirs && {
      id: 'theirs',
      begunAt: start - theirs.before,
      endsAt: start - theirs.before + theirs.takes,
    };
    const begunAt = Math.max(start + (ours?.after ?? 0), (before?.endsAt ?? start) + 100);
    const own = ours && { id: 'ours', begunAt, endsAt: begunAt + ours.takes };
    this.updates = [before, own].flatMap((update) => update ?? []);
  }

  async cancel(_reference: string, _token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    await this.#travel(limits);
    const now = this.#clock.now();
    const met = this.updates.find(
      ({ begunAt, endsAt, cancelledAt }) => cancelledAt === undefined && begunAt <= now && now < endsAt,
    );
    if (met === undefined) return failing('validation', 'cancel');
    met.cancelledAt = now;
    return { ok: true, dateEpoch: this.#date(), value: undefined, requestId: 'r' };
  }

  async readState(_reference: string, limits: CallLimits): Promise<Answer<Reading>> {
    await this.#travel(limits);
    this.#reads += 1;
    // Each read lags by an amount of its own.
    const lag = (this.#schedule.lag * ((this.#reads * 7) % 10)) / 10;
    return { ...this.#view(this.#clock.now() - lag), dateEpoch: this.#date() };
  }

  async readRecords(_reference: string, _question: unknown, limits: CallLimits) {
    await this.#travel(limits);
    const record = this.updates.toReversed().flatMap((update) => {
      if (update.cancelledAt === undefined) return [];
      const stage: 'rolling-back' | 'cancelled' =
        this.#clock.now() < update.cancelledAt + minute ? 'rolling-back' : 'cancelled';
      return [
        {
          stage,
          status: 'UPDATE_ROLLBACK_COMPLETE',
          message: undefined,
          deploymentId: this.#schedule.hasIds ? update.id : undefined,
          begunAtEpoch: this.#epochAt(update.begunAt),
          endedAtEpoch: undefined,
          isCancelledByStep: true,
          rollbackBy: 'user' as const,
          rollbackCause: undefined,
          failedResources: [],
        },
      ];
    });
    return { ok: true as const, dateEpoch: this.#date(), value: record, requestId: 'r' };
  }

  #view(at: number): Answer<Reading> {
    const update = this.updates.findLast(({ begunAt }) => begunAt <= at);
    const deploymentId = this.#schedule.hasIds ? update?.id : undefined;
    const fields = { reference: stackId, deploymentId };
    if (update === undefined) return stack('UPDATE_COMPLETE', fields);
    const { begunAt, endsAt, cancelledAt } = update;
    if (cancelledAt !== undefined && at >= cancelledAt) {
      const status = at < cancelledAt + minute ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_COMPLETE';
      return stack(status, { ...fields, rollbackBy: 'user' });
    }
    return at < endsAt
      ? stack('UPDATE_IN_PROGRESS', { ...fields, begunAtEpoch: this.#epochAt(begunAt) })
      : stack('UPDATE_COMPLETE', fields);
  }

  async #travel({ signal, onSent }: CallLimits): Promise<void> {
    onSent();
    await this.#clock.sleep(50, signal);
  }

  #date(): number {
    return Math.floor(this.#clock.epoch() / 1_000) * 1_000;
  }

  #epochAt(moment: number): number {
    return this.#clock.epoch() - this.#clock.now() + moment;
  }
}

/** A job whose guard looks before the deployment, and works at the job's end. Gives the world, and when that work began. */
async function play(schedule: Schedule): Promise<{ world: StackWorld; workedAt: number }> {
  const clock = new FakeClock();
  const world = new StackWorld(clock, schedule);
  const plan: Plan = { ...defaultPlan, targetKind: 'stack', targets: [{ name: 'web', reference: 'web' }] };
  const signal = new AbortController().signal;
  const dependencies = { service: world, clock, random: () => 0.5, newToken: () => 'token', signal, observe: () => {} };
  const [observation] = await clock.run(observeTargets({ ...plan, waitMilliseconds: 0 }, dependencies));
  if (observation === undefined || !('baseline' in observation)) throw new Error('Nothing was seen.');
  await clock.run(clock.sleep(schedule.jobTakes, signal));
  const workedAt = clock.now();
  const targets = [{ ...observation.target, baseline: observation.baseline }];
  const lookAgainMilliseconds = schedule.isJobCancelled ? 30_000 : 0;
  await clock.run(cancelTargets({ ...plan, targets, lookAgainMilliseconds }, dependencies));
  return { world, workedAt };
}

test('never cancels what began before the guard looked, and always what began since and goes on', async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { world, workedAt } = await play(schedule);
      const theirs = world.updates.find(({ id }) => id === 'theirs');
      const ours = world.updates.find(({ id }) => id === 'ours');
      expect(theirs?.cancelledAt).toBeUndefined();
      // A lagging look may have missed theirs, which then counts as begun since: only before anything begins is the watch a long one.
      const mayBeMissed = theirs !== undefined && theirs.begunAt > -schedule.lag;
      const watchesFor = schedule.isJobCancelled && !mayBeMissed ? 28_000 : 8_000;
      const latestBegin = workedAt + watchesFor - schedule.lag;
      const isSeen =
        ours !== undefined && ours.begunAt < latestBegin && ours.endsAt > Math.max(workedAt, ours.begunAt) + 12_000;
      if (isSeen) expect(ours.cancelledAt).toBeDefined();
    }),
    { numRuns: 150 },
  );
});
