import type { CancellationEvent, Observer } from '../model/events.ts';
import { type Call, type Failure, failureFacts } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import type { Answer, CallLimits, Clock, DeploymentService } from '../ports.ts';
import { AwsTime } from './aws-time.ts';
import { Pace, type Priority } from './pace.ts';
import { attemptMilliseconds, type TimeLimits, timeLimitsFrom } from './time-limits.ts';

/** What is handed in: the world outside, as far as the cancellation needs it. */
export interface Dependencies {
  readonly service: DeploymentService;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** A new token for the cancel requests of one target (1 to 128 characters, `[a-zA-Z0-9][-a-zA-Z0-9]*`). */
  readonly newToken: () => string;
  /** Aborted when the step is stopped. */
  readonly signal: AbortSignal;
  readonly observe: Observer;
}

/** One attempt of a call: what it is, how it is sent, and how long it is wanted. */
export interface Attempt<Value> {
  readonly targetName: string;
  readonly call: Call;
  readonly priority: Priority;
  /** Milliseconds of the clock after which the call is no longer worth sending. */
  readonly until: number;
  /** Milliseconds that the attempt may take; `attemptMilliseconds` by default. */
  readonly timeoutMilliseconds?: number;
  readonly send: (limits: CallLimits) => Promise<Answer<Value>>;
  /** Called when the request leaves, with the time of the clock in milliseconds. */
  readonly onSent?: (sentAt: number) => void;
}

/** An attempt that was made. Times in milliseconds of the clock. */
export interface Attempted<Value> {
  readonly answer: Answer<Value>;
  /** When its turn had come. */
  readonly startedAt: number;
  /** When the request left; undefined if it never did. */
  readonly sentAt: number | undefined;
}

/** An event without its time: the traffic stamps it. */
export type Untimed<Event> = Event extends unknown ? Omit<Event, 'atMilliseconds'> : never;

/** Status reads of the whole step: calls a second at first, and at most. */
const statusReads = { startRate: 10, topRate: 200 };
const asFastAsTheyCome = { startRate: Number.POSITIVE_INFINITY, topRate: Number.POSITIVE_INFINITY };

/** All calls of a step: their pace, their time limits, AWS's clock, and the events about them. */
export class Traffic {
  readonly service: DeploymentService;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly limits: TimeLimits;
  readonly awsTime: AwsTime;
  readonly #observe: Observer;
  readonly #paces: Readonly<Record<Call, Pace>>;
  #lastAnswerAt: number | undefined;
  #onTheirWay = 0;

  constructor({ service, clock, random, signal, observe }: Dependencies, plan: Plan) {
    this.service = service;
    this.clock = clock;
    this.random = random;
    this.signal = signal;
    this.#observe = observe;
    this.limits = timeLimitsFrom(clock.now(), plan.waitMilliseconds);
    this.awsTime = new AwsTime(clock.epoch() - clock.now());
    this.#paces = {
      cancel: new Pace(clock, signal, asFastAsTheyCome),
      'read-state': new Pace(clock, signal, statusReads),
      'read-end': new Pace(clock, signal, asFastAsTheyCome),
    };
  }

  /** When AWS last gave an answer other than throttling, in milliseconds of the clock; undefined if it never has. */
  get lastAnswerAt(): number | undefined {
    return this.#lastAnswerAt;
  }

  /** Whether AWS has answered, or a request is on an open connection to it. */
  get isAlive(): boolean {
    return this.#lastAnswerAt !== undefined || this.#onTheirWay > 0;
  }

  /** Milliseconds since the step began its work. */
  elapsed(): number {
    return this.clock.now() - this.limits.startedAt;
  }

  /** Tells the observer what happened, with the time. */
  tell(event: Untimed<CancellationEvent>): void {
    this.#observe({ ...event, atMilliseconds: this.elapsed() });
  }

  /**
   * Makes one attempt when its turn has come. Of an answer it tells the observer; of a failure the caller does, who knows
   * what follows from it.
   *
   * @returns undefined if the turn never came, because the step was stopped or `until` has passed; nothing was sent
   */
  async call<Value>(attempt: Attempt<Value>): Promise<Attempted<Value> | undefined> {
    const pace = this.#paces[attempt.call];
    if (!(await pace.turn(attempt.priority, attempt.until))) return undefined;
    const startedAt = this.clock.now();
    const timeoutMilliseconds = Math.min(
      attempt.timeoutMilliseconds ?? attemptMilliseconds,
      this.limits.hardEnd - startedAt,
    );
    if (timeoutMilliseconds <= 0) return undefined;
    const { targetName, call } = attempt;
    this.tell({ type: 'call', targetName, call });
    const { answer, sentAt } = await this.#send(attempt, timeoutMilliseconds);
    if (answer.dateEpoch !== undefined) this.awsTime.learn(answer.dateEpoch, sentAt ?? startedAt, this.clock.now());
    if (answer.ok) this.tell({ type: 'answer', targetName, call, requestId: answer.requestId });
    this.#keepPace(pace, startedAt, answer.ok ? undefined : answer.failure);
    return { answer, startedAt, sentAt };
  }

  async #send<Value>(
    { targetName, call, send, onSent }: Attempt<Value>,
    timeoutMilliseconds: number,
  ): Promise<Pick<Attempted<Value>, 'answer' | 'sentAt'>> {
    let sentAt: number | undefined;
    const markSent = (): void => {
      if (sentAt !== undefined) return;
      sentAt = this.clock.now();
      this.#onTheirWay += 1;
      onSent?.(sentAt);
      this.tell({ type: 'sent', targetName, call });
    };
    try {
      const answer = await send({ timeoutMilliseconds, signal: this.signal, onSent: markSent });
      return { answer, sentAt };
    } finally {
      if (sentAt !== undefined) this.#onTheirWay -= 1;
    }
  }

  #keepPace(pace: Pace, startedAt: number, failure: Failure | undefined): void {
    if (failure?.kind === 'throttled') {
      pace.throttled(startedAt);
    } else if (failure === undefined || failureFacts[failure.kind].isFromAws) {
      pace.passed();
      this.#lastAnswerAt = this.clock.now();
    }
  }
}
