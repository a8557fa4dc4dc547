import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { certaintyAt } from '../world/certainty.ts';
import { type Answered, Facts } from '../world/facts.ts';
import type { Request } from '../world/network.ts';
import type { StackAftermath } from './act-stack.ts';
import { stepToken } from './act-stack.ts';
import type { StackView } from './stack-api.ts';
import { type Change, isAtRest, isDated, type Update } from './stack-update.ts';

type StateView = Extract<StackView, { readonly kind: 'state' }>;
type EventsView = Extract<StackView, { readonly kind: 'events' }>;

/** What really happened, and what the step could know of it: the ground that the judges stand on. Taken from the world alone. */
export class StackFacts extends Facts<StackView, StackAftermath> {
  /** What the states that reached the step showed, in the order of their arrival. */
  readonly states: readonly Answered<StackView, StateView & { readonly change: Change }>[];
  /** The reads that were answered "does not exist". */
  readonly missing: readonly Answered<StackView, StateView>[];
  readonly eventPages: readonly Answered<StackView, EventsView>[];
  /** The request that AWS said it had accepted, if the step heard so. */
  readonly accepted: Request<StackView> | undefined;
  /** The update that this step's request has hit. */
  readonly met: Update | undefined;

  constructor(aftermath: StackAftermath) {
    super(aftermath);
    const { requests, life, result } = aftermath;
    const states: Answered<StackView, StateView & { readonly change: Change }>[] = [];
    const missing: Answered<StackView, StateView>[] = [];
    const eventPages: Answered<StackView, EventsView>[] = [];
    for (const request of requests) {
      const { view, failure } = request;
      if (view?.kind === 'state' && failure === undefined && view.change !== undefined) {
        states.push({ request, view: { ...view, change: view.change } });
      }
      if (view?.kind === 'state' && failure === 'not-found' && view.change === undefined) {
        missing.push({ request, view });
      }
      // What is read after the verdict (which resources failed) did not decide it.
      const isInTime = (request.endedAt ?? 0) <= result.endedAtMilliseconds;
      if (view?.kind === 'events' && failure === undefined && isInTime) eventPages.push({ request, view });
    }
    this.states = states;
    this.missing = missing;
    this.eventPages = eventPages;
    this.accepted = this.cancels.find(({ failure, endedAt }) => failure === undefined && endedAt !== undefined);
    this.met = life?.updates.find(({ cancelToken }) => cancelToken === stepToken);
  }

  /** The update that the guard names, once it has begun. */
  get guarded(): Update | undefined {
    return this.update(this.aftermath.guardedId);
  }

  update(id: string | undefined): Update | undefined {
    return id === undefined ? undefined : this.aftermath.life?.updates.find((update) => update.id === id);
  }

  /** The truth at a time. */
  at(time: number): Change | undefined {
    return this.aftermath.life?.at(time);
  }

  /** What an update went through until the step was over. */
  courseOf(update: Update): readonly Change[] {
    const { life, endedAt } = this.aftermath;
    return life?.changes.filter((change) => change.update === update && change.at <= endedAt) ?? [];
  }

  /** When an update came to one of these statuses, until the step was over. */
  whenWas(update: Update, ...statuses: readonly StackStatus[]): readonly number[] {
    return this.courseOf(update).flatMap(({ status, at }) => (statuses.includes(status) ? [at] : []));
  }

  /** When an update came to rest for good, as far as the step lived to see it. */
  restOf(update: Update | undefined): number | undefined {
    const last = update === undefined ? undefined : this.courseOf(update).at(-1);
    return last !== undefined && isAtRest(last.status) ? last.at : undefined;
  }

  /** Whether the step has read this. */
  hasRead(predicate: (change: Change) => boolean): boolean {
    return this.eventPages.some(({ view }) => view.changes.some(predicate));
  }

  /** Whether a state or an event of an update was read, but nothing that says when it was begun, as those of a rollback don't. */
  isOnlyUndone(update: Update): boolean {
    const shown = this.states.filter(({ view }) => view.change.update === update);
    const isBeginningSaid = shown.some(({ view }) => isDated(view.change));
    const events = this.eventPages.flatMap(({ view }) => view.changes.filter((change) => change.update === update));
    const isBeginningRead = events.some(({ status }) => status === 'UPDATE_IN_PROGRESS');
    return shown.length + events.length > 0 && !isBeginningSaid && !isBeginningRead;
  }

