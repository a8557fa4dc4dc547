import { type Failure, isTransient } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { Answer, EndReading, Reading } from '../ports.ts';
import { delayBeforeRead } from '../traffic/poll-interval.ts';
import { failedResult, interruptedResult } from './broken-off.ts';
import { readEnd } from './calls.ts';
import { ended, type Judgement, judge, judgeRecord, mayBeOfSuccessor, rolledBackByItself } from './judgement.ts';
import type { TargetRun } from './run.ts';

/** How long a deployment's own record is asked for in vain, in milliseconds. */
const askingMilliseconds = 30_000;

/** A moment past the deadline in which the last look of a target may still get its turn, in milliseconds. */
const lastLookMilliseconds = 1_000;

/** What the deployment's own record has to say. */
interface Question {
  readonly kind: 'how-it-ended' | 'who-rolled-back';
  /** The reading that raised it, which is about the successor with `how-it-ended`. */
  readonly reading: Reading;
  /** Whether the reading is about the successor for certain, and not perhaps about the deployment that was cancelled. */
  readonly isCertain: boolean;
  /** Milliseconds of the clock. */
  readonly since: number;
  isAnswered: boolean;
}

/** The wait for the end of one target's deployment. */
export class Wait {
  readonly #run: TargetRun;
  #question: Question | undefined;
  /** Why the last read failed, if it did. */
  #setback: Failure | undefined;
  #untoldFailure: Failure | undefined;

  constructor(run: TargetRun) {
    this.#run = run;
  }

  /** Waits until the deployment has ended, the time is over, the step is stopped, or waiting can't help any more. */
  async untilEnd(): Promise<TargetResult> {
    const { traffic } = this.#run;
    for (;;) {
      await this.#pause();
      const question = this.#question;
      const result = question === undefined ? await this.#read() : await this.#ask(question);
      if (result !== undefined) return result;
      if (traffic.signal.aborted) return interruptedResult(this.#run);
      if (traffic.clock.now() >= traffic.limits.deadline) return this.#outOfTimeResult();
    }
  }

  #pause(): Promise<void> {
    const { traffic, plan, target, waitedMilliseconds } = this.#run;
    const delay = delayBeforeRead(waitedMilliseconds, plan.maxPollIntervalMilliseconds, traffic.random());
    const delayMilliseconds = Math.max(Math.min(delay, traffic.limits.deadline - traffic.clock.now()), 0);
    if (this.#untoldFailure !== undefined) this.#run.tellFailure(this.#untoldFailure, 'retry', delayMilliseconds);
    this.#untoldFailure = undefined;
    traffic.tell({ type: 'pause', targetName: target.name, delayMilliseconds });
    return traffic.clock.sleep(delayMilliseconds, traffic.signal);
  }

  #read(): Promise<TargetResult | undefined> {
    const { traffic, target, reference } = this.#run;
    const attempt = traffic.call<Reading>({
      targetName: target.name,
      call: 'read-state',
      priority: 'ordinary',
      until: traffic.limits.deadline + lastLookMilliseconds,
      send: (limits): Promise<Answer<Reading>> => traffic.service.readState(reference, limits),
    });
    return attempt.then((attempted) => attempted && this.takeIn(attempted.answer));
  }

