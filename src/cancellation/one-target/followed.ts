import type { Reading } from '../ports.ts';

/** The deployment whose end counts, and how certain it is that the request has hit that one. */
export class Followed {
  readonly #wantedId: string | undefined;
  #id: string | undefined;
  #begunAtEpoch: number | undefined;
  #latestBeginning: number | undefined;
  #isHitCertain = false;
  #idBeforeRequest: string | undefined;
  #unconfirmedId: string | undefined;
  #isProvisional = false;

  /** @param wantedId the only deployment that may be cancelled, if the workflow's author named one */
  constructor(wantedId: string | undefined) {
    this.#wantedId = wantedId;
  }

  /** Undefined until an answer or the guard has named it. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Whether a reading names it. */
  isNamedBy({ deploymentId }: Pick<Reading, 'deploymentId'>): boolean {
    return deploymentId !== undefined && deploymentId === this.#id;
  }

  /** Whether a reading is about it by the time at which it was begun, where an id is missing. */
  isOfSameBeginning({ deploymentId, begunAtEpoch }: Reading): boolean {
    const isNameless = deploymentId === undefined || this.#id === undefined;
    return isNameless && begunAtEpoch !== undefined && begunAtEpoch === this.#begunAtEpoch;
  }

  /** When it was begun, in milliseconds since 1970 by AWS's clock, if that is known. */
  get begunAtEpoch(): number | undefined {
    return this.#begunAtEpoch;
  }

  /** When it was begun at the latest, by the same clock, as of a state of its rollback; undefined if nothing says it. */
  get latestBeginning(): number | undefined {
    return this.#begunAtEpoch ?? this.#latestBeginning;
  }

  /** Whether it is certain that the request has hit it. A reading that lags may name the one before. */
  get isHitCertain(): boolean {
    return this.#isHitCertain;
  }

  /** Whether its id was known before the request left. */
  get isKnownBeforeRequest(): boolean {
    return this.#id !== undefined && this.#id === this.#idBeforeRequest;
  }

  /** The deployment whose end was read right after the request, which may be an earlier one. */
  get unconfirmedId(): string | undefined {
    return this.#unconfirmedId;
  }

  /** A request leaves, and none before it has met anything: what is known now was known before it. */
  markSent(): void {
    this.#idBeforeRequest = this.#id;
  }

  /** Whether it only counts until something says more: its id was read so late that it may be a successor. */
  get isProvisional(): boolean {
    return this.#isProvisional;
  }

  /** It counts until something says more. */
  followForNow(id: string | undefined): void {
    this.#isProvisional = id !== undefined;
    this.follow(id);
  }

  /** The record says so, too. */
  confirm(): void {
    this.#isProvisional = false;
  }

  /** Unless another one does already, this is the deployment whose end counts. */
  follow(id: string | undefined): void {
    this.#id ??= id;
  }

  /** A look before the request shows the one that is to be cancelled now: another one than before, perhaps. */
  take({ deploymentId, begunAtEpoch }: Reading): void {
    const isNew = begunAtEpoch !== undefined && this.#begunAtEpoch !== undefined && begunAtEpoch !== this.#begunAtEpoch;
    if (deploymentId === undefined ? isNew : deploymentId !== this.#id) this.forget();
    this.#id ??= deploymentId;
    if (deploymentId === this.#id) this.#begunAtEpoch ??= begunAtEpoch;
  }

  /** A reading of it says when it was begun. */
  see({ deploymentId, begunAtEpoch, lastUpdatedAtEpoch }: Reading): void {
    const expected = this.#id ?? this.#wantedId;
    if (deploymentId !== undefined && expected !== undefined && deploymentId !== expected) return;
    this.#latestBeginning ??= lastUpdatedAtEpoch;
    this.#begunAtEpoch ??= begunAtEpoch;
  }

  /** The end of this deployment was read, and isn't confirmed yet. */
  suspect(id: string | undefined): void {
    this.#unconfirmedId ??= id;
  }

  /** This is the deployment that the request has hit, for certain. What it doesn't say stays as it was. */
  establish(id: string | undefined, begunAtEpoch?: number): void {
    if (id !== undefined && id !== this.#id) this.#begunAtEpoch = undefined;
    this.#id = id ?? this.#id;
    this.#begunAtEpoch ??= begunAtEpoch;
    this.#isHitCertain = true;
    this.#isProvisional = false;
  }

  /** It is about another deployment, of which nothing is known yet. */
  forget(): void {
    this.#id = undefined;
    this.#begunAtEpoch = undefined;
    this.#latestBeginning = undefined;
    this.#isHitCertain = false;
    this.#isProvisional = false;
  }
}
