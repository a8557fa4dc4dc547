import type { StackStatus } from '@aws-sdk/client-cloudformation';

import {
  type CancelVerdict,
  type Change,
  type Customs,
  isAtRest,
  type Operation,
  type Update,
  type UpdatePlan,
  updatable,
} from './stack-update.ts';

const userInitiated = 'User Initiated';
export const failureReason = 'The following resource(s) failed to update: [Service]. ';

/** The life of one stack: what really happened, and what will unless somebody intervenes. */
export class StackLife {
  readonly changes: Change[] = [];
  readonly updates: Update[] = [];
  readonly #customs: Customs;
  readonly #newId: () => string;
  readonly #isNested: boolean;
  readonly #tokens = new Set<string>();

  constructor(customs: Customs, isNested: boolean, newId: () => string) {
    this.#customs = customs;
    this.#isNested = isNested;
    this.#newId = newId;
  }

  /** The latest change by a time; undefined before the stack's creation. */
  at(time: number): Change | undefined {
    return this.changes.findLast((change) => change.at <= time);
  }

  /** `LastUpdatedTime` at a time; undefined before the first update. */
  updatedAt(time: number): number | undefined {
    const isBeginning = ({ status }: Change): boolean => /^UPDATE_(ROLLBACK_)?IN_PROGRESS$/.test(status);
    const latest = this.changes.findLast((change) => change.at <= time && isBeginning(change));
    return this.#customs.rollbackMovesTime ? latest?.at : latest?.update?.begunAt;
  }

  /** When the stack comes to rest by itself, from a time on. */
  restsAt(time: number): number | undefined {
    const now = this.at(time);
    if (now !== undefined && isAtRest(now.status)) return time;
    return this.changes.find(({ at, status }) => at > time && isAtRest(status))?.at;
  }

  /** The statuses of an operation that is no update: the first one at `at`, each other one after so many milliseconds. */
  operate(at: number, type: Operation['type'], steps: readonly (readonly [StackStatus, number])[]): void {
    this.#cutAt(at);
    const id = this.#newId();
    let time = at;
    for (const [status, after] of steps) {
      time += after;
      const reason = time === at ? userInitiated : undefined;
      this.changes.push({
        at: time,
        status,
        reason,
        token: undefined,
        operationId: id,
        chain: [{ type, id }],
        update: undefined,
      });
    }
  }

  /** Begins an update; does nothing in a state in which AWS refuses one. */
  update(at: number, plan: UpdatePlan, id = this.#newId()): void {
    const before = this.at(at);
    if (before === undefined || !updatable.has(before.status)) return;
    this.#cutAt(at);
    const cancelled = { cancelledAt: undefined, cancelToken: undefined, isCancelIdle: false };
    const update: Update = { id, begunAt: at, plan, ...cancelled };
    this.updates.push(update);
    const chain = [{ type: 'UPDATE_STACK', id }] as const;
    const begun = { at, reason: userInitiated, token: `of-${id}`, operationId: id, chain, update };
    this.changes.push({ ...begun, status: 'UPDATE_IN_PROGRESS' });
    const end = { ...begun, at: at + plan.deploy, reason: undefined };
    switch (plan.ending) {
      case 'succeeds':
        this.changes.push({ ...end, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
        this.changes.push({ ...end, at: end.at + plan.cleanup, status: 'UPDATE_COMPLETE' });
        break;
      case 'parent-rolls-back':
        this.changes.push({ ...end, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
        this.#rollBack(end.at + plan.cleanup, update, 'Initiated by parent', undefined);
        break;
      case 'stays-failed':
        this.changes.push({ ...end, status: 'UPDATE_FAILED', reason: failureReason });
        break;
      case 'rolls-back':
        this.#rollBack(end.at, update, failureReason, undefined);
        break;
    }
  }

  /** A user's CancelUpdateStack. */
  cancel(at: number, token: string): CancelVerdict {
    if (this.#tokens.has(token)) return this.#customs.repeatedToken;
    const now = this.at(at);
    const update = now?.update;
    if (now?.status !== 'UPDATE_IN_PROGRESS' || update === undefined || update.cancelledAt !== undefined) {
      return 'refused';
    }
    if (this.#isNested && !this.#customs.acceptsNested) return 'refused';
    this.#tokens.add(token);
    update.cancelledAt = at;
    update.cancelToken = token;
    const begins = at + this.#customs.cancelDelay;
    update.isCancelIdle = this.at(begins) !== now;
    if (!update.isCancelIdle) this.#rollBack(begins, update, userInitiated, token);
    return 'accepted';
  }

  /** ContinueUpdateRollback, or RollbackStack after an update that was begun without a rollback. */
  repair(at: number): void {
    const now = this.at(at);
    if (now?.update === undefined) return;
    if (now.status === 'UPDATE_ROLLBACK_FAILED') {
      this.#rollBack(at, now.update, userInitiated, 'of-repair', 'CONTINUE_ROLLBACK');
    }
    if (now.status === 'UPDATE_FAILED') this.#rollBack(at, now.update, userInitiated, 'of-repair');
  }

  /** DeleteStack, by whoever may: it ends whatever goes on. */
  delete(at: number, milliseconds: number): void {
    if (this.at(at)?.status.startsWith('DELETE_') === false) {
      this.operate(at, 'DELETE_STACK', [
        ['DELETE_IN_PROGRESS', 0],
        ['DELETE_COMPLETE', milliseconds],
      ]);
    }
  }

  #rollBack(
    at: number,
    update: Update,
    reason: string,
    token: string | undefined,
    type: 'ROLLBACK' | 'CONTINUE_ROLLBACK' = 'ROLLBACK',
  ): void {
    this.#cutAt(at);
    const before = this.at(at)?.chain ?? [];
    const isShared = this.#customs.rollbackOperation === 'shared' && type === 'ROLLBACK';
    const operation = { type, id: isShared ? update.id : this.#newId() };
    const chain = isShared ? before : [operation, ...before];
    const begun = { at, reason, token, operationId: operation.id, chain, update };
    this.changes.push({ ...begun, status: 'UPDATE_ROLLBACK_IN_PROGRESS' });
    const { rollback, rollbackEnding, rollbackCleanup } = update.plan;
    // A rollback that is continued gets through.
    if (rollbackEnding === 'UPDATE_ROLLBACK_FAILED' && type === 'ROLLBACK') {
      this.changes.push({ ...begun, at: at + rollback, status: rollbackEnding, reason: failureReason });
      return;
    }
    const end = { ...begun, at: at + rollback, reason: undefined };
    this.changes.push({ ...end, status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' });
    this.changes.push({ ...end, at: end.at + rollbackCleanup, status: 'UPDATE_ROLLBACK_COMPLETE' });
  }

  /** What was ahead does not come about. */
  #cutAt(time: number): void {
    const ahead = this.changes.findIndex(({ at }) => at > time);
    if (ahead >= 0) this.changes.splice(ahead);
  }
}
