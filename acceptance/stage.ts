import { runStep, type StepResult } from '../runner/run-step.ts';
import type { Account } from './account.ts';
import type { Anonymise } from './anonymous.ts';
import { type Exchange, startRecorder } from './recorder.ts';
import type { Credentials } from './signed-request.ts';
import type { Stacks } from './stacks.ts';
import type { Unknown } from './unknowns.ts';

/** Something that should be so, and whether it was. */
export interface Check {
  readonly what: string;
  readonly isRight: boolean;
  /** Whether it could not be looked at; then `what` says why. */
  readonly isSkipped?: boolean;
  /** What was seen instead, in a word or two. */
  readonly seen: string;
}

/** A run of the action, as a file keeps it: without a trace of whose account it was. */
export interface RecordedRun {
  readonly scenario: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly exchanges: readonly Exchange[];
}

/** What came of a scenario. */
export interface ScenarioReport {
  readonly name: string;
  readonly checks: readonly Check[];
  readonly findings: ReadonlyMap<Unknown, string>;
  readonly runs: readonly RecordedRun[];
}

/** Where a scenario plays: its stack, the action, and what is judged. */
export class Stage {
  readonly account: Account;
  readonly stacks: Stacks;
  /** The scenario's own stack. */
  readonly stackName: string;
  readonly #name: string;
  readonly #anonymise: Anonymise;
  readonly #checks: Check[] = [];
  readonly #findings = new Map<Unknown, string>();
  readonly #runs: RecordedRun[] = [];

  constructor(name: string, stackName: string, account: Account, stacks: Stacks, anonymise: Anonymise) {
    this.#name = name;
    this.#anonymise = anonymise;
    this.account = account;
    this.stacks = stacks;
    this.stackName = stackName;
  }

  /** Runs the bundle on the scenario's stack, with a recorder between it and AWS. */
  async runAction(
    inputs: Readonly<Record<string, string>> = {},
    credentials: Credentials = this.account.credentials,
  ): Promise<StepResult> {
    const recorder = await startRecorder(this.account, credentials);
    try {
      const result = await this.#run(inputs, credentials, recorder.url);
      const plain = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, this.#anonymise(value)]));
      this.#runs.push({
        scenario: this.#name,
        inputs: { 'stack-name': this.#anonymise(this.stackName), ...plain },
        outcome: result.outputs['outcome'] ?? '',
        exchanges: recorder.exchanges().map((exchange) => ({
          ...exchange,
          requestId: this.#anonymise(exchange.requestId),
          body: this.#anonymise(exchange.body),
        })),
      });
      return result;
    } finally {
      await recorder.close();
    }
  }

  /** The status that the action saw first, in its latest recorded run. */
  statusFirstSeen(): string | undefined {
    const bodies = this.#runs.at(-1)?.exchanges.map(({ body }) => body) ?? [];
    return /<StackStatus>(\w+)</.exec(bodies.join())?.[1];
  }

  /** Runs the bundle on the scenario's stack as a workflow does: nothing between it and AWS. */
  runActionDirectly(inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
    return this.#run(inputs, this.account.credentials, this.account.endpoint);
  }

  /** The environment of a step that finds the account. */
  environment({ accessKeyId, secretAccessKey, sessionToken }: Credentials, endpoint: string | undefined) {
    return {
      AWS_REGION: this.account.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint }),
    };
  }

  /** Judges whether something is as it should be. */
  expect(what: string, seen: unknown, right: unknown): void {
    const rights: readonly unknown[] = Array.isArray(right) ? right : [right];
    this.#checks.push({ what, isRight: rights.includes(seen), seen: String(seen) });
  }

  /** Judges whether a text tells something. */
  expectIn(what: string, seen: string | undefined, part: string): void {
    this.#checks.push({ what, isRight: seen?.includes(part) === true, seen: seen ?? 'nothing' });
  }

  /** Says why the scenario can't be played here. */
  skip(why: string): void {
    this.#checks.push({ what: why, isRight: true, isSkipped: true, seen: '' });
  }

  /** Writes down the answer to something that AWS does not document. */
  find(unknown: Unknown, answer: string): void {
    this.#findings.set(unknown, answer);
  }

  /** What has come of the scenario so far; `failure` is what ended it early. */
  report(failure?: unknown): ScenarioReport {
    const seen = failure instanceof Error ? failure.message : String(failure);
    const ended: readonly Check[] =
      failure === undefined ? [] : [{ what: 'The scenario runs to its end', isRight: false, seen }];
    return { name: this.#name, checks: [...this.#checks, ...ended], findings: this.#findings, runs: this.#runs };
  }

  #run(inputs: Readonly<Record<string, string>>, credentials: Credentials, endpoint: string | undefined) {
    return runStep({
      inputs: { 'stack-name': this.stackName, 'wait-for-minutes': '10', ...inputs },
      environment: this.environment(credentials, endpoint),
    });
  }
}
