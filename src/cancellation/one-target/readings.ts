import { isBeingUndone, isGoingOn, isOverForGood, type Stage } from '../model/deployment.ts';
import type { Failure } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { Beginnings } from './beginnings.ts';

/** A reading, and when it was sent, in milliseconds of the clock. */
export interface ReadingShown {
  readonly reading: Reading;
  readonly readAt: number;
}

/** One of which it is known, too, when it was answered: what it shows is a fact since then. */
interface ReadingAnswered extends ReadingShown {
  readonly answeredAt: number;
}

/**
 * Records, and when they were asked for, in milliseconds of the clock. `deploymentId`: the one asked about, if one was. `denial`: why
 * they can't be read any more, if they can't.
 */
export interface RecordsRead {
  readonly deploymentId: string | undefined;
  readonly records: readonly DeploymentRecord[];
  readonly askedAt: number;
  readonly denial?: Failure;
}

/** What was asked about a request in doubt so far. Moments are milliseconds of the clock. */
export interface DoubtNotes {
  /** The state about which the records were last asked. */
  askedAbout?: string;
  /** What they said last. */
  records?: RecordsRead;
  /** Since when a read has shown another deployment in the place of the one that the request was meant for. */
  supersededSince?: number;
}

/** What the reads of one target have shown so far, whichever deployment they were about. Moments are milliseconds of the clock. */
export class Readings {
  #reference: string;
  #stackId: string | undefined;
  #lastAnsweredAt: number | undefined;
  /** Since when it is known that there is such a deployment, by id. */
  readonly #shownSince = new Map<string, number>();
  #goingOnShown: ReadingAnswered | undefined;
  #namedLast: ReadingShown | undefined;
  #namelessSince: number | undefined;
  #cancellingId: string | undefined;
  /** Since when it is known that deployments had got stuck, by id. */
  readonly #stuckSince = new Map<string | undefined, number>();
  /** When the deployments were begun. */
  readonly beginnings = new Beginnings();
  /** When the last read was sent that showed a deployment being undone, by id. */
  readonly #undone = new Map<string, number>();
  /** How deployments ended, by id, and since when that is known: a record or a reading has said so. */
  readonly #ends = new Map<string, { readonly stage: Stage; readonly since: number }>();

  /** @param reference what the target is named by until a reading gives its id */
  constructor(reference: string) {
    this.#reference = reference;
  }

  /** What requests name the target by: its id, once an answer has given it. */
  get reference(): string {
    return this.#reference;
  }

  get stackId(): string | undefined {
    return this.#stackId;
  }

  /** When a read of the target was last answered; undefined if none was. */
  get lastAnsweredAt(): number | undefined {
    return this.#lastAnsweredAt;
  }

  /** When a read was first answered that showed the deployment of an id; undefined if none was. */
  shownSince(deploymentId: string | undefined): number | undefined {
    return deploymentId === undefined ? undefined : this.#shownSince.get(deploymentId);
  }

