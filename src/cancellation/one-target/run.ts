import { isGoingOn } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, Target } from '../model/plan.ts';
import { isAboutFailure, type Reason } from '../model/reason.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { RetryBudget } from '../traffic/retry-budget.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { Followed } from './followed.ts';
import { KnownRecords } from './known-records.ts';
import { type DoubtNotes, Readings } from './readings.ts';
import { type Joined, type Meeting, RequestHistory } from './request-history.ts';
import { Rollback } from './rollback.ts';
import { Seen } from './seen.ts';

/** The work on one target, and what is known about it so far. Moments are milliseconds of the clock. */
export class TargetRun {
  readonly target: Target;
  readonly plan: Plan;
  readonly traffic: Traffic;
  /** For the calls before the wait. */
  readonly retryBudget: RetryBudget;
  /** Carried by each cancel request of this target. */
  readonly token: string;
  /** What became of the cancel requests. */
  readonly request = new RequestHistory();
  /** The deployment whose end counts. */
  readonly followed: Followed;
  /** What the records have told. */
  readonly records = new KnownRecords();
  /** What the reads have shown. */
  readonly readings: Readings;
  /** Who began what is or was rolled back. */
  readonly rollback: Rollback;
  /** What was seen of the followed deployment. */
  readonly seen = new Seen();
  /** What was asked about a request in doubt. */
  readonly doubt: DoubtNotes = {};
  #waitingSince: number | undefined;
  #joined: Joined | undefined;

  constructor(target: Target, plan: Plan, traffic: Traffic, token: string) {
    this.target = target;
    this.plan = plan;
    this.traffic = traffic;
    this.token = token;
    this.retryBudget = new RetryBudget(traffic);
    this.followed = new Followed(plan.deploymentId);
    this.readings = new Readings(target.reference);
    this.rollback = new Rollback(traffic.awsTime);
  }

  /** What requests name the target by: its id, once an answer has given it. */
  get reference(): string {
    return this.readings.reference;
  }

  /** The deployment whose end counts; undefined until an answer or the guard has named it. */
  get deploymentId(): string | undefined {
    return this.followed.id;
  }

