import { type Detail, type FailedResource, isGoingOn } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, Target } from '../model/plan.ts';
import { isAboutFailure, type Reason } from '../model/reason.ts';
import type { LastSeen, TargetResult } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { RetryBudget } from '../traffic/retry-budget.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { Followed } from './followed.ts';
import { RequestHistory } from './request-history.ts';
import { Timeline } from './timeline.ts';

/** A cancellation or rollback that was going on already. Moments are milliseconds of the clock. */
interface Joined {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Whether it was over already, as what a guard asks about may be. */
  readonly isOver: boolean;
}

/** Records, and when they were asked for, in milliseconds of the clock. `deploymentId`: the one asked about, if one was. */
export interface RecordsRead {
  readonly deploymentId: string | undefined;
  readonly records: readonly DeploymentRecord[];
  readonly askedAt: number;
}

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
  readonly request: RequestHistory;
  /** The deployment whose end counts. */
  readonly followed: Followed;
  /** The states that the followed deployment was seen in. */
  readonly timeline = new Timeline();
  /** The state about which the record was last asked while a request was in doubt. */
  askedInDoubt: string | undefined;
  /** What the records said last about a request in doubt. */
  recordsInDoubt: RecordsRead | undefined;
  #reference: string;
  #waitingSince: number | undefined;
  #joined: Joined | undefined;
  #lastReadAt: number | undefined;
  #goingOnShown: { readonly reading: Reading; readonly readAt: number } | undefined;
  /** The latest reading that named its deployment. */
  #named: Reading | undefined;
  #namedLast: { readonly deploymentId: string | undefined; readonly readAt: number } | undefined;
  #stackId: string | undefined;
  #wantedShownAt: number | undefined;
  #lastSeen: LastSeen | undefined;
  #shownId: string | undefined;
  #rollback: Pick<Reading, 'rollbackBy' | 'message' | 'deploymentId'> | undefined;
  /** The latest reading that showed a failed update which stays. */
  #lastStuck: Reading | undefined;
  #detail: Detail | undefined;
  #hasLeftovers = false;
  #nestedIn: string | undefined;
  #failedResources: readonly FailedResource[] | undefined;
  #spec: string | undefined;

  constructor(target: Target, plan: Plan, traffic: Traffic, token: string) {
    this.target = target;
    this.plan = plan;
    this.traffic = traffic;
    this.token = token;
    this.retryBudget = new RetryBudget(traffic);
    this.request = new RequestHistory();
    this.followed = new Followed(plan.deploymentId);
    this.#reference = target.reference;
  }

  /** What requests name the target by: its id, once an answer has given it. */
  get reference(): string {
    return this.#reference;
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

  /** The state as last read, of that deployment. */
  get lastSeen(): LastSeen | undefined {
    return this.#lastSeen;
  }

  /** The deployment that the last state was about, if AWS named it. */
  get shownId(): string | undefined {
    return this.#shownId;
  }

  /** When the target was last read; undefined if it never was. */
  get lastReadAt(): number | undefined {
    return this.#lastReadAt;
  }

  /** The latest reading that showed a deployment going on, and when it was sent; undefined if none did. */
  get goingOnShown(): { readonly reading: Reading; readonly readAt: number } | undefined {
    return this.#goingOnShown;
  }

  /** When a read was last sent that showed the deployment which the guard names; undefined if none was. */
  get wantedShownAt(): number | undefined {
    return this.#wantedShownAt;
  }

  /** What an earlier state, or a record, has said of the rollback that a reading shows: the state after the rollback no longer says who began it. */
  rollbackOf({ deploymentId }: Reading): Pick<Reading, 'rollbackBy' | 'message'> | undefined {
    const known = this.#rollback;
    const isOther =
      known?.deploymentId !== undefined && deploymentId !== undefined && known.deploymentId !== deploymentId;
    return isOther ? undefined : known;
  }

  /** Whether a cancellation or rollback that was going on already is waited for. */
  get isJoined(): boolean {
    return this.#joined !== undefined;
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
    if (!isFirst) return;
    this.followed.markSent();
    this.#waitingSince ??= sentAt;
    const atMilliseconds = sentAt - this.traffic.limits.startedAt;
    this.timeline.add({ stage: 'requested', status: undefined, atMilliseconds });
  }

  /** AWS has just taken the request that left at `sentAt`: the wait counts from it, and not from a refused one before. */
  markAccepted(sentAt: number): void {
    this.request.markAccepted(sentAt, this.traffic.clock.now());
    this.#waitingSince = sentAt;
  }

  /** A cancellation or rollback is waited for from now on that was going on already, as a read shows which was sent at `readAt`. */
  markJoined(readAt: number, { stage }: Reading): void {
    this.#joined = { sentAt: readAt, answeredAt: this.traffic.clock.now(), isOver: !isGoingOn(stage) };
    this.#waitingSince ??= this.#joined.answeredAt;
  }

  /** The deployment that the latest reading was about which named its own, and when it was sent. */
  get namedLast(): { readonly deploymentId: string | undefined; readonly readAt: number } | undefined {
    return this.#namedLast;
  }

  /** A reading with the id of its deployment, where it has none itself but an earlier one of the same beginning had. */
  named(reading: Reading): Reading {
    const { deploymentId, begunAtEpoch } = reading;
    if (deploymentId !== undefined) this.#named = reading;
    const isSame = begunAtEpoch !== undefined && begunAtEpoch === this.#named?.begunAtEpoch;
    return deploymentId === undefined && isSame ? { ...reading, deploymentId: this.#named?.deploymentId } : reading;
  }

  /** The target was read. */
  markRead(readAt: number, reading: Reading): void {
    const { reference, detail, deploymentId } = reading;
    const isOlder =
      (reading.begunAtEpoch ?? Number.POSITIVE_INFINITY) < (this.#goingOnShown?.reading.begunAtEpoch ?? 0);
    if (isGoingOn(reading.stage) && !isOlder) this.#goingOnShown = { reading, readAt };
    if (reading.stage === 'stuck') this.#lastStuck = reading;
    this.#noteShownRollback(reading);
    this.#lastReadAt = readAt;
    if (deploymentId !== undefined) this.#namedLast = { deploymentId, readAt };
    if (deploymentId !== undefined && deploymentId === this.plan.deploymentId) this.#wantedShownAt = readAt;
    this.#reference = reference ?? this.#reference;
    if (detail?.kind === 'stack') this.#stackId = detail.stack.stackId ?? this.#stackId;
  }

  /**
   * Between which moments the deployment was going on whose end counts: while the request travelled, or when a rollback was joined.
   * `since`: or from when on, as the read that has shown the rollback may have lagged. Undefined if there is neither.
   */
  get meeting(): { readonly since: number; readonly sentAt: number; readonly answeredAt: number } | undefined {
    const { acceptance, inDoubtSince, inDoubtUntil } = this.request;
    const sentAt = inDoubtSince ?? acceptance?.sentAt;
    const answeredAt = acceptance?.answeredAt ?? inDoubtUntil;
    if (sentAt !== undefined && answeredAt !== undefined) return { since: sentAt, sentAt, answeredAt };
    if (this.#joined === undefined) return undefined;
    // The read that has shown it may have lagged; what was over may have ended any time before.
    const since = this.#joined.isOver ? Number.NEGATIVE_INFINITY : this.#joined.sentAt - lagMilliseconds;
    return { ...this.#joined, since };
  }

  /** Takes in a reading that is about the followed deployment; tells the observer if its state is a new one. */
  see(reading: Reading): void {
    this.followed.see(reading);
    this.#shownId = reading.deploymentId;
    this.#detail = reading.detail ?? this.#detail;
    this.#spec = reading.spec ?? this.#spec;
    this.#hasLeftovers = reading.hasLeftovers;
    this.#nestedIn = reading.nestedIn ?? this.#nestedIn;
    this.seeState(reading);
  }

  /** A rollback that repairs a failure says "User Initiated" as well, and what a user has begun stays that when its rollback is continued. */
  #noteShownRollback({ rollbackBy, message, deploymentId }: Reading): void {
    if (rollbackBy === undefined) return;
    const isSame = this.#rollback !== undefined && this.#rollback.deploymentId === deploymentId;
    if (rollbackBy === 'repair' && isSame) return;
    const isStuck = this.#lastStuck !== undefined && this.#lastStuck.deploymentId === deploymentId;
    const isRepair = rollbackBy === 'user' && !isSame && isStuck;
    // "User Initiated" is no cause.
    const cause = rollbackBy === 'user' || rollbackBy === 'repair' ? undefined : message;
    this.#rollback = { rollbackBy: isRepair ? 'repair' : rollbackBy, message: cause, deploymentId };
  }

  /** Takes in what the record says of the followed deployment. */
  seeRecord(record: DeploymentRecord): void {
    this.noteRollback(record);
    this.noteFailedResources(record);
    this.seeState(record);
  }

  /** Takes in who began a rollback, as its record says. */
  noteRollback({ rollbackBy, rollbackCause, deploymentId }: DeploymentRecord): void {
    if (rollbackBy !== undefined) this.#rollback = { rollbackBy, message: rollbackCause, deploymentId };
  }

  /** Takes in which resources failed, as the record of the followed deployment says. */
  noteFailedResources({ failedResources }: DeploymentRecord): void {
    this.#failedResources = failedResources;
  }

  /** Whether the record was asked which resources failed. */
  get knowsFailedResources(): boolean {
    return this.#failedResources !== undefined;
  }

  /** Takes in a state of the followed deployment. */
  seeState({ stage, status, message }: Pick<Reading, 'stage' | 'status' | 'message'>): void {
    const atMilliseconds = this.traffic.elapsed();
    const isNew = this.#lastSeen === undefined || stage !== this.#lastSeen.stage || status !== this.#lastSeen.status;
    this.#lastSeen = { stage, status, message, atMilliseconds };
    if (!isNew) return;
    const { sentAt } = this.request;
    this.timeline.add({ stage, status, atMilliseconds });
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
      target: this.target,
      outcome,
      reason,
      deploymentId: isAboutNone ? undefined : this.followed.id,
      requestState: this.request.state,
      lastSeen: this.#lastSeen,
      waitedMilliseconds: this.waitedMilliseconds,
      endedAtMilliseconds: this.traffic.elapsed(),
      detail:
        this.#detail ??
        (this.#stackId === undefined ? undefined : { kind: 'stack', stack: { stackId: this.#stackId } }),
      nestedIn: this.#nestedIn,
      hasLeftovers: this.#hasLeftovers,
      failedResources: isAboutFailure(reason) ? (this.#failedResources ?? []) : [],
      isAtRest: undefined,
      spec: this.#spec,
      failure,
      timeline: this.timeline.changes(),
    };
  }
}
