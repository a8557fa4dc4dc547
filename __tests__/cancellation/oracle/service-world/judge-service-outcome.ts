import { judgeFailedCall } from '../judge-error.ts';
import { must } from '../must.ts';
import { certainty, certaintyAt } from '../world/certainty.ts';
import { judgeNothing } from './judge-service-nothing.ts';
import { isFoundLate, isRefused, type ServiceFacts, type ServiceJudge, subjects } from './service-facts.ts';
import { type Deployment, statusAt } from './service-life.ts';

/** How long a record that lags is asked again, in milliseconds. */
const patience = 10_000;

/** Whether the outcome is the truth, or the best that anybody could know. */
export const judgeOutcome: ServiceJudge = (facts) => {
  const { result, scene, life, endedAt } = facts.aftermath;
  switch (result.outcome) {
    case 'cancelled':
      return judgeEnd(facts, 'CANCELLED');
    case 'succeeded':
      return judgeEnd(facts, 'SUCCEEDED');
    case 'failed':
      return judgeEnd(facts, 'FAILED');
    case 'nothing-to-cancel':
      return judgeNothing(facts);
    case 'superseded':
      return judgeSuperseded(facts);
    case 'timed-out':
      return judgeTimedOut(facts);
    case 'requested':
      return judgeRequested(facts);
    case 'would-cancel':
      return must(
        scene.dryRun && facts.states.some(({ view }) => statusAt(view.deployment, view.at) === 'IN_PROGRESS'),
        'nothing could be cancelled',
      );
    case 'not-cancellable':
      return judgeNotCancellable(facts);
    case 'deleted':
      return must(life?.isBeingDeleted(endedAt) === true, 'nothing was deleted');
    case 'interrupted':
      return must(scene.stoppedAt !== undefined && endedAt >= scene.stoppedAt, 'nobody stopped it');
    case 'not-found':
      return judgeNotFound(facts);
    case 'error':
      return judgeError(facts);
  }
};

/** A deployment that the step may speak of ended so, and it did not speak before. */
function judgeEnd(facts: ServiceFacts, status: 'CANCELLED' | 'SUCCEEDED' | 'FAILED'): string | undefined {
  const { result, endedAt, scene, life, requests } = facts.aftermath;
  const { accepted, guarded, firstSentAt } = facts;
  if (scene.guard !== 'none' && accepted !== undefined && accepted.hit !== guarded) {
    return 'the request hit a successor';
  }
  const candidates = subjects(facts);
  const told = candidates.filter(({ id }) => result.deploymentId === undefined || result.deploymentId === id);
  if (told.length === 0) return `the result is about ${String(result.deploymentId)}`;
  const ended = told.filter((one) => one.ending === status && one.endsAt <= endedAt);
  if (ended.length === 0) return `the truth is ${told.map((one) => statusAt(one, endedAt)).join(' or ')}`;
  const { reason, waitedMilliseconds } = result;
  const successor = reason.kind === 'ended' ? life?.deployments.find(({ id }) => id === reason.successor) : undefined;
  if (successor !== undefined && !ended.some(({ begunAt }) => begunAt < successor.begunAt)) {
    return 'the successor is not newer';
  }
  const isAfter = reason.kind === 'ended' && reason.isAfterRequest;
  if (
    isAfter &&
    firstSentAt !== undefined &&
    ended.every(
      (one) =>
        one.endsAt < firstSentAt - Math.max(certainty, certaintyAt(requests, endedAt)) && !isFoundLate(facts, one),
    )
  ) {
    return 'it ended before the request, and is told to have ended after it';
  }
  const isOld = (one: Deployment): boolean =>
    firstSentAt !== undefined &&
    one.endsAt < firstSentAt - certaintyAt(requests, endedAt) - 1_000 &&
    facts.isEndRead(one);
  if (ended.every(isOld)) return 'it is read that it ended before the request';
  const sentAt = accepted?.request.leftAt;
  if (sentAt === undefined || result.requestState !== 'accepted') return undefined;
  return must(
    ended.some(({ endsAt }) => sentAt + waitedMilliseconds >= endsAt),
    `it is told to have ended after ${waitedMilliseconds} ms`,
  );
}

