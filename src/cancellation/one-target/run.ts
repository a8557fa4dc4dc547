import type { Detail } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, Target } from '../model/plan.ts';
import type { Reason } from '../model/reason.ts';
import type { LastSeen, RequestState, TargetResult } from '../model/result.ts';
import type { Reading } from '../ports.ts';
import { RetryBudget } from '../traffic/retry-budget.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { Timeline } from './timeline.ts';

/** The work on one target, and what is known about it so far. */
export class TargetRun {
  readonly target: Target;
  readonly plan: Plan;
  readonly traffic: Traffic;
  /** For the calls before the wait. */
  readonly retryBudget: RetryBudget;
  /** Carried by each cancel request of this target. */
  readonly token: string;
  /** The states that the followed deployment was seen in. */
  readonly timeline = new Timeline();
  #reference: string;
  #requestState: RequestState = 'nothing-sent';
  #sentAt: number | undefined;
  #inDoubtSince: number | undefined;
  #waitingSince: number | undefined;
  #isJoined = false;
  #isHitKnown = false;
  #deploymentId: string | undefined;
  #begunAtEpoch: number | undefined;
  #lastSeen: LastSeen | undefined;
  #rollback: Reading | undefined;
  #detail: Detail | undefined;
  #spec: string | undefined;

  constructor(target: Target, plan: Plan, traffic: Traffic, token: string) {
    this.target = target;
    this.plan = plan;
    this.traffic = traffic;
    this.token = token;
    this.retryBudget = new RetryBudget(traffic);
    this.#reference = target.reference;
  }

  /** What requests name the target by: its id, once an answer has given it. */
  get reference(): string {
    return this.#reference;
  }

  get requestState(): RequestState {
    return this.#requestState;
  }

  /** When the first cancel request left, in milliseconds of the clock; undefined if none did. */
  get sentAt(): number | undefined {
    return this.#sentAt;
  }

  /** When the first cancel request left whose fate is unknown, in milliseconds of the clock. */
  get inDoubtSince(): number | undefined {
    return this.#inDoubtSince;
  }

  /** The deployment whose end counts; undefined until an answer or the guard has named it. */
  get deploymentId(): string | undefined {
    return this.#deploymentId;
  }

  /** When that deployment was begun, in milliseconds since 1970 by AWS's clock, if it is known. */
  get begunAtEpoch(): number | undefined {
    return this.#begunAtEpoch;
  }

  /** The state as last read, of that deployment. */
  get lastSeen(): LastSeen | undefined {
    return this.#lastSeen;
  }

  /** The latest state that said who began its rollback: the state after the rollback no longer does. */
  get rollback(): Pick<Reading, 'rollbackBy' | 'message'> | undefined {
    return this.#rollback;
  }

  /** Whether the accepted request may have hit another deployment than the followed one, of which none was seen since. */
  get isHitUnknown(): boolean {
    return this.#requestState === 'accepted' && !this.#isHitKnown;
  }

  /** Whether a cancellation that was going on already is waited for. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /** Milliseconds since the accepted cancel request left (else the first one), or since a running cancellation was joined; 0 before. */
  get waitedMilliseconds(): number {
    return this.#waitingSince === undefined ? 0 : this.traffic.clock.now() - this.#waitingSince;
  }

  /** A cancel request has left at this moment of the clock, and nothing is known of its fate. */
  markSent(sentAt: number): void {
    if (this.#requestState !== 'accepted') this.#requestState = 'in-doubt';
    if (this.#sentAt !== undefined) return;
    this.#sentAt = sentAt;
    this.#waitingSince ??= sentAt;
    const atMilliseconds = sentAt - this.traffic.limits.startedAt;
    this.timeline.add({ stage: 'requested', status: undefined, atMilliseconds });
  }

  /** AWS has taken the request that left at `sentAt`: the wait counts from it, and not from a refused one before. */
  markAccepted(sentAt: number): void {
    this.#requestState = 'accepted';
    this.#waitingSince = sentAt;
  }

  /** AWS has turned the request down. One before it that is in doubt stays so. */
  markRefused(): void {
    this.#requestState = this.#inDoubtSince === undefined ? 'refused' : 'in-doubt';
  }

  /** The request that left at `sentAt` has had no answer that says its fate. */
  markInDoubt(sentAt: number): void {
    this.#requestState = 'in-doubt';
    this.#inDoubtSince ??= sentAt;
  }

  /** A cancellation or rollback that was going on already is waited for from now on. */
  markJoined(): void {
    this.#isJoined = true;
    this.#waitingSince ??= this.traffic.clock.now();
  }

  /** From now on, this is the deployment whose end counts. */
  follow(deploymentId: string | undefined): void {
    this.#deploymentId = deploymentId ?? this.#deploymentId;
  }

  /** From now on, requests name the target by this, if it is known. */
  refer(reference: string | undefined): void {
    this.#reference = reference ?? this.#reference;
  }

  /** Takes in a reading that is about the followed deployment; tells the observer if its state is a new one. */
  see(reading: Reading): void {
    if (this.#requestState === 'accepted') this.#isHitKnown = true;
    this.refer(reading.reference);
    if (reading.rollbackBy !== undefined) this.#rollback = reading;
    this.#begunAtEpoch ??= reading.begunAtEpoch;
    this.#detail = reading.detail ?? this.#detail;
    this.#spec = reading.spec ?? this.#spec;
    this.seeState(reading);
  }

  /** Takes in a state of the followed deployment. */
  seeState({ stage, status, message }: Pick<Reading, 'stage' | 'status' | 'message'>): void {
    const atMilliseconds = this.traffic.elapsed();
    const isNew = this.#lastSeen === undefined || stage !== this.#lastSeen.stage || status !== this.#lastSeen.status;
    this.#lastSeen = { stage, status, message, atMilliseconds };
    if (!isNew) return;
    this.timeline.add({ stage, status, atMilliseconds });
    this.traffic.tell({
      type: 'state',
      targetName: this.target.name,
      stage,
      status,
      deploymentId: this.#deploymentId,
      sinceRequestMilliseconds: this.#sentAt === undefined ? undefined : this.traffic.clock.now() - this.#sentAt,
    });
  }

  /** Tells the observer of a failed call, and what follows from it. */
  tellFailure(failure: Failure, next: 'retry' | 'look' | 'end', delayMilliseconds = 0): void {
    this.traffic.tell({ type: 'failure', targetName: this.target.name, failure, next, delayMilliseconds });
  }

  /** The result as it would be if the work ended here. */
  result(outcome: Outcome, reason: Reason, failure?: Failure): TargetResult {
    // Nothing was cancelled, so that there is no deployment that was.
    const isAboutNone = outcome === 'nothing-to-cancel' || outcome === 'not-found';
    return {
      target: this.target,
      outcome,
      reason,
      deploymentId: isAboutNone ? undefined : this.#deploymentId,
      requestState: this.#requestState,
      lastSeen: this.#lastSeen,
      waitedMilliseconds: this.waitedMilliseconds,
      endedAtMilliseconds: this.traffic.elapsed(),
      detail: this.#detail,
      spec: this.#spec,
      failure,
      timeline: this.timeline.changes(),
    };
  }
}
