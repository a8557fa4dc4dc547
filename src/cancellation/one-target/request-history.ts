import type { Stage } from '../model/deployment.ts';
import type { RequestState } from '../model/result.ts';

/** An accepted cancel request. Moments are milliseconds of the clock. */
export interface Acceptance {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Whether a request of unknown fate went out before: AWS may have carried out that one, on another deployment. */
  readonly isAfterDoubt: boolean;
}

/** A cancellation or rollback that was going on already. Moments are milliseconds of the clock. */
export interface Joined {
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly stage: Stage;
  /** When its deployment was begun at the latest, in milliseconds since 1970 by AWS's clock, if the read said so. */
  readonly begunUntilEpoch: number | undefined;
}

/** When a request, or the rollback that was joined, has met a deployment. `since`: or from then on. Moments are milliseconds of the clock. */
export interface Meeting extends Pick<Joined, 'sentAt' | 'answeredAt'>, Partial<Pick<Joined, 'begunUntilEpoch'>> {
  readonly since: number;
}

/** What became of one target's cancel requests, which all carry the same token. Moments are milliseconds of the clock. */
export class RequestHistory {
  #state: RequestState = 'nothing-sent';
  #sentAt: number | undefined;
  #inDoubtSince: number | undefined;
  #inDoubtUntil: number | undefined;
  #refusedAt: number | undefined;
  #metTargetAt: number | undefined;
  #acceptance: Acceptance | undefined;

  get state(): RequestState {
    return this.#state;
  }

  /** When the first request left; undefined if none did. */
  get sentAt(): number | undefined {
    return this.#sentAt;
  }

  /** When the first request left whose fate is unknown. */
  get inDoubtSince(): number | undefined {
    return this.#inDoubtSince;
  }

  /** When it was known that the latest such request has got no answer. */
  get inDoubtUntil(): number | undefined {
    return this.#inDoubtUntil;
  }

  /** When AWS last turned a request down for what it was about, and not for its pace or its signature. */
  get refusedAt(): number | undefined {
    return this.#refusedAt;
  }

  /** When AWS last turned a request down for the state of the target, which exists then. */
  get metTargetAt(): number | undefined {
    return this.#metTargetAt;
  }

  get acceptance(): Acceptance | undefined {
    return this.#acceptance;
  }

  markSent(sentAt: number): void {
    if (this.#state !== 'accepted') this.#state = 'in-doubt';
    this.#sentAt ??= sentAt;
  }

  markAccepted(sentAt: number, answeredAt: number): void {
    this.#state = 'accepted';
    this.#acceptance = { sentAt, answeredAt, isAfterDoubt: this.#inDoubtSince !== undefined };
  }

  /**
   * AWS has turned the request down. One before it that is in doubt stays so.
   *
   * @param why for the state of the target, which exists then; since there is no such target; or for something else
   */
  markRefused(refusedAt: number, why: 'state' | 'target' | 'other'): void {
    this.#state = this.#inDoubtSince === undefined ? 'refused' : 'in-doubt';
    if (why !== 'other') this.#refusedAt = refusedAt;
    if (why === 'state') this.#metTargetAt = refusedAt;
  }

  /** The request that left at `sentAt` has had no answer that says its fate, as is known at `failedAt`. */
  markInDoubt(sentAt: number, failedAt: number): void {
    this.#state = 'in-doubt';
    this.#inDoubtSince ??= sentAt;
    this.#inDoubtUntil = failedAt;
  }

  /** A record that carries the token shows that the request in doubt was carried out. */
  markCarriedOut(answeredAt: number): void {
    if (this.#acceptance !== undefined || this.#inDoubtSince === undefined) return;
    this.#state = 'accepted';
    this.#acceptance = { sentAt: this.#inDoubtSince, answeredAt, isAfterDoubt: true };
  }
}
