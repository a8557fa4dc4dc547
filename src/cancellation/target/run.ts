import type { Pipeline } from '../model/deployment.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ServiceResult, StateChange } from '../model/result.ts';
import type { Failure, PipelineReading } from '../ports.ts';
import type { Tools } from '../traffic/traffic.ts';

/** A service whose status flaps must not make the run's memory grow: no more changes than this are kept. */
const longestTimeline = 50;

/** What is known so far about one service while it is worked on. */
export class Progress {
  readonly serviceName: string;
  readonly #tools: Tools;
  #sent = false;
  #waitingSince: number | undefined;
  #doubtSinceEpoch: number | undefined;
  #deploymentId: string | undefined;
  #pipeline: Pipeline | undefined;
  #spec: string | undefined;
  #state: string | undefined;
  #timeline: StateChange[] = [];

  constructor(serviceName: string, tools: Tools) {
    this.serviceName = serviceName;
    this.#tools = tools;
  }

  /** The deployment whose end counts; undefined until an answer has named it. */
  get deploymentId(): string | undefined {
    return this.#deploymentId;
  }

  /** The pipeline as last seen while it was about that deployment. */
  get pipeline(): Pipeline | undefined {
    return this.#pipeline;
  }

  /** The deployment status as last seen. */
  get state(): string | undefined {
    return this.#state;
  }

  /** Whether a cancel request has gone out. */
  get sent(): boolean {
    return this.#sent;
  }

  /**
   * When the first cancel request went out whose fate is unknown, in milliseconds since 1970: Proton may have carried it
   * out although no answer came.
   */
  get doubtSinceEpoch(): number | undefined {
    return this.#doubtSinceEpoch;
  }

  /** Milliseconds since the first cancel request, or since a running cancellation was joined; 0 before. */
  get waitedMilliseconds(): number {
    return this.#waitingSince === undefined ? 0 : this.#tools.clock.now() - this.#waitingSince;
  }

  /** A cancel request goes out now. */
  markSent(): void {
    if (this.#sent) return;
    this.#sent = true;
    this.#waitingSince = this.#tools.clock.now();
    this.#record('REQUESTED');
  }

  /** A cancellation that somebody else has begun is waited for from now on, where no request of ours has gone out. */
  markJoined(): void {
    this.#waitingSince ??= this.#tools.clock.now();
  }

  /** The cancel request that went out at `sentAtEpoch` (milliseconds since 1970) has had no answer that says its fate. */
  markDoubt(sentAtEpoch: number): void {
    this.#doubtSinceEpoch ??= sentAtEpoch;
  }

  /** From now on, this is the deployment whose end counts. */
  follow(deploymentId: string | undefined): void {
    this.#deploymentId = deploymentId ?? this.#deploymentId;
  }

  /** Takes in an answer about the deployment that is followed; tells the observer where its status is a new one. */
  see({ pipeline, spec }: PipelineReading): void {
    if (pipeline === undefined) return;
    this.#pipeline = pipeline;
    this.#spec = spec ?? this.#spec;
    const state = pipeline.deploymentStatus;
    if (state === undefined || state === this.#state) return;
    this.#state = state;
    this.#record(state);
    this.#tools.observe({
      type: 'state',
      serviceName: this.serviceName,
      state,
      deploymentId: this.#deploymentId ?? pipeline.lastAttemptedDeploymentId,
      sinceRequestMilliseconds: this.#sent ? this.waitedMilliseconds : undefined,
      atMilliseconds: this.#elapsed(),
    });
  }

  /** The result as it would be if the work ended here with this outcome. */
  result(outcome: Outcome, reason: string, failure?: Failure): ServiceResult {
    return {
      serviceName: this.serviceName,
      outcome,
      reason,
      deploymentId: this.#deploymentId,
      inDoubt: this.#doubtSinceEpoch !== undefined,
      waitedMilliseconds: this.waitedMilliseconds,
      pipeline: this.#pipeline,
      spec: this.#spec,
      failure,
      timeline: [...this.#timeline],
    };
  }

  #elapsed(): number {
    return this.#tools.clock.now() - this.#tools.startedAt;
  }

  #record(state: string): void {
    if (this.#timeline.length === longestTimeline) this.#timeline.pop();
    this.#timeline.push({ state, atMilliseconds: this.#elapsed() });
  }
}
