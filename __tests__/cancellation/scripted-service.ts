import type { Stage } from '../../src/cancellation/model/deployment.ts';
import type { Call, Failure, FailureKind } from '../../src/cancellation/model/failure.ts';
import type {
  Answer,
  CallLimits,
  DeploymentRecord,
  DeploymentService,
  Reading,
  RecordQuestion,
} from '../../src/cancellation/ports.ts';
import type { FakeClock } from './fake-clock.ts';

export const ours = '11111111-1111-4111-8111-111111111111';
export const another = '22222222-2222-4222-8222-222222222222';

/** A failure of a kind, as an adapter would make it. */
export function failing(
  kind: FailureKind,
  call: Call = 'read-state',
  fields: Partial<Failure> = {},
): { ok: false; dateEpoch: undefined; failure: Failure } {
  const failure = {
    kind,
    call,
    name: kind,
    message: `It was ${kind}.`,
    requestId: 'r-1',
    region: 'eu-west-1',
    host: undefined,
    isAwsEndpoint: undefined,
    isEndOfService: false,
    deniedResource: undefined,
    ...fields,
  };
  return { ok: false, dateEpoch: undefined, failure };
}

/** What each status of Proton means, by this test's own understanding of the API page. */
const stages: Readonly<Record<string, Stage>> = {
  IN_PROGRESS: 'in-progress',
  CANCELLING: 'cancelling',
  CANCELLED: 'cancelled',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  DELETE_IN_PROGRESS: 'deleted',
  DELETE_FAILED: 'deleted',
  DELETE_COMPLETE: 'deleted',
};

/** What a test says of a reading beyond its status. `begunAt`: ISO 8601 in UTC. */
export type ReadingFields = Partial<Reading> & { readonly begunAt?: string };

/** The state of a service whose pipeline has a status. */
export function readingOf(status: string | undefined, { begunAt, ...fields }: ReadingFields = {}): Reading {
  return {
    stage: stages[status ?? ''] ?? 'unknown',
    status,
    message: undefined,
    deploymentId: ours,
    begunAtEpoch: Date.parse(begunAt ?? '2026-09-01T00:00:00.000Z'),
    lastUpdatedAtEpoch: undefined,
    rollbackBy: undefined,
    isFirstDeployment: false,
    hasLeftovers: false,
    isBeingDeleted: false,
    nestedIn: undefined,
    reference: undefined,
    detail: { kind: 'pipeline', pipeline: { deploymentStatus: status } },
    spec: undefined,
    ...fields,
  };
}

/** An accepted cancellation. */
export function accepted(status: string | undefined, fields: ReadingFields = {}): Answer<Reading | undefined> {
  return { ok: true, dateEpoch: undefined, value: readingOf(status, fields), requestId: 'r-2' };
}

/** An accepted cancellation of an API that answers nothing. */
export const acceptedSilently: Answer<Reading | undefined> = {
  ok: true,
  dateEpoch: undefined,
  value: undefined,
  requestId: 'r-2',
};

/** A service whose pipeline is in a status. */
export function reading(status: string | undefined, fields: ReadingFields = {}): Answer<Reading> {
  const value = readingOf(status, { spec: 'spec: secret', ...fields });
  return { ok: true, dateEpoch: undefined, value, requestId: 'r-3' };
}

/** A service without a pipeline. */
export function withoutPipeline(isBeingDeleted = false): Answer<Reading> {
  const nothing = { stage: 'absent', deploymentId: undefined, begunAtEpoch: undefined, detail: undefined } as const;
  return reading(undefined, { ...nothing, spec: undefined, isBeingDeleted });
}

/** A deployment in a status. `endedAt`: ISO 8601 in UTC. */
export function deployment(
  status: string,
  endedAt?: string,
  fields: Partial<DeploymentRecord> = {},
): Answer<readonly DeploymentRecord[]> {
  const value = {
    stage: stages[status] ?? 'unknown',
    status,
    message: 'So it went.',
    deploymentId: ours,
    endedAtEpoch: endedAt === undefined ? undefined : Date.parse(endedAt),
    begunAtEpoch: undefined,
    rollbackBegunAtEpoch: undefined,
    statesTold: 0,
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
    ...fields,
  };
  return { ok: true, dateEpoch: undefined, value: [value], requestId: 'r-5' };
}

/** What AWS answers, call by call; the last answer is given again and again. */
export interface Script {
  readonly cancel?: readonly Answer<Reading | undefined>[];
  readonly service?: readonly Answer<Reading>[];
  readonly deployment?: readonly Answer<readonly DeploymentRecord[]>[];
  /** Whether the record of a deployment can be found by the token of its cancellation. */
  readonly findsByToken?: boolean;
}

/** A call that was made. */
export interface RecordedCall {
  readonly call: Call;
  readonly reference: string;
  readonly token: string | undefined;
  readonly question: RecordQuestion | undefined;
  readonly atMilliseconds: number;
  readonly timeoutMilliseconds: number;
}

/** A service that answers from a script and keeps a record of what it was asked. */
export class ScriptedService implements DeploymentService {
  readonly calls: RecordedCall[] = [];
  readonly findsByToken: boolean;
  readonly #clock: FakeClock;
  readonly #script: Script;
  /** How often each call was made for each target. */
  readonly #made = new Map<string, number>();
  /** Called after each call was recorded, before it is answered. */
  onCall: (call: RecordedCall) => void = () => undefined;

  constructor(clock: FakeClock, script: Script) {
    this.#clock = clock;
    this.#script = script;
    this.findsByToken = script.findsByToken ?? false;
  }

  cancel(reference: string, token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    return this.#answer({ call: 'cancel', reference, token, question: undefined }, limits, this.#script.cancel);
  }

  readState(reference: string, limits: CallLimits): Promise<Answer<Reading>> {
    const call = { call: 'read-state', reference, token: undefined, question: undefined } as const;
    return this.#answer(call, limits, this.#script.service);
  }

  readRecords(
    reference: string,
    question: RecordQuestion,
    limits: CallLimits,
  ): Promise<Answer<readonly DeploymentRecord[]>> {
    return this.#answer({ call: 'read-end', reference, token: undefined, question }, limits, this.#script.deployment);
  }

  async #answer<Value>(
    asked: Pick<RecordedCall, 'call' | 'reference' | 'token' | 'question'>,
    { timeoutMilliseconds, signal, onSent }: CallLimits,
    answers: readonly Answer<Value>[] = [],
  ): Promise<Answer<Value>> {
    const asking = `${asked.call} ${asked.reference}`;
    const made = this.#made.get(asking) ?? 0;
    this.#made.set(asking, made + 1);
    const call = { ...asked, atMilliseconds: this.#clock.now(), timeoutMilliseconds };
    this.calls.push(call);
    const answer = answers[Math.min(made, answers.length - 1)];
    if (answer === undefined) throw new Error(`The script has no answer to ${asked.call}.`);
    if (answer.ok || leaves(answer.failure.kind)) onSent();
    this.onCall(call);
    if (signal.aborted) return failing('interrupted', asked.call);
    // A date is that of the play's beginning.
    const elapsed = Math.floor(this.#clock.now() / 1_000) * 1_000;
    return answer.dateEpoch === undefined ? answer : { ...answer, dateEpoch: answer.dateEpoch + elapsed };
  }
}

/** Whether a request that fails so has left the machine. */
function leaves(kind: FailureKind): boolean {
  const before: readonly FailureKind[] = ['unreachable', 'credentials-missing', 'region-missing', 'misconfigured'];
  return !before.includes(kind);
}
