import type { Call, FailureKind } from '../../../../src/cancellation/model/failure.ts';
import type { CallLimits, Clock } from '../../../../src/cancellation/ports.ts';
import { worldStart } from './start.ts';
import type { Trouble, Weather } from './trouble.ts';

/** A request as it really was, for the judge. Times in milliseconds since the step began. */
export interface Request<View> {
  readonly call: Call;
  /** What it named the target by. */
  readonly reference: string;
  readonly token: string | undefined;
  readonly startedAt: number;
  leftAt: number | undefined;
  arrivedAt: number | undefined;
  /** What its answer lacks. */
  readonly lacks: Trouble['lacks'];
  /** What AWS did with it, or what its answer shows. */
  view: View | undefined;
  /** When it was over for the one who asked. */
  endedAt: number | undefined;
  /** Undefined where the answer came, and could be read with all that belongs to it. */
  failure: FailureKind | undefined;
}

/** What reached AWS is answered with this, or refused. */
export type Handled<View> =
  | { readonly view: View; readonly output: object; readonly refusal?: undefined }
  | { readonly view: View; readonly refusal: FailureKind };

/** A call has no answer. */
export class NoAnswer extends Error {
  readonly kind: FailureKind;
  readonly isFromAws: boolean;

  constructor(kind: FailureKind, isFromAws: boolean) {
    super(kind);
    this.kind = kind;
    this.isFromAws = isFromAws;
  }
}

/** What a request asks. */
export interface Asked {
  readonly call: Call;
  readonly reference: string;
  readonly token: string | undefined;
}

const never = new AbortController().signal;

/** Carries requests to a world and answers back, in whatever weather, and keeps a record of them. */
export class Network<View> {
  readonly requests: Request<View>[] = [];
  readonly clock: Clock;
  readonly #weather: Weather;
  readonly #limits = new Map<Request<View>, CallLimits>();
  readonly #made = { cancel: 0, 'read-state': 0, 'read-end': 0 };

  constructor(clock: Clock, weather: Weather) {
    this.clock = clock;
    this.#weather = weather;
  }

  /** The call with these limits came to nothing, and with it the answers to all its requests. */
  drop(limits: CallLimits, failure: FailureKind): void {
    for (const [request, of] of this.#limits) if (of === limits) request.failure ??= failure;
  }

  /** AWS's time in an answer that comes now, in milliseconds since 1970: whole seconds. */
  date(): number {
    return Math.floor((worldStart + this.clock.now()) / 1_000) * 1_000;
  }

  /**
   * Carries one request.
   *
   * @param until when the one who asks gives up, in milliseconds of the clock
   * @throws a `NoAnswer`
   */
  async send(
    asked: Asked,
    limits: CallLimits,
    until: number,
    handle: (trouble: Trouble) => Handled<View>,
  ): Promise<object> {
    const { clock } = this;
    const trouble = this.#weather(asked.call, this.#made[asked.call]);
    this.#made[asked.call] += 1;
    const request: Request<View> = {
      ...asked,
      startedAt: clock.now(),
      leftAt: undefined,
      arrivedAt: undefined,
      lacks: trouble.lacks,
      view: undefined,
      endedAt: undefined,
      failure: undefined,
    };
    this.requests.push(request);
    this.#limits.set(request, limits);
    try {
      return await this.#carry(request, trouble, limits, until, handle);
    } catch (thrown) {
      if (thrown instanceof NoAnswer) request.failure = thrown.kind;
      throw thrown;
    } finally {
      request.endedAt = clock.now();
    }
  }

  async #carry(
    request: Request<View>,
    trouble: Trouble,
    { onSent, signal }: CallLimits,
    until: number,
    handle: (trouble: Trouble) => Handled<View>,
  ): Promise<object> {
    const { clock } = this;
    await clock.sleep(Math.min(trouble.leaves ? trouble.connect : 20, until - clock.now()), signal);
    if (signal.aborted) throw new NoAnswer('interrupted', false);
    if (!trouble.leaves) throw new NoAnswer(trouble.failure ?? 'unreachable', false);
    onSent();
    const leftAt = clock.now();
    request.leftAt = leftAt;
    const arrive = (): Handled<View> | undefined => {
      if (!trouble.isCarriedOut) return undefined;
      request.arrivedAt = clock.now();
      const handled = handle(trouble);
      request.view = handled.view;
      return handled;
    };
    const breaksAt = Math.min(leftAt + (trouble.breaksAfter ?? Number.POSITIVE_INFINITY), until);
    const arrivesAt = leftAt + trouble.out;
    if (arrivesAt > breaksAt) {
      void clock.sleep(trouble.out, never).then(arrive);
      await clock.sleep(breaksAt - leftAt, signal);
      throw new NoAnswer(signal.aborted ? 'interrupted' : 'connection-lost', false);
    }
    await clock.sleep(trouble.out, signal);
    if (signal.aborted) {
      // What has left arrives.
      void clock.sleep(arrivesAt - clock.now(), never).then(arrive);
      throw new NoAnswer('interrupted', false);
    }
    const handled = arrive();
    await clock.sleep(Math.min(trouble.back, breaksAt - clock.now()), signal);
    if (signal.aborted) throw new NoAnswer('interrupted', false);
    if (clock.now() < arrivesAt + trouble.back) throw new NoAnswer('connection-lost', false);
    if (trouble.failure !== undefined) throw new NoAnswer(trouble.failure, isAnswer(trouble.failure));
    if (handled === undefined) throw new NoAnswer('connection-lost', false);
    if (handled.refusal !== undefined) throw new NoAnswer(handled.refusal, true);
    return handled.output;
  }
}

/** Whether AWS has answered a call that failed so. */
function isAnswer(failure: FailureKind): boolean {
  return failure !== 'connection-lost' && failure !== 'unreadable';
}
