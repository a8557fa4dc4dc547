import { isOutcome } from '../cancellation/model/outcome.ts';
import type { Baseline, Plan, Target } from '../cancellation/model/plan.ts';
import type { Inputs } from '../inputs.ts';
import { asNumber, asText, asWords, property } from '../outside-data.ts';

/** What the guard's main step leaves to its post step, which acts on nothing else. No secret is in it. */
export interface GuardState {
  /** The targets have their baselines. */
  readonly inputs: Omit<Inputs, 'githubToken'>;
  /** Whether the environment of the main step had keys of AWS. */
  readonly hadKeys: boolean;
}

/** The state becomes environment variables: Windows takes 32,767 characters for one, Linux 128 KiB. */
const pieceLength = 30_000;
const mostPieces = 50;
const version = 1;

/** The state as texts by name. @throws if there is more than a process can be given, which is for some 3,500 targets */
export function piecesOf({ inputs, hadKeys }: GuardState): Readonly<Record<string, string>> {
  // One by one: what is passed here may have more fields than the type says, a token among them.
  const { plan, region, failOn, jobSummary, commentOnPullRequest } = inputs;
  const kept = { version, plan, region, failOn: [...failOn], jobSummary, commentOnPullRequest, hadKeys };
  const text = JSON.stringify(kept);
  const count = Math.ceil(text.length / pieceLength);
  if (count > mostPieces) throw new RangeError('There are too many targets for one guard: use several.');
  const pieces = Array.from({ length: count }, (_, at) => text.slice(at * pieceLength, (at + 1) * pieceLength));
  return Object.fromEntries(pieces.map((piece, at) => [nameOf(at), piece]));
}

/** Reads the state back; nothing is there where main did not get that far. What comes is outside data: each field is checked. */
export function findState(stateOf: (name: string) => string): GuardState | 'nothing' | 'unreadable' {
  const pieces: string[] = [];
  while (pieces.length < mostPieces && stateOf(nameOf(pieces.length)) !== '') {
    pieces.push(stateOf(nameOf(pieces.length)));
  }
  if (pieces.length === 0) return 'nothing';
  return stateIn(parsed(pieces.join(''))) ?? 'unreadable';
}

function nameOf(at: number): string {
  return `guard-${at}`;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function stateIn(value: unknown): GuardState | undefined {
  const plan = planIn(property(value, 'plan'));
  const failOn = property(value, 'failOn');
  const commentOnPullRequest = property(value, 'commentOnPullRequest');
  const isComment =
    commentOnPullRequest === 'always' || commentOnPullRequest === 'on-failure' || commentOnPullRequest === 'never';
  if (property(value, 'version') !== version || plan === undefined || !Array.isArray(failOn) || !isComment) return;
  return {
    inputs: {
      plan,
      region: asWords(property(value, 'region')),
      failOn: new Set(failOn.map((word) => asText(word) ?? '').filter(isOutcome)),
      includeSpec: false,
      jobSummary: property(value, 'jobSummary') === true,
      commentOnPullRequest,
    },
    hadKeys: property(value, 'hadKeys') === true,
  };
}

function planIn(value: unknown): Plan | undefined {
  const targetKind = property(value, 'targetKind');
  const list = property(value, 'targets');
  const targets = Array.isArray(list) ? list.map(targetIn) : [];
  const waitMilliseconds = asNumber(property(value, 'waitMilliseconds'));
  const maxPollIntervalMilliseconds = asNumber(property(value, 'maxPollIntervalMilliseconds'));
  const dryRun = property(value, 'dryRun');
  const known = targets.filter((target) => target !== undefined);
  if (targetKind !== 'service' && targetKind !== 'stack') return undefined;
  if (known.length === 0 || known.length < targets.length || typeof dryRun !== 'boolean') return undefined;
  if (waitMilliseconds === undefined || maxPollIntervalMilliseconds === undefined) return undefined;
  return {
    targetKind,
    targets: known,
    waitMilliseconds,
    maxPollIntervalMilliseconds,
    deploymentId: undefined,
    dryRun,
    lookAgainMilliseconds: 0,
  };
}

function targetIn(value: unknown): Target | undefined {
  const name = asWords(property(value, 'name'));
  const reference = asWords(property(value, 'reference'));
  const baseline = baselineIn(property(value, 'baseline'));
  if (name === undefined || reference === undefined || baseline === undefined) return undefined;
  return { name, reference, baseline };
}

function baselineIn(value: unknown): Baseline | undefined {
  const exists = property(value, 'exists');
  const isGoingOn = property(value, 'isGoingOn');
  if (typeof exists !== 'boolean' || typeof isGoingOn !== 'boolean') return undefined;
  return {
    exists,
    isGoingOn,
    reference: asWords(property(value, 'reference')),
    deploymentId: asWords(property(value, 'deploymentId')),
    begunAtEpoch: asNumber(property(value, 'begunAtEpoch')),
    readAtEpoch: asNumber(property(value, 'readAtEpoch')),
  };
}
