/** A plausible way to break the core: a text that stands once in a file of `src/`, and what takes its place. */
export interface Mutation {
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const target = 'cancellation/one-target';
const traffic = 'cancellation/traffic';

/** Each has to be noticed by an oracle. */
export const mutations: readonly Mutation[] = [
  {
    breaks: "every rollback is a user's",
    file: `${target}/judgement.ts`,
    from: "if (by === 'user') return ended",
    to: "if (by !== 'parent') return ended",
  },
  {
    breaks: 'a successor is ignored',
    file: `${target}/relation.ts`,
    from: "if (isNamed && deploymentId === run.deploymentId) return run.followed.isProvisional ? 'unsure' : 'ours';",
    to: "if (deploymentId !== '') return 'ours';",
  },
  {
    breaks: 'a lost request is repeated blindly',
    file: `${target}/request.ts`,
    from: "if (readsFirst || next.kind === 'look') {",
    to: 'if (readsFirst) {',
  },
  {
    breaks: 'there is no hard end',
    file: `${traffic}/time-limits.ts`,
    from: 'hardEnd: deadline + graceMilliseconds',
    to: 'hardEnd: deadline + 10 * graceMilliseconds',
  },
  {
    breaks: 'the guard is checked once',
    file: `${target}/request.ts`,
    from: "if (readsFirst || next.kind === 'look') {",
    to: "if ((readsFirst && run.request.sentAt === undefined) || next.kind === 'look') {",
  },
  {
    breaks: 'the guard is not checked after the request',
    file: `${target}/take-in.ts`,
    from: 'if (wanted !== undefined && (hit === undefined ? isOtherTime : hit !== wanted)) {',
    to: "if (wanted === '') {",
  },
  {
    breaks: "the guard is not checked against this step's token",
    file: `${target}/same-deployment.ts`,
    from: 'if (wanted === undefined) return false;',
    to: "if (wanted !== '') return false;",
  },
  {
    breaks: 'what was going on before counts as begun since',
    file: `${target}/baseline.ts`,
    from: "if (stage === 'absent') return false;",
    to: "if (stage === 'absent') return false;\n  if (stage === 'in-progress') return true;",
  },
  {
    breaks: 'the name is used after the id',
    file: `${target}/readings.ts`,
    from: 'this.#reference = reference ?? this.#reference;',
    to: 'void reference;',
  },
  {
    breaks: 'the outputs come late',
    file: `${target}/wait.ts`,
    from: 'onAccepted();\n    }',
    to: 'setImmediate(() => setImmediate(onAccepted));\n    }',
  },
  {
    breaks: 'each request has a token of its own',
    file: `${target}/request.ts`,
    from: 'traffic.service.cancel(reference, token, limits)',
    to: `traffic.service.cancel(reference, \`\${token}-\${traffic.clock.now()}\`, limits)`,
  },
  {
    breaks: "the runner's clock is believed",
    file: `${traffic}/aws-time.ts`,
    from: 'if (this.#low === Number.NEGATIVE_INFINITY) {',
    to: 'if (this.#low < Number.POSITIVE_INFINITY) {',
  },
  {
    breaks: 'lag is ignored',
    file: 'cancellation/model/lag.ts',
    from: 'lagMilliseconds = 10_000',
    to: 'lagMilliseconds = 0',
  },
  {
    breaks: 'what lags is believed after three seconds',
    file: 'cancellation/model/lag.ts',
    from: 'lagMilliseconds = 10_000',
    to: 'lagMilliseconds = 3_000',
  },
  {
    breaks: 'a dry run sends the request',
    file: `${target}/decision.ts`,
    from: 'if (refusal === undefined) return dryRun ?',
    to: "if (refusal === undefined) return nestedIn === '' ?",
  },
  {
    breaks: 'the wait counts from the first attempt',
    file: `${target}/run.ts`,
    from: 'this.#waitingSince = sentAt;',
    to: 'this.#waitingSince ??= sentAt;\n    this.#waitingSince = 0;',
  },
  {
    breaks: 'what had ended before the request counts as its doing',
    file: `${target}/results-in-doubt.ts`,
    from: "if (record.endedAtEpoch + endResolutionMilliseconds < earliest) return 'before';",
    to: "if (earliest < 0) return 'before';",
  },
  {
    breaks: 'a tenth of the wait is half of it',
    file: `${traffic}/poll-interval.ts`,
    from: 'const partOfTheWait = 10;',
    to: 'const partOfTheWait = 2;',
  },
  {
    breaks: 'the state is read four times a second',
    file: `${traffic}/poll-interval.ts`,
    from: 'const shortestDelayMilliseconds = 1_000;',
    to: 'const shortestDelayMilliseconds = 250;',
  },
  {
    breaks: 'a cancellation that is going on is not joined',
    file: `${target}/decision.ts`,
    from: "        : { kind: 'join' };",
    to: "        : end('nothing-to-cancel', { kind: 'already-ended', status: reading.status, endedAt: undefined });",
  },
  {
    breaks: 'a refused first deployment is an error',
    file: `${target}/decision.ts`,
    from: 'reading.isFirstDeployment === true) {',
    to: "reading.status === '') {",
  },
  {
    breaks: 'the cleanup of a nested stack is its end',
    file: `${target}/judgement.ts`,
    from: 'return reading.nestedIn === undefined ? success(requestState, reading.status, isAfterRequest) : goingOn;',
    to: 'return success(requestState, reading.status, isAfterRequest);',
  },
  {
    breaks: 'the step ends before the stack is at rest',
    file: `${target}/rest.ts`,
    from: 'if (!isWaitedFor(verdict)) return verdict;',
    to: 'return verdict;',
  },
  {
    breaks: 'a failed rollback is a cancellation',
    file: `${target}/judgement.ts`,
    from: "    case 'stuck':\n      return ended('failed', undefined, isAfterRequest);",
    to: "    case 'stuck':\n      return ended('cancelled', undefined, isAfterRequest);",
  },
  {
    breaks: 'the record is never asked',
    file: `${target}/asking.ts`,
    from: 'if (this.#denial !== undefined || isNameless)',
    to: 'if (run.token !== undefined)',
  },
  {
    breaks: "this step's token is not looked for",
    file: 'cloudformation/records.ts',
    from: 'isCancelledByStep: rollback?.token === token,',
    to: 'isCancelledByStep: false,',
  },
  {
    breaks: 'only the first page of events is read',
    file: 'cloudformation/service.ts',
    from: 'const mostPages = 40;',
    to: 'const mostPages = 1;',
  },
  {
    breaks: 'one "does not exist" is a deletion',
    file: `${target}/contradiction.ts`,
    from: 'return latest(request.acceptance?.answeredAt, request.metTargetAt, lastAnsweredAt);',
    to: 'return undefined;',
  },
  {
    breaks: 'a stopped step goes on',
    file: `${traffic}/traffic.ts`,
    from: 'send({ timeoutMilliseconds, signal: this.signal,',
    to: 'send({ timeoutMilliseconds, signal: new AbortController().signal,',
  },
  {
    breaks: 'a doubt is forgotten at the next refusal',
    file: `${target}/request-history.ts`,
    from: "this.#state = this.#inDoubtSince === undefined ? 'refused' : 'in-doubt';",
    to: "this.#state = 'refused';\n    this.#inDoubtSince = undefined;",
  },
  {
    breaks: 'throttling ends the work',
    file: 'cancellation/model/failure.ts',
    from: 'throttled: { isTransient: true,',
    to: 'throttled: { isTransient: false,',
  },
];