  /** Whether that id can't be the one of an earlier deployment: it was known before the request, or the request has hit it for certain. */
  get isIdReliable(): boolean {
    if (this.followed.id === undefined) return false;
    if (this.followed.isHitCertain) return true;
    const { acceptance } = this.request;
    if (acceptance === undefined && this.#joined === undefined) return true;
    return this.followed.isKnownBeforeRequest && acceptance?.isAfterDoubt !== true;
  }

  /** Whether a cancellation or rollback that was going on already is waited for. */
  get isJoined(): boolean {
    return this.#joined !== undefined;
  }

  /** Whether that was seen to be a rollback, and not the cleanup after a success. */
  get isRollbackJoined(): boolean {
    return this.#joined !== undefined && this.#joined.stage !== 'cleaning-up';
  }

  /** Milliseconds since the accepted cancel request left (else the first one), or since a running cancellation was joined; 0 before. */
  get waitedMilliseconds(): number {
    return this.#waitingSince === undefined ? 0 : this.traffic.clock.now() - this.#waitingSince;
  }

  /** Whether a read that was sent then may still show the state before the request was answered, or before a rollback was joined. */
  isLagging(readAt: number): boolean {
    const fact = this.request.acceptance?.answeredAt ?? this.#joined?.answeredAt ?? this.request.inDoubtUntil;
    return fact !== undefined && readAt - fact < lagMilliseconds;
  }

  /** A cancel request has left at this moment, and nothing is known of its fate. */
  markSent(sentAt: number): void {
    const isFirst = this.request.sentAt === undefined;
    this.request.markSent(sentAt);
    // What was refused before has met nothing.
    if (this.request.inDoubtSince === undefined) {
      this.followed.markSent();
      this.readings.beginnings.markSent();
    }
    if (!isFirst) return;
    this.#waitingSince ??= sentAt;
    const atMilliseconds = sentAt - this.traffic.limits.startedAt;
    this.seen.timeline.add({ stage: 'requested', status: undefined, atMilliseconds });
  }

  /** AWS has just taken the request that left at `sentAt`: the wait counts from it, and not from a refused one before. */
  markAccepted(sentAt: number): void {
    this.request.markAccepted(sentAt, this.traffic.clock.now());
    this.#waitingSince = sentAt;
  }

  /** A cancellation or rollback is waited for from now on that was going on already, as a read shows which was sent at `readAt`. */
  markJoined(readAt: number, { stage, begunAtEpoch, lastUpdatedAtEpoch }: Reading): void {
    const begunUntilEpoch = begunAtEpoch ?? lastUpdatedAtEpoch;
    this.#joined = { sentAt: readAt, answeredAt: this.traffic.clock.now(), stage, begunUntilEpoch };
    this.#waitingSince ??= this.#joined.answeredAt;
  }

  /** The target was read. */
  markRead(readAt: number, reading: Reading): void {
    this.readings.mark(readAt, reading, this.traffic.clock.now());
    this.rollback.markRead(readAt, reading);
  }

  /**
   * Between which moments the deployment was going on whose end counts: while the request travelled, or when a rollback was joined.
   * `since`: or from when on, as the read that has shown the rollback may have lagged. Undefined if there is neither.
   */
  get meeting(): Meeting | undefined {
    const { acceptance, inDoubtSince, inDoubtUntil } = this.request;
    const sentAt = inDoubtSince ?? acceptance?.sentAt;
    const answeredAt = acceptance?.answeredAt ?? inDoubtUntil;
    if (sentAt !== undefined && answeredAt !== undefined) return { since: sentAt, sentAt, answeredAt };
    if (this.#joined === undefined) return undefined;
    // The read that has shown it may have lagged; what was over may have ended any time before.
    const since = isGoingOn(this.#joined.stage) ? this.#joined.sentAt - lagMilliseconds : Number.NEGATIVE_INFINITY;
    return { ...this.#joined, since };
  }

  /** Takes in a reading that is about the followed deployment; tells the observer if its state is a new one. */
  see(reading: Reading): void {
    this.followed.see(reading);
    this.seen.mark(reading);
    this.seeState(reading);
  }

  /** Takes in what the record says of the followed deployment. */
  seeRecord(record: DeploymentRecord): void {
    this.rollback.markRecord(record);
    this.seen.markFailedResources(record);
    this.seeState(record);
  }

  /** Takes in a state of the followed deployment. */
  seeState({ stage, status, message }: Pick<Reading, 'stage' | 'status' | 'message'>): void {
    const atMilliseconds = this.traffic.elapsed();
    if (!this.seen.markState({ stage, status, message, atMilliseconds })) return;
    const { sentAt } = this.request;
    this.traffic.tell({
      type: 'state',
      targetName: this.target.name,
      stage,
      status,
      deploymentId: this.followed.id,
      sinceRequestMilliseconds: sentAt === undefined ? undefined : this.traffic.clock.now() - sentAt,
    });
  }

  /** Tells the observer of a failed call, and what follows from it. */
  tellFailure(failure: Failure, next: 'retry' | 'look' | 'end', delayMilliseconds = 0): void {
    this.traffic.tell({ type: 'failure', targetName: this.target.name, failure, next, delayMilliseconds });
  }

  /** The result as it would be if the work ended here. */
  result(outcome: Outcome, reason: Reason, failure?: Failure): TargetResult {
    // Nothing was cancelled, so there is no deployment that was.
    const isAboutNone = outcome === 'nothing-to-cancel' || outcome === 'not-found';
    return {
      ...this.seen.facts(this.readings.stackId),
      target: this.target,
      outcome,
      reason,
      deploymentId: isAboutNone ? undefined : this.followed.id,
      requestState: this.request.state,
      waitedMilliseconds: this.waitedMilliseconds,
      endedAtMilliseconds: this.traffic.elapsed(),
      failedResources: isAboutFailure(reason) ? (this.seen.failedResourcesOf(this.followed.id) ?? []) : [],
      isAtRest: undefined,
      failure,
    };
  }
}
