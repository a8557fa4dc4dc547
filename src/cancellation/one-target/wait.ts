import { isGoingOn } from '../model/deployment.ts';
import { type Failure, isTransient } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { Answer, Reading } from '../ports.ts';
import type { Priority } from '../traffic/pace.ts';
import { answerOf, answerOfLast } from './answer.ts';
import { Asking } from './asking.ts';
import { failedResult, interruptedResult, missingResult } from './broken-off.ts';
import { pauseBeforeRead, readState } from './calls.ts';
import { contradictedFact, isConfirmedByTime } from './contradiction.ts';
import { completed, dated } from './dating.ts';
import { again, isAboutEnd, isOverByState, type Question, type Step } from './question.ts';
import type { TargetRun } from './run.ts';
import { takeIn, takeInAnswer } from './take-in.ts';

/** A moment past the deadline in which the last look may still get its turn, in milliseconds. */
const lastLookMilliseconds = 1_000;

/** The wait for the end of one target's deployment, from the answer to its request on. */
export class Wait {
  readonly #run: TargetRun;
  readonly #asking: Asking;
  /** What the last reading left open. */
  #question: Question | undefined;
  /** Whether the record is asked in place of the state. */
  #isAsking = false;
  /** Whether the record has said last that the deployment still goes on. */
  #isGoingOn = false;
  /** Whether the last reading contradicts what is known, and time will tell. */
  #isContradicted = false;
  /** Why the last read failed, if it did. */
  #setback: Failure | undefined;
  #untoldFailure: Failure | undefined;

  constructor(run: TargetRun) {
    this.#run = run;
    this.#asking = new Asking(run);
  }

