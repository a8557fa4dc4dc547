import { isGoingOn } from '../model/deployment.ts';
import { type Failure, isTransient } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { Answer, Reading } from '../ports.ts';
import type { Priority } from '../traffic/pace.ts';
import { answerOf } from './answer.ts';
import { failedResult, interruptedResult, missingResult, supersededResult } from './broken-off.ts';
import { pauseBeforeRead, readRecords, readState } from './calls.ts';
import { contradictedFact, isConfirmedByTime } from './contradiction.ts';
import { judge } from './judgement.ts';
import { again, answerWithoutRecord, isConfirmed, isOfSameBeginning, type Question, type Step } from './question.ts';
import { isHitForCertain, isMetInDoubt, relationOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/** How long a deployment's own record is asked for in vain, in milliseconds. */
const askingMilliseconds = 30_000;

/** A moment past the deadline in which the last look of a target may still get its turn, in milliseconds. */
const lastLookMilliseconds = 1_000;

/** The wait for the end of one target's deployment, from the answer to its request on. */
export class Wait {
  readonly #run: TargetRun;
  /** What the last reading left open. */
  #question: Question | undefined;
  /** Whether the record is asked in place of the state. */
  #isAsking = false;
  /** Whether the record has said last that the deployment still goes on. */
  #isGoingOn = false;
  /** Whether the last reading contradicts what is known, and time will tell. */
  #isContradicted = false;
  /** Since when the record has been asked for, in milliseconds of the clock. */
  #askedSince: number | undefined;
  #isRecordRead = false;
  /** Why the record can't be read, if it can't. */
  #denial: Failure | undefined;
  /** Why the last read failed, if it did. */
  #setback: Failure | undefined;
  #untoldFailure: Failure | undefined;

  constructor(run: TargetRun) {
    this.#run = run;
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
    const result = answered === undefined ? await this.#firstRead(onAccepted) : this.#takeAnswer(answered, onAccepted);
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
    const isUnheard = this.#isAsking && !this.#isRecordRead && this.#denial === undefined;
    if (isUnheard && plan.waitMilliseconds > 0) return true;
    if (!this.#run.isLagging(now)) return false;
    // What goes on times out, whichever it is.
    const isUndecided = this.#question?.kind === 'which-one' && isGoingOn(this.#question.reading.stage);
    const isOpen =
      (this.#isContradicted && !isUndecided) || (this.#question?.kind === 'how-it-ended' && !this.#isRecordRead);
    return plan.waitMilliseconds > 0 ? isOpen : this.#decidesWhy;
  }

  /** Whether the deployment is over that a question is about, for all that is known. A record may lag behind a state that says so. */
  #isOver({ kind, reading }: Question): boolean {
    const isNamed = reading.deploymentId !== undefined && reading.deploymentId === this.#run.deploymentId;
    return !this.#isGoingOn || (kind === 'who-rolled-back' && isNamed);
  }

  #takeUntold(): Failure | undefined {
    const failure = this.#untoldFailure;
    this.#untoldFailure = undefined;
    return failure;
  }

  /** The answer names the deployment that the request has hit. */
  #takeAnswer(reading: Reading, onAccepted: () => void): TargetResult | undefined {
    const run = this.#run;
    const wanted = run.plan.deploymentId;
    const hit = reading.deploymentId;
    const { begunAtEpoch: begunBefore } = run.followed;
    const isOtherTime = begunBefore !== undefined && reading.begunAtEpoch !== begunBefore;
    run.followed.follow(wanted);
    // Without an id, the time at which it was begun tells it from others.
    if (wanted === undefined) run.followed.take(reading);
    if (hit !== undefined || reading.begunAtEpoch !== undefined) run.followed.establish(hit, reading.begunAtEpoch);
    run.markRead(run.traffic.clock.now(), reading);
    run.see(reading);
    onAccepted();
    if (wanted !== undefined && (hit === undefined ? isOtherTime : hit !== wanted)) {
      const reason = { kind: 'superseded', successor: hit, followed: wanted, why: 'request-hit-successor' } as const;
      return run.result('superseded', reason);
    }
    const judgement = judge(run.request.state, reading);
    return judgement.kind === 'end' ? run.result(judgement.outcome, judgement.reason) : undefined;
  }

  #firstRead(onAccepted: () => void): Promise<TargetResult | undefined> {
    this.#run.followed.follow(this.#run.plan.deploymentId);
    onAccepted();
    return this.#read('urgent');
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
    this.#question = undefined;
    if (!answer.ok) return this.#reactToFailedRead(answer.failure, readAt);
    this.#setback = undefined;
    const run = this.#run;
    const reading = run.named(answer.value);
    if (reading.stage === 'absent' && !isConfirmedByTime(contradictedFact(run, reading), readAt)) {
      this.#isContradicted = true;
      return undefined;
    }
    if (reading.stage !== 'absent') run.markRead(readAt, reading);
    if (reading.stage === 'absent' || reading.stage === 'deleted') {
      if (reading.stage === 'deleted') {
        if (isOfSameBeginning(run, reading)) run.followed.follow(run.deploymentId ?? reading.deploymentId);
        run.see(reading);
      }
      return this.#end(reading);
    }
    if (isMetInDoubt(run, reading)) run.followed.take(reading);
    if (isHitForCertain(run, reading)) {
      if (run.plan.deploymentId !== undefined) {
        return supersededResult(run, reading.deploymentId, 'request-hit-successor');
      }
      run.followed.take(reading);
      run.followed.establish(reading.deploymentId, reading.begunAtEpoch);
    }
    switch (relationOf(run, reading, readAt)) {
      case 'another':
        return this.#startAsking({ kind: 'how-it-ended', reading, readAt });
      case 'unsure':
        return this.#startAsking({ kind: 'which-one', reading, readAt });
      case 'ours':
        return this.#takeInOurs(reading, readAt);
    }
  }

  #takeInOurs(reading: Reading, readAt: number): Promise<TargetResult | undefined> | TargetResult | undefined {
    const run = this.#run;
    const isReadAgain =
      reading.deploymentId !== undefined && reading.deploymentId === (run.deploymentId ?? run.followed.unconfirmedId);
    if (isReadAgain && !run.isLagging(readAt) && run.request.acceptance?.isAfterDoubt === false) {
      run.followed.establish(reading.deploymentId, reading.begunAtEpoch);
    }
    if (!isConfirmed(run, reading, readAt)) {
      run.followed.suspect(reading.deploymentId);
      return this.#startAsking({ kind: 'is-it-so', reading, readAt });
    }
    run.followed.follow(run.deploymentId ?? reading.deploymentId);
    run.see(reading);
    switch (judge(run.request.state, reading).kind) {
      case 'ask-how-it-ended':
        return this.#startAsking({ kind: 'how-it-ended', reading, readAt });
      case 'ask-who-rolled-back':
        return this.#startAsking({ kind: 'who-rolled-back', reading, readAt });
      case 'end':
      case 'going-on':
        return this.#end(reading);
    }
  }

  #end(reading: Reading): TargetResult | undefined {
    const judgement = judge(this.#run.request.state, reading);
    return judgement.kind === 'end' ? this.#run.result(judgement.outcome, judgement.reason) : undefined;
  }

  #startAsking(question: Question): Promise<TargetResult | undefined> {
    this.#askedSince ??= this.#run.traffic.clock.now();
    return this.#ask(question);
  }

  async #ask(question: Question): Promise<TargetResult | undefined> {
    const run = this.#run;
    const isNameless = run.deploymentId === undefined && !run.traffic.service.findsByToken;
    if (this.#denial !== undefined || isNameless) return this.#follow(question, this.#withoutRecord(question));
    const attempted = await readRecords(run, 'ordinary', run.deploymentId);
    if (attempted === undefined) return this.#follow(question, { kind: 'ask' });
    const { answer, sentAt, startedAt } = attempted;
    if (answer.ok) {
      this.#setback = undefined;
      this.#isRecordRead = true;
      return this.#follow(question, answerOf(run, question, answer.value, sentAt ?? startedAt, this.#setback));
    }
    return this.#reactToFailedAsking(question, answer.failure);
  }

  #withoutRecord(question: Question): Step {
    return answerWithoutRecord(this.#run, question, this.#setback ?? this.#denial);
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

  /** The record alone can answer the question, and is asked for in vain for a while only. */
  #reactToFailedAsking(question: Question, failure: Failure): TargetResult | undefined {
    const { traffic } = this.#run;
    if (traffic.signal.aborted) return interruptedResult(this.#run);
    this.#setback = failure;
    const isInVain =
      !this.#isRecordRead && traffic.clock.now() - (this.#askedSince ?? traffic.clock.now()) > askingMilliseconds;
    // A record that lags doesn't know yet of a deployment that has just begun.
    const isTooEarly = failure.kind === 'not-found' && this.#run.isLagging(traffic.clock.now());
    if ((isTransient(failure.kind) || isTooEarly) && !isInVain) {
      this.#untoldFailure = failure;
      return this.#follow(question, again(this.#run, question));
    }
    this.#run.tellFailure(failure, 'end');
    this.#denial = failure;
    return this.#follow(question, this.#withoutRecord(question));
  }

  #outOfTimeResult(): TargetResult {
    const run = this.#run;
    const untold = this.#takeUntold();
    if (untold !== undefined) run.tellFailure(untold, 'end');
    const question = this.#question;
    const step = question !== undefined && this.#isOver(question) ? this.#withoutRecord(question) : undefined;
    if (step?.kind === 'result') return step.result;
    if (run.traffic.signal.aborted) return interruptedResult(run);
    if (run.plan.waitMilliseconds === 0) return run.result('requested', { kind: 'accepted' });
    const isRollback = run.request.state !== 'accepted' && run.lastSeen?.stage === 'rolling-back';
    return run.result('timed-out', { kind: 'timed-out', isRollback }, this.#setback);
  }
}
