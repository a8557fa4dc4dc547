import { type Failure, ownFailure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import type { Answer, Reading } from '../ports.ts';
import type { Attempted } from '../traffic/traffic.ts';
import { resultOfAcceptance } from './acceptance.ts';
import { failedResult, interruptedResult } from './broken-off.ts';
import { pauseBeforeRetry } from './calls.ts';
import { finish, look, type Next } from './look.ts';
import type { TargetRun } from './run.ts';

/**
 * Gets the cancellation of one target under way.
 *
 * @param onAccepted called once AWS has accepted the request
 * @returns the result if the work ends here, or undefined if the end of the deployment has to be waited for
 */
export async function requestCancellation(run: TargetRun, onAccepted: () => void): Promise<TargetResult | undefined> {
  const { plan } = run;
  // Time lost before the request is a cancellation that comes too late: read first only if the answer decides.
  const readsFirst = plan.dryRun || plan.deploymentId !== undefined;
  let lastFailure: Failure = ownFailure('out-of-time', 'cancel');
  for (;;) {
    // A guarded request is guarded anew each time: the deployment may have ended since the last look.
    const before: Next = readsFirst ? await look(run, undefined) : { kind: 'send' };
    if (before.kind !== 'send') return settle(run, before);

    const attempted = await sendCancelRequest(run);
    if (attempted === undefined) return failedResult(run, lastFailure);
    const { answer, startedAt, sentAt } = attempted;
    if (answer.ok) {
      run.markAccepted(sentAt ?? startedAt);
      return resultOfAcceptance(run, answer.value, onAccepted);
    }
    lastFailure = answer.failure;

    const after = await reactTo(run, answer.failure, startedAt, sentAt);
    if (after.kind !== 'send') return settle(run, after);
  }
}

/** What a look means if nothing is waited for. */
function settle(run: TargetRun, next: Exclude<Next, { kind: 'send' }>): TargetResult | undefined {
  if (next.kind === 'result') return next.result;
  if (run.plan.waitMilliseconds > 0) return undefined;
  return run.lastSeen?.stage === 'rolling-back'
    ? run.result('timed-out', { kind: 'timed-out', isRollback: true })
    : run.result('requested', { kind: 'joined' });
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

async function reactTo(run: TargetRun, failure: Failure, startedAt: number, sentAt: number | undefined): Promise<Next> {
  switch (failure.kind) {
    case 'conflict':
    case 'validation':
    case 'not-found':
      run.markRefused();
      run.tellFailure(failure, 'look');
      return look(run, failure);
    case 'throttled':
    case 'clock-skewed':
    case 'credentials-renewed':
      run.markRefused();
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
      run.markInDoubt(sentAt);
      return lookAfterDoubt(run, failure, startedAt);
    case 'access-denied':
    case 'not-subscribed':
    case 'wrong-scope':
    case 'not-implemented':
    case 'credentials-refused':
      run.markRefused();
      return giveUp(run, failure);
    case 'unexpected':
      // AWS gives a request id to what it refuses, under whatever name.
      if (failure.requestId !== undefined) run.markRefused();
      return giveUp(run, failure);
    case 'credentials-missing':
    case 'credentials-failed':
    case 'region-missing':
    case 'misconfigured':
    case 'interrupted':
    case 'out-of-time':
    case 'unidentified':
    case 'not-cancellable':
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
async function lookAfterDoubt(run: TargetRun, failure: Failure, startedAt: number): Promise<Next> {
  const { traffic, retryBudget } = run;
  const delay = traffic.signal.aborted ? undefined : retryBudget.delayAfter(failure, startedAt);
  run.tellFailure(failure, 'look');
  if (delay !== undefined && delay > 0) await traffic.clock.sleep(delay, traffic.signal);
  if (traffic.signal.aborted) return finish(interruptedResult(run));
  const next = await look(run, undefined);
  return next.kind === 'send' && delay === undefined ? finish(failedResult(run, failure)) : next;
}