  /**
   * AWS has taken the request: the state in its answer counts, and a terminal one ends the work. If the API answers nothing,
   * one read follows.
   *
   * @param answered the state in the answer; undefined if this API answers none
   */
  async afterAcceptance(
    answered: Reading | undefined,
    { onAccepted, onSettled }: { readonly onAccepted: () => void; readonly onSettled: () => void },
  ): Promise<TargetResult> {
    const { plan, traffic } = this.#run;
    const isSilent = answered === undefined;
    if (isSilent) {
      this.#run.followed.follow(plan.deploymentId);
      onAccepted();
    }
    const result = isSilent ? await this.#read('urgent') : takeInAnswer(this.#run, answered, onAccepted);
    // Without a wait, nobody asked for the end: that it can't be read isn't an error.
    if (result !== undefined && (plan.waitMilliseconds > 0 || result.outcome !== 'error')) return result;
    if (plan.waitMilliseconds === 0 && !this.#decidesWhy) return this.#outOfTimeResult();
    if (traffic.signal.aborted) return interruptedResult(this.#run);
    onSettled();
    return this.untilEnd();
  }

  /** Waits until the deployment has ended, the time is over, the step is stopped, or waiting can't help any more. */
  async untilEnd(): Promise<TargetResult> {
    const { traffic } = this.#run;
    for (;;) {
      const isLate = traffic.clock.now() >= traffic.limits.deadline;
      const until = isLate ? traffic.limits.hardEnd : traffic.limits.deadline;
      await pauseBeforeRead(this.#run, this.#run.waitedMilliseconds, until, this.#takeUntold());
      const question = this.#isAsking ? this.#question : undefined;
      const result = question === undefined ? await this.#read('ordinary') : await this.#ask(question);
      if (result !== undefined) return result;
      if (traffic.signal.aborted) return interruptedResult(this.#run);
      if (traffic.clock.now() >= traffic.limits.deadline && !this.#goesOn()) return this.#outOfTimeResult();
    }
  }

  /** Whether a question is open that decides between outcomes of a guarded request, even where nothing is waited for. */
  get #decidesWhy(): boolean {
    return this.#question?.kind === 'how-it-ended' && this.#run.plan.deploymentId !== undefined;
  }

  /** Whether a question is still to be answered, or a contradiction to be settled, for which the time after the deadline suffices. */
  #goesOn(): boolean {
    const { traffic, plan } = this.#run;
    const now = traffic.clock.now();
    if (now >= traffic.limits.hardEnd) return false;
    const isUnheard = this.#isAsking && this.#asking.last === undefined && this.#asking.denial === undefined;
    if (isUnheard && plan.waitMilliseconds > 0) return true;
    if (!this.#run.isLagging(now)) return false;
    // What goes on times out, whichever it is.
    const isUndecided = this.#question?.kind === 'which-one' && isGoingOn(this.#question.reading.stage);
    const isOpen =
      (this.#isContradicted && !isUndecided) ||
      (this.#question?.kind === 'how-it-ended' && this.#asking.last === undefined);
    return plan.waitMilliseconds > 0 ? isOpen : this.#decidesWhy;
  }

  #takeUntold(): Failure | undefined {
    const failure = this.#untoldFailure;
    this.#untoldFailure = undefined;
    return failure;
  }

  async #read(priority: Priority): Promise<TargetResult | undefined> {
    const { traffic } = this.#run;
    const isPastDeadline = priority === 'urgent' || this.#isContradicted;
    const until = isPastDeadline ? traffic.limits.hardEnd : traffic.limits.deadline + lastLookMilliseconds;
    const attempted = await readState(this.#run, priority, until);
    if (attempted === undefined) return undefined;
    return this.#takeIn(attempted.answer, attempted.sentAt ?? attempted.startedAt);
  }

  /** What the answer to a read of the state means; undefined to wait on. */
  async #takeIn(answer: Answer<Reading>, readAt: number): Promise<TargetResult | undefined> {
    this.#isContradicted = false;
    if (!answer.ok) return this.#reactToFailedRead(answer.failure, readAt);
    this.#question = undefined;
    this.#setback = undefined;
    const meaning = takeIn(this.#run, completed(this.#run, answer.value), readAt);
    this.#isContradicted = meaning.kind === 'contradicted';
    if (meaning.kind === 'ask') return this.#ask(meaning.question);
    return meaning.kind === 'result' ? meaning.result : undefined;
  }

  async #ask(raised: Question): Promise<TargetResult | undefined> {
    const run = this.#run;
    const asked = await this.#asking.ask();
    const question = dated(run, raised);
    switch (asked.kind) {
      case 'answered':
        this.#setback = undefined;
        return this.#follow(question, answerOf(run, question, asked.records, asked.askedAt));
      case 'failed': {
        const next = again(run, question);
        if (run.traffic.signal.aborted) return interruptedResult(run);
        this.#setback = asked.failure;
        this.#untoldFailure = asked.failure;
        // An end that is confirmed by time needs no record.
        if (isAboutEnd(run, question) && !run.isLagging(question.readAt)) {
          return this.#follow(question, this.#answerOfLast(question));
        }
        return this.#follow(question, next);
      }
      case 'denied':
        return this.#follow(question, this.#answerOfLast(question));
      case 'not-asked':
        return this.#follow(question, { kind: 'ask' });
    }
  }

  #answerOfLast(question: Question): Step {
    const last = this.#asking.last ?? this.#run.doubt.records;
    return answerOfLast(this.#run, question, last, this.#setback ?? this.#asking.denial);
  }

  /** Does what follows from the answer to a question. */
  #follow(question: Question, step: Step): TargetResult | undefined {
    this.#question = question;
    this.#isAsking = step.kind === 'ask';
    if (step.kind !== 'result' && step.isGoingOn !== undefined) this.#isGoingOn = step.isGoingOn;
    this.#isContradicted = step.kind === 'read' && step.isGoingOn !== true;
    return step.kind === 'result' ? step.result : undefined;
  }

  /** What may pass is waited out until the deadline; what can't get better ends the wait at once. */
  #reactToFailedRead(failure: Failure, readAt: number): TargetResult | undefined {
    const run = this.#run;
    if (run.traffic.signal.aborted) return interruptedResult(run);
    const isMissing = failure.kind === 'not-found';
    this.#isContradicted = isMissing && !isConfirmedByTime(contradictedFact(run, 'missing'), readAt);
    if (isTransient(failure.kind) || this.#isContradicted) {
      this.#setback = failure;
      this.#untoldFailure = failure;
      return undefined;
    }
    run.tellFailure(failure, 'end');
    return isMissing ? missingResult(run, failure) : failedResult(run, failure);
  }

  #outOfTimeResult(): TargetResult {
    const run = this.#run;
    const untold = this.#takeUntold();
    if (untold !== undefined) run.tellFailure(untold, 'end');
    const question = this.#question;
    const isOver = question !== undefined && (!this.#isGoingOn || isOverByState(run, question));
    const step = isOver ? this.#answerOfLast(question) : undefined;
    if (step?.kind === 'result') return step.result;
    if (run.traffic.signal.aborted) return interruptedResult(run);
    if (run.plan.waitMilliseconds === 0) return run.result('requested', { kind: 'accepted' });
    const isRollback = run.request.state !== 'accepted' && run.seen.last?.stage === 'rolling-back';
    return run.result('timed-out', { kind: 'timed-out', isRollback }, this.#setback);
  }
}
