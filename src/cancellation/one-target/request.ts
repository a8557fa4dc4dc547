import { type Failure, ownFailure } from '../model/failure.ts';
import type { Answer, Reading } from '../ports.ts';
import type { Attempted } from '../traffic/traffic.ts';
import { failedResult, interruptedResult } from './broken-off.ts';
import { pauseBeforeRetry } from './calls.ts';
import { look } from './look.ts';
import { finish, type Next } from './next.ts';
import type { TargetRun } from './run.ts';

/** How the request of one target went: the result if the work ends there, or the first reading if AWS's answer had one. */
export type Requested =
  | Exclude<Next, { readonly kind: 'send' }>
  | { readonly kind: 'accepted'; readonly reading: Reading | undefined };

/** What follows from a failed request: that, or a look before it may be repeated, if the retry budget is not spent. */
type After = Next | { readonly kind: 'look'; readonly mayRepeat: boolean };

/**
 * Gets the cancellation of one target under way.
 *
 * @param onSettled called before the state is read again, which takes seconds
 */
export async function requestCancellation(run: TargetRun, onSettled: () => void): Promise<Requested> {
  const { plan, target } = run;
  // Time lost before the request is a cancellation that comes too late: read first only if the answer decides.
  const readsFirst = plan.dryRun || plan.deploymentId !== undefined || target.baseline !== undefined;
  let lastFailure: Failure = ownFailure('out-of-time', 'cancel');
  let next: After = { kind: 'send' };
  for (;;) {
    // A guarded request is guarded anew each time: the deployment may have ended since the last look.
    if (readsFirst || next.kind === 'look') {
      const before: Next = await look(run, undefined, onSettled);
      if (before.kind !== 'send') return before;
      if (next.kind === 'look' && !next.mayRepeat) return finish(failedResult(run, lastFailure));
    }

    const attempted = await sendCancelRequest(run);
    if (attempted === undefined) return finish(failedResult(run, lastFailure));
    const { answer, startedAt, sentAt } = attempted;
    if (answer.ok) {
      run.markAccepted(sentAt ?? startedAt);
      return { kind: 'accepted', reading: answer.value };
    }
    lastFailure = answer.failure;

    next = await reactTo(run, answer.failure, startedAt, sentAt, onSettled);
    if (next.kind === 'wait' || next.kind === 'result') return next;
  }
}

function sendCancelRequest(run: TargetRun): Promise<Attempted<Reading | undefined> | undefined> {
  const { traffic, target, reference, token } = run;
  return traffic.call<Reading | undefined>({
    targetName: target.name,
    call: 'cancel',
    priority: 'urgent',
    until: traffic.limits.hardEnd,
    timeoutMilliseconds: run.retryBudget.attemptMilliseconds,
    send: (limits): Promise<Answer<Reading | undefined>> => traffic.service.cancel(reference, token, limits),
    onSent: (sentAt) => run.markSent(sentAt),
  });
}

async function reactTo(
  run: TargetRun,
  failure: Failure,
  startedAt: number,
  sentAt: number | undefined,
  onSettled: () => void,
): Promise<After> {
  const refused = (why: 'state' | 'target' | 'other' = 'other'): void =>
    run.request.markRefused(run.traffic.clock.now(), why);
  switch (failure.kind) {
    case 'conflict':
    case 'validation':
    case 'not-found':
      refused(failure.kind === 'not-found' ? 'target' : 'state');
      run.tellFailure(failure, 'look');
      return look(run, failure, onSettled);
    case 'throttled':
    case 'clock-skewed':
    case 'credentials-renewed':
      refused();
      return retry(run, failure, startedAt);
    case 'unreachable':
    case 'untrusted':
    case 'proxy-failed':
    case 'credentials-unavailable':
      return retry(run, failure, startedAt);
    case 'server-fault':
    case 'connection-lost':
    case 'unreadable':
      if (sentAt === undefined) return retry(run, failure, startedAt);
      run.request.markInDoubt(sentAt, run.traffic.clock.now());
      return pauseBeforeLook(run, failure, startedAt);
    case 'access-denied':
    case 'not-subscribed':
    case 'wrong-scope':
    case 'not-implemented':
    case 'credentials-refused':
      refused();
      return giveUp(run, failure);
    case 'unexpected':
      // AWS gives a request id to what it refuses, under whatever name.
      if (failure.requestId !== undefined) refused();
      return giveUp(run, failure);
    case 'credentials-missing':
    case 'credentials-failed':
    case 'region-missing':
    case 'misconfigured':
    case 'interrupted':
    case 'out-of-time':
    case 'unidentified':
      return giveUp(run, failure);
  }
}

function giveUp(run: TargetRun, failure: Failure): Next {
  run.tellFailure(failure, 'end');
  return finish(failedResult(run, failure));
}

async function retry(run: TargetRun, failure: Failure, startedAt: number): Promise<Next> {
  return (await pauseBeforeRetry(run, failure, startedAt)) ? { kind: 'send' } : finish(failedResult(run, failure));
}

/**
 * AWS may have carried the request out although no answer says so. Sending it again blindly could hit another deployment,
 * or be refused because the first one worked: look first, even if the retry budget is spent.
 */
async function pauseBeforeLook(run: TargetRun, failure: Failure, startedAt: number): Promise<After> {
  const { traffic, retryBudget } = run;
  const delay = traffic.signal.aborted ? undefined : retryBudget.delayAfter(failure, startedAt);
  run.tellFailure(failure, 'look');
  if (delay !== undefined && delay > 0) await traffic.clock.sleep(delay, traffic.signal);
  return traffic.signal.aborted ? finish(interruptedResult(run)) : { kind: 'look', mayRepeat: delay !== undefined };
}