  /** What the answer to a read of the state means; undefined to wait on. */
  async takeIn(answer: Answer<Reading>): Promise<TargetResult | undefined> {
    if (!answer.ok) return this.#reactToFailedRead(answer.failure);
    this.#setback = undefined;
    const reading = answer.value;
    const judgement = judge(this.#run, reading);
    this.#run.refer(reading.reference);
    if (judgement.kind === 'ask-how-it-ended') return this.#startAsking('how-it-ended', reading);
    if (mayBeOfSuccessor(this.#run, reading)) return this.#startAsking('how-it-ended', reading, false);
    if (reading.stage !== 'absent') {
      this.#run.follow(this.#run.deploymentId ?? reading.deploymentId);
      this.#run.see(reading);
    }
    if (judgement.kind === 'ask-who-rolled-back') return this.#startAsking('who-rolled-back', reading);
    return this.#resultOf(judgement);
  }

  #startAsking(kind: Question['kind'], reading: Reading, isCertain = true): Promise<TargetResult | undefined> {
    this.#question = { kind, reading, isCertain, since: this.#run.traffic.clock.now(), isAnswered: false };
    return this.#ask(this.#question);
  }

  async #ask(question: Question): Promise<TargetResult | undefined> {
    const { traffic, deploymentId } = this.#run;
    const isNameless = deploymentId === undefined && question.kind === 'how-it-ended';
    if (isNameless && !traffic.service.findsEndByToken) return this.#resultWithoutRecord(question);
    const attempted = await readEnd(this.#run, 'ordinary', traffic.limits.deadline + lastLookMilliseconds);
    if (attempted === undefined) return undefined;
    const { answer } = attempted;
    return answer.ok ? this.#takeInRecord(question, answer.value) : this.#reactToFailedAsking(question, answer.failure);
  }

  #takeInRecord(question: Question, record: EndReading): TargetResult | undefined {
    const successor = question.reading.deploymentId;
    const isOfSuccessor =
      question.kind === 'how-it-ended' && record.deploymentId !== undefined && record.deploymentId === successor;
    if (isOfSuccessor) return question.isCertain ? this.#resultWithoutRecord(question) : this.#adopt(question.reading);
    this.#run.follow(this.#run.deploymentId ?? record.deploymentId);
    question.isAnswered = true;
    this.#setback = undefined;
    const judgement = judgeRecord(this.#run, record, question.kind === 'how-it-ended' ? successor : undefined);
    if (judgement.kind === 'end' && this.#run.isHitUnknown && record.stage !== 'cancelled') {
      return this.#supersededResult(question, 'request-hit-successor');
    }
    this.#run.seeState(record);
    return this.#resultOf(judgement);
  }

  /** The reading is about the deployment that was cancelled after all. */
  #adopt(reading: Reading): TargetResult | undefined {
    this.#question = undefined;
    this.#run.follow(reading.deploymentId);
    this.#run.see(reading);
    return this.#resultOf(judge(this.#run, reading));
  }

  #resultOf(judgement: Judgement): TargetResult | undefined {
    return judgement.kind === 'end' ? this.#run.result(judgement.outcome, judgement.reason) : undefined;
  }

  /** What may pass is waited out until the deadline; what can't get better ends the wait at once. */
  #reactToFailedRead(failure: Failure): TargetResult | undefined {
    if (this.#run.traffic.signal.aborted) return interruptedResult(this.#run);
    if (isTransient(failure.kind)) {
      this.#setback = failure;
      this.#untoldFailure = failure;
      return undefined;
    }
    this.#run.tellFailure(failure, 'end');
    return failure.kind === 'not-found'
      ? this.#run.result('deleted', { kind: 'deleted', what: 'target-gone' })
      : failedResult(this.#run, failure);
  }

  /** The record alone can answer the question, and is asked for in vain for a while only. */
  #reactToFailedAsking(question: Question, failure: Failure): TargetResult | undefined {
    const { traffic } = this.#run;
    if (traffic.signal.aborted) return interruptedResult(this.#run);
    this.#setback = failure;
    const isInVain = !question.isAnswered && traffic.clock.now() - question.since > askingMilliseconds;
    if (isTransient(failure.kind) && !isInVain) {
      this.#untoldFailure = failure;
      return undefined;
    }
    this.#run.tellFailure(failure, 'end');
    return question.isCertain ? this.#resultWithoutRecord(question) : this.#adopt(question.reading);
  }

  #resultWithoutRecord(question: Question): TargetResult {
    if (question.kind === 'how-it-ended') return this.#supersededResult(question, 'end-unknown');
    const { rollback } = this.#run;
    const judgement = rollback?.rollbackBy === 'user' ? ended('cancelled') : rolledBackByItself(rollback?.message);
    return this.#resultOf(judgement) ?? this.#timedOutResult();
  }

  #supersededResult({ reading }: Question, why: 'request-hit-successor' | 'end-unknown'): TargetResult {
    const followed = this.#run.deploymentId;
    const reason = { kind: 'superseded', successor: reading.deploymentId, followed, why } as const;
    return this.#run.result('superseded', reason, this.#setback);
  }

  #outOfTimeResult(): TargetResult {
    if (this.#untoldFailure !== undefined) this.#run.tellFailure(this.#untoldFailure, 'end');
    const question = this.#question;
    if (question?.isCertain === false && !question.isAnswered) {
      return this.#adopt(question.reading) ?? this.#timedOutResult();
    }
    const isOpen = question !== undefined && (question.kind === 'who-rolled-back' || !question.isAnswered);
    return isOpen ? this.#resultWithoutRecord(question) : this.#timedOutResult();
  }

  #timedOutResult(): TargetResult {
    const { requestState, lastSeen } = this.#run;
    const isRollback = requestState !== 'accepted' && lastSeen?.stage === 'rolling-back';
    return this.#run.result('timed-out', { kind: 'timed-out', isRollback }, this.#setback);
  }
}