  /** Whether the step has read of which update its token began the rollback. */
  get isMetRead(): boolean {
    return this.hasRead(({ token }) => token === stepToken);
  }

  /** Whether the step knows which update its request has hit: AWS said so, or an event did. */
  get isMetKnown(): boolean {
    return this.accepted !== undefined || this.isMetRead;
  }

  /**
   * The updates that were going on while a request travelled that AWS took without an effect. That leaves no trace: nobody can tell
   * which of them it has hit.
   */
  get untraceable(): readonly Update[] {
    return this.met?.isCancelIdle === true ? this.perhapsMet : [];
  }

  /**
   * The updates that nobody can tell from the one that the request met. Events without ids tell updates apart by when they were begun, and
   * that may differ from what the stack says by 2 s. Nor does any rollback, and an update after it, take less than 3 s.
   */
  get twins(): readonly Update[] {
    const { met, aftermath, accepted } = this;
    if (met === undefined) return [];
    const leftAt = accepted?.leftAt ?? Number.NEGATIVE_INFINITY;
    const soonAfter = aftermath.life?.updates.filter(({ begunAt }) => begunAt > leftAt && begunAt <= leftAt + 3_000);
    return [...(soonAfter?.filter((update) => update !== met) ?? []), ...this.twinsOf(met)];
  }

  /** The updates that events or states without ids don't tell from one. */
  twinsOf(update: Update | undefined): readonly Update[] {
    const { scene, life } = this.aftermath;
    if (update === undefined || (scene.eventsHaveIds && scene.statesHaveIds)) return [];
    return life?.updates.filter((each) => each !== update && Math.abs(each.begunAt - update.begunAt) <= 2_000) ?? [];
  }

  /**
   * The updates that were going on while the accepted request travelled, as well as AWS's time can be known. Of one without an effect nobody
   * can tell whether AWS has taken it as the duplicate of one of unknown fate.
   */
  get perhapsMet(): readonly Update[] {
    const { accepted, aftermath } = this;
    if (accepted?.leftAt === undefined || accepted.endedAt === undefined) return [];
    const { endedAt } = accepted;
    const isOpen = ({ failure }: Request<StackView>): boolean => failure !== 'throttled' && failure !== 'validation';
    const first = this.cancels.find((each) => each.leftAt !== undefined && isOpen(each));
    const leftAt = (this.met?.isCancelIdle === true ? first?.leftAt : undefined) ?? accepted.leftAt;
    const margin = certaintyAt(aftermath.requests, aftermath.endedAt);
    return (aftermath.life?.updates ?? []).filter((update) => {
      const rest = this.restOf(update) ?? Number.POSITIVE_INFINITY;
      // Times of ends are read as whole seconds.
      return update.begunAt <= endedAt + margin && rest >= leftAt - margin - 1_000;
    });
  }

  /** The update that the last state before the verdict was about, if neither that nor an event said which one it is. */
  get anonymous(): Update | undefined {
    const { endedAtMilliseconds } = this.aftermath.result;
    const last = this.states.findLast(({ request }) => (request.endedAt ?? 0) <= endedAtMilliseconds)?.view;
    const update = last?.hasId === false && !isDated(last.change) ? last.change.update : undefined;
    return this.hasRead((change) => change.update === update) ? undefined : update;
  }

  /** Whether the events were asked for, and no answer has told of the update that the request met. */
  get isAskedInVain(): boolean {
    const isTold = this.hasRead(
      ({ update }) => update !== undefined && (this.met === undefined || update === this.met),
    );
    return !isTold && this.aftermath.requests.some(({ call }) => call === 'read-end');
  }
}

/** Whether a user's cancellation undid it. */
export function isCancelled(update: Update | undefined): boolean {
  return update?.cancelledAt !== undefined && !update.isCancelIdle;
}

/** Says what is not true; undefined if all is well. */
export type StackJudge = (facts: StackFacts) => string | undefined;
