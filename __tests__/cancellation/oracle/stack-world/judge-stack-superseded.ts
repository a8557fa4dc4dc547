import { must } from '../must.ts';
import { stepToken } from './act-stack.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';
import type { Change, Update } from './stack-update.ts';

/** How long events that lag are asked again, in milliseconds. */
const patience = 10_000;

/** Another update has taken the place of the one cancelled: it has, and how that one ended could not be learned. */
export const judgeSuperseded: StackJudge = (facts) => {
  const { result, life, scene, endedAt } = facts.aftermath;
  const { reason } = result;
  if (reason.kind !== 'superseded') return `the reason is ${reason.kind}`;
  // Which of several the request has met, only the token says.
  const isMetKnown = facts.isMetRead || (facts.isMetKnown && facts.perhapsMet.length <= 1);
  const subject = facts.update(reason.followed) ?? facts.guarded ?? (isMetKnown ? facts.met : undefined);
  const later = life?.updates.filter(({ begunAt }) => subject === undefined || begunAt > subject.begunAt) ?? [];
  // Nor can anybody tell it where the events are never answered, or what came after was no update.
  const isWithoutTrace = facts.untraceable.length > 0 && facts.isAskedInVain;
  if (isWithoutTrace || facts.at(endedAt)?.update === undefined) return undefined;
  if (isMisdated(facts, facts.update(reason.successor) ?? facts.at(endedAt)?.update)) return undefined;
  if (later.length === 0) return 'there is no newer update';
  if (reason.successor !== undefined && !later.some(({ id }) => id === reason.successor)) {
    return 'the successor is not newer';
  }
  if (reason.why === 'request-hit-successor') return judgeHit(facts, subject);
  if (subject === undefined) return undefined;
  // While the token may still come, the request may have met another one.
  const isSure = facts.accepted === undefined ? isReadLate(facts) : isAlone(facts, subject, later);
  if ((isSure || facts.isMetRead) && isEndRead(facts, subject)) return 'how it ended was read';
  const asked = facts.aftermath.requests.filter(({ call }) => call === 'read-end');
  const [first] = asked;
  if (first === undefined) return must(endedAt >= scene.wait + 23_000, 'nobody asked how it ended');
  const isFailed = asked.some(({ failure }) => failure === 'credentials-refused' || failure === 'not-found');
  // What can't be reached is given up sooner.
  const isUnreachable = asked.at(-1)?.failure === 'unreachable';
  const wasPatient = endedAt - first.startedAt >= patience - 1_500 || endedAt >= scene.wait;
  // Without ids, the events don't say which of the updates it was.
  return must(
    isFailed || isUnreachable || wasPatient || facts.isOutOfRetries || !scene.eventsHaveIds,
    'how it ended was not asked for long enough',
  );
};

/** Whether a rollback of which nothing else was read, or that was repaired, says another time than it does as recorded. */
function isMisdated(facts: StackFacts, update: Update | undefined): boolean {
  const { scene } = facts.aftermath;
  if (!scene.customs.rollbackMovesTime || update === undefined) return false;
  return facts.isOnlyUndone(update) || facts.courseOf(update).some(({ token }) => token === 'of-repair');
}

/** Whether the request can have met no other update. One whose beginning nobody has read may have been begun before the answer. */
function isAlone(facts: StackFacts, subject: Update, later: readonly Update[]): boolean {
  return facts.perhapsMet.every((update) => update === subject) && !later.some((update) => facts.isOnlyUndone(update));
}

/** Whether the events were read when they could not lag behind the request any more. */
function isReadLate({ eventPages, cancels }: StackFacts): boolean {
  const since = (cancels.at(-1)?.endedAt ?? 0) + patience;
  const isBegunLate = (at: number): boolean =>
    eventPages.every(({ view, request }) => view.at !== at || request.startedAt >= since);
  return eventPages.some(({ view }) => isBegunLate(view.at));
}

/** The request hit another update than the one it was meant for. */
function judgeHit(facts: StackFacts, subject: Update | undefined): string | undefined {
  const { met } = facts;
  // What became of a request in doubt, nobody knows, nor what one without an effect has met.
  const isNameless =
    met?.isCancelIdle === true && (!facts.aftermath.scene.eventsHaveIds || facts.perhapsMet.length > 1);
  return must(
    facts.accepted === undefined || isNameless || (met !== undefined && met !== subject),
    'the request hit no successor',
  );
}

/** Whether the step has read how an update ended, by an id that it knew or by its own token. */
function isEndRead(facts: StackFacts, update: Update): boolean {
  const { scene, guardedId } = facts.aftermath;
  const isIdKnown =
    update.id === guardedId || facts.states.some(({ view }) => view.hasId && view.change.update === update);
  const begins = (change: Change): boolean =>
    change.update === update &&
    ((change.status === 'UPDATE_IN_PROGRESS' && scene.eventsHaveIds && isIdKnown) || change.token === stepToken);
  return (
    facts.hasRead(begins) &&
    // What failed and was repaired since has ended with that.
    facts.hasRead((change) => change.update === update && change.at === facts.restOf(update))
  );
}