  /** The deployments that reads which were sent since then have shown being undone. */
  undoneSince(moment: number): readonly string[] {
    return [...this.#undone].flatMap(([id, readAt]) => (readAt >= moment ? [id] : []));
  }

  /** The latest reading that showed a deployment going on; undefined if none did. */
  get goingOnShown(): ReadingAnswered | undefined {
    return this.#goingOnShown;
  }

  /** The latest reading that named its deployment; undefined if none did. */
  get namedLast(): ReadingShown | undefined {
    return this.#namedLast;
  }

  /**
   * Whether the reading that was sent at `readAt` lacks the id of its deployment, and the next one may have it, as one before had. Which states
   * name their deployment isn't documented, so that lasts as long as reads lag.
   */
  lacksId({ deploymentId }: Reading, readAt: number): boolean {
    const since = this.#namelessSince ?? readAt;
    return deploymentId === undefined && this.#namedLast !== undefined && readAt - since < lagMilliseconds;
  }

  /** Whether a reading has shown that a deployment got stuck, which somebody may have repaired since. */
  get hasShownStuck(): boolean {
    return this.#stuckSince.size > 0;
  }

  /** Whether it was known by a moment that the deployment of a reading had got stuck. */
  wasStuckBy(moment: number | undefined, { deploymentId }: Reading): boolean {
    const since = this.#stuckSince.get(deploymentId);
    return deploymentId !== undefined && since !== undefined && moment !== undefined && since <= moment;
  }

  /** Whether a reading has shown that the deployment of this one is being cancelled: one that lags doesn't. */
  isCancelling({ stage, deploymentId }: Reading): boolean {
    return stage === 'cancelling' || (deploymentId !== undefined && deploymentId === this.#cancellingId);
  }

  /** Whether a reading has shown that another deployment than this one is or was being cancelled. */
  isAnotherCancelling(deploymentId: string | undefined): boolean {
    return this.#cancellingId !== undefined && this.#cancellingId !== deploymentId;
  }

  /** Since when it is known that the deployment of a reading is over, which the reading shows going on; undefined if it isn't. */
  overSince({ deploymentId, stage }: Reading): number | undefined {
    return deploymentId !== undefined && isGoingOn(stage) ? this.#ends.get(deploymentId)?.since : undefined;
  }

  /** How the deployment of an id has ended, as a record or a reading has shown; undefined if none has. */
  endOf(deploymentId: string | undefined): Stage | undefined {
    return deploymentId === undefined ? undefined : this.#ends.get(deploymentId)?.stage;
  }

  /** Takes note of those deployments that are over, as was answered at `at`. */
  markOver(shown: readonly Pick<Reading, 'deploymentId' | 'stage'>[], at: number): void {
    for (const { deploymentId, stage } of shown) {
      const isNew = deploymentId !== undefined && !this.#ends.has(deploymentId);
      if (isNew && isOverForGood(stage)) this.#ends.set(deploymentId, { stage, since: at });
    }
  }

  /** Takes in a reading that was sent at `readAt`, and answered at `answeredAt`. */
  mark(readAt: number, reading: Reading, answeredAt: number): void {
    const { reference, detail, deploymentId, begunAtEpoch, stage } = reading;
    const shown = this.#goingOnShown?.reading;
    const isOlder = (begunAtEpoch ?? Number.POSITIVE_INFINITY) < (shown?.begunAtEpoch ?? 0);
    // What says neither which one it is nor when it was begun may be any.
    const isAny = deploymentId === undefined && begunAtEpoch === undefined && shown !== undefined;
    if (isGoingOn(stage) && !isOlder && !isAny) this.#goingOnShown = { reading, readAt, answeredAt };
    this.#lastAnsweredAt = answeredAt;
    if (stage === 'stuck' && !this.#stuckSince.has(deploymentId)) this.#stuckSince.set(deploymentId, answeredAt);
    this.markOver([reading], answeredAt);
    if (stage === 'cancelling' || stage === 'cancelled') this.#cancellingId = deploymentId ?? this.#cancellingId;
    if (deploymentId !== undefined) this.#markNamed({ reading, readAt }, deploymentId, answeredAt);
    this.beginnings.mark(reading);
    this.#namelessSince = deploymentId === undefined ? (this.#namelessSince ?? readAt) : undefined;
    this.#reference = reference ?? this.#reference;
    if (detail?.kind === 'stack') this.#stackId = detail.stack.stackId ?? this.#stackId;
  }

  #markNamed(shown: ReadingShown, deploymentId: string, answeredAt: number): void {
    this.#namedLast = shown;
    if (isBeingUndone(shown.reading.stage)) this.#undone.set(deploymentId, shown.readAt);
    if (!this.#shownSince.has(deploymentId)) this.#shownSince.set(deploymentId, answeredAt);
  }
}