/** Another deployment has taken the place of the one cancelled: it has, and how that one ended could not be learned. */
function judgeSuperseded(facts: ServiceFacts): string | undefined {
  const { result, life, scene, endedAt, requests } = facts.aftermath;
  const { reason } = result;
  if (reason.kind !== 'superseded') return `the reason is ${reason.kind}`;
  const subject = life?.deployments.find(({ id }) => id === reason.followed) ?? facts.guarded ?? facts.accepted?.hit;
  const later = life?.deployments.filter(({ begunAt }) => subject === undefined || begunAt > subject.begunAt) ?? [];
  if (later.length === 0) return 'there is no newer deployment';
  if (reason.successor !== undefined && !later.some(({ id }) => id === reason.successor)) {
    return 'the successor is not newer';
  }
  if (reason.why === 'request-hit-successor') {
    // What became of a request in doubt, nobody knows.
    return must(
      facts.accepted === undefined || facts.hits.some((hit) => hit !== subject),
      'the request hit no successor',
    );
  }
  if (subject === undefined) return undefined;
  const isEndShown = facts.states.some(
    ({ request, view }) => view.deployment === subject && view.at >= subject.endsAt && request.lacks !== 'status',
  );
  if (facts.isEndRead(subject) || (isEndShown && facts.accepted !== undefined)) return 'how it ended was read';
  const asked = requests.filter(({ call }) => call === 'read-end');
  const isIdKnown = reason.followed !== undefined || scene.guard !== 'none';
  const [first] = asked;
  if (first === undefined) return must(!isIdKnown || endedAt >= scene.wait + 23_000, 'nobody asked how it ended');
  // What isn't found when nothing lags any more is gone.
  const joinedAt = facts.states[0]?.request.endedAt ?? Number.POSITIVE_INFINITY;
  const answeredAt = facts.cancels.at(-1)?.endedAt ?? joinedAt;
  // Nor does one lag that was read long before.
  const readAt = facts.states.find(({ view }) => view.deployment === subject)?.request.endedAt;
  const since = Math.min(answeredAt, readAt ?? answeredAt) + patience;
  const isGone = asked.some(({ failure, startedAt }) => failure === 'not-found' && startedAt >= since);
  const isFailed = isGone || asked.some(({ failure }) => failure === 'credentials-refused');
  const wasPatient = endedAt - first.startedAt >= patience - 1_500 || endedAt >= scene.wait;
  // What can't be reached is given up sooner.
  const isUnreachable = asked.at(-1)?.failure === 'unreachable';
  return must(
    isFailed || isUnreachable || wasPatient || facts.isOutOfRetries,
    'how it ended was not asked for long enough',
  );
}

function judgeTimedOut(facts: ServiceFacts): string | undefined {
  const { scene, endedAt } = facts.aftermath;
  const { accepted } = facts;
  if (endedAt < scene.wait || scene.wait === 0) return 'there was time left';
  if (!facts.isCalm || accepted === undefined) return undefined;
  const { endsAt } = accepted.hit;
  return must(endsAt + Math.max(1_100, scene.wait / 9) > scene.wait, `it had ended after ${endsAt} ms`);
}

function judgeRequested(facts: ServiceFacts): string | undefined {
  const { scene } = facts.aftermath;
  const { accepted, guarded, states } = facts;
  if (scene.wait > 0) return 'there was time to wait';
  if (accepted === undefined) {
    return must(
      states.some(({ view }) => statusAt(view.deployment, view.at) === 'CANCELLING'),
      'nothing was being cancelled',
    );
  }
  return must(
    scene.guard === 'none' || accepted.hit === guarded || !scene.hasIds,
    'the request hit a successor of the guarded deployment',
  );
}

function judgeNotCancellable({ aftermath, cancels, states }: ServiceFacts): string | undefined {
  const { life } = aftermath;
  const times = [...cancels.map(({ arrivedAt }) => arrivedAt ?? Number.NaN), ...states.map(({ view }) => view.at)];
  const hasSucceeded = (time: number): boolean =>
    life?.deployments.some((one) => one.endsAt <= time && one.ending === 'SUCCEEDED') === true;
  return must(
    times.some((time) => life?.at(time) !== undefined && !hasSucceeded(time)),
    'it could be cancelled',
  );
}

function judgeNotFound(facts: ServiceFacts): string | undefined {
  const { aftermath, missing, cancels } = facts;
  const { life, scene, endedAt } = aftermath;
  if (life === undefined || life.isGone(endedAt)) return undefined;
  // Nothing has contradicted the first look, nor where no answer to a request came.
  const isFirstLook = cancels.length === 0 && (scene.dryRun || scene.guard !== 'none');
  const isUnanswered = cancels.every((request) => request.failure !== undefined && !isRefused(request));
  return must(missing.length > 0 && facts.states.length === 0 && (isFirstLook || isUnanswered), 'the service is there');
}

/** An error has to be one: where nothing failed, only what Proton refuses is. */
function judgeError(facts: ServiceFacts): string | undefined {
  const { scene, result, requests, life, endedAt } = facts.aftermath;
  switch (result.reason.kind) {
    case 'unidentified':
      return must(scene.guard !== 'none' && facts.states.some(({ view }) => !view.hasId), 'the deployment had an id');
    case 'unknown-status':
      return must(
        requests.some(({ lacks, failure }) => lacks === 'status' && failure === undefined),
        'every status was known',
      );
    case 'refused-in-progress': {
      const refusal = facts.cancels.find(isRefused);
      const refusedAt = refusal?.arrivedAt;
      if (refusedAt === undefined) return 'nothing was refused';
      if (life?.deployments.some(({ begunAt }) => begunAt >= refusedAt && begunAt <= endedAt) === true) {
        return undefined;
      }
      // There was no time to read again.
      if (endedAt >= scene.wait + 23_000) return undefined;
      return life?.at(refusedAt)?.isFirst === true
        ? 'what AWS cancels for nobody is not-cancellable'
        : 'what was refused was not in progress';
    }
    default:
      return judgeFailedCall(result, requests, scene.wait);
  }
}
