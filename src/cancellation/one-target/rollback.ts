import type { DeploymentRecord, Reading } from '../ports.ts';
import type { AwsTime } from '../traffic/aws-time.ts';

/** Who began a rollback, as far as it is known, and AWS's words for why. */
type Origin = Pick<Reading, 'rollbackBy' | 'message' | 'deploymentId'>;

/** What earlier states and records have said of a rollback: the state after it no longer says who began it. */
export class Rollback {
  readonly #awsTime: Pick<AwsTime, 'at'>;
  /** The latest. */
  #origin: Origin | undefined;
  /** When the latest read was sent that said who had begun a rollback, in milliseconds of the clock. */
  #saidAt: number | undefined;
  /** When the target was last updated then, in milliseconds since 1970 by AWS's clock: what was begun later is another update. */
  #updatedAtEpoch = Number.POSITIVE_INFINITY;
  /** By the id of the update. */
  readonly #named = new Map<string, Origin>();
  /** The updates whose records have said it. */
  readonly #recorded = new Set<string>();
  /** The latest reading that showed a failed update which stays. */
  #stuck: Reading | undefined;
  /** The updates that a reading has shown in progress: their ids, or when they were begun. */
  readonly #begun = new Set<string | number>();
  /** Whether a reading has shown another update in progress since. */
  #isNextBegun = false;

  constructor(awsTime: Pick<AwsTime, 'at'>) {
    this.#awsTime = awsTime;
  }

  /** What is known of the rollback that a reading shows. */
  of({ deploymentId }: Pick<Reading, 'deploymentId'>): Origin | undefined {
    if (deploymentId === undefined) return this.#isNextBegun ? undefined : this.#origin;
    return this.#origin?.deploymentId === undefined ? this.#origin : this.#named.get(deploymentId);
  }

  /** A rollback that repairs a failure says "User Initiated" as well, and what a user has begun stays that when its rollback is continued. */
  markRead(readAt: number, reading: Reading): void {
    if (reading.stage === 'stuck') this.#stuck = reading;
    if (reading.stage === 'in-progress') this.#markInProgress(reading);
    const { rollbackBy, message, deploymentId } = reading;
    if (rollbackBy === undefined) return;
    this.#saidAt = readAt;
    this.#updatedAtEpoch = reading.lastUpdatedAtEpoch ?? Number.POSITIVE_INFINITY;
    const isAfterFailure = this.#stuck !== undefined && this.#stuck.deploymentId === deploymentId;
    const isRepair = rollbackBy === 'user' && isAfterFailure;
    if (this.#isSaidBefore(reading, isRepair)) return;
    // "User Initiated" is no cause.
    const cause = rollbackBy === 'user' || rollbackBy === 'repair' ? undefined : message;
    this.#isNextBegun = false;
    this.#take({ rollbackBy: isRepair ? 'repair' : rollbackBy, message: cause, deploymentId });
  }

  /** A new update has begun, unless the reading lags and shows one that was shown before. */
  #markInProgress({ deploymentId, begunAtEpoch = Number.POSITIVE_INFINITY }: Reading): void {
    this.#stuck = undefined;
    const key = deploymentId ?? begunAtEpoch;
    const isSameAgain = this.#begun.has(key) || key === this.#origin?.deploymentId;
    // It was begun before the rollback was shown, which is that of this update, most likely.
    const isOlder = this.#saidAt !== undefined && begunAtEpoch < this.#awsTime.at(this.#saidAt).earliest;
    if (!isSameAgain && (!isOlder || begunAtEpoch > this.#updatedAtEpoch)) this.#isNextBegun = true;
    if (key !== Number.POSITIVE_INFINITY) this.#begun.add(key);
  }

  /** A reading that lags may show the rollback before its repair. */
  #isSaidBefore({ rollbackBy, deploymentId }: Reading, isRepair: boolean): boolean {
    const said = deploymentId === undefined ? undefined : this.#named.get(deploymentId);
    if (deploymentId !== undefined) {
      return said !== undefined && (isRepair || said.rollbackBy !== 'repair' || this.#recorded.has(deploymentId));
    }
    const last = this.#origin?.rollbackBy;
    return !this.#isNextBegun && (rollbackBy === last || last === 'repair');
  }

  /** A record says it for certain. */
  markRecord({ rollbackBy, rollbackCause, deploymentId }: DeploymentRecord): void {
    if (rollbackBy === undefined) return;
    this.#take({ rollbackBy, message: rollbackCause, deploymentId });
    if (deploymentId !== undefined) this.#recorded.add(deploymentId);
  }

  #take(origin: Origin): void {
    this.#origin = origin;
    if (origin.deploymentId !== undefined) this.#named.set(origin.deploymentId, origin);
  }
}
