import {
  CancelUpdateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { CallLimits } from '../../../../src/cancellation/ports.ts';
import type { FakeClock } from '../../fake-clock.ts';
import type { World } from '../world/adapter-calls.ts';
import type { Lag } from '../world/lag.ts';
import { type Asked, type Handled, Network } from '../world/network.ts';
import { worldStart } from '../world/start.ts';
import type { Trouble, Weather } from '../world/trouble.ts';
import { eventPage } from './stack-event-pages.ts';
import type { StackLife } from './stack-life.ts';
import type { CancelVerdict, Change, Update } from './stack-update.ts';

/** What a request did or an answer shows. */
export type StackView =
  | { readonly kind: 'cancelled'; readonly verdict: CancelVerdict | 'missing'; readonly update: Update | undefined }
  /** The stack as it was at `at`; undefined where it seems not to exist. */
  | { readonly kind: 'state'; readonly at: number; readonly change: Change | undefined; readonly hasId: boolean }
  /** The stack's own events on one page, by `at`; `failed`: the updates of which it tells what failed; `isWhole`: whether it has all events. */
  | {
      readonly kind: 'events';
      readonly at: number;
      readonly changes: readonly Change[];
      readonly failed: readonly Update[];
      readonly isWhole: boolean;
    };

/** What the API is like, apart from the life of the stack. */
export interface StackApiSettings {
  readonly name: string;
  readonly stackId: string;
  readonly rootId: string | undefined;
  /** Whether the events say which operation they belong to, and the states have `LastOperations`. */
  readonly eventsHaveIds: boolean;
  readonly statesHaveIds: boolean;
  readonly rollbacksHaveIds: boolean;
  readonly leavesResources: boolean;
  readonly pageSize: number;
  readonly resources: number;
  readonly stateLag: Lag;
  readonly recordLag: Lag;
}

const $metadata = { requestId: 'request-id' };
const leftovers = 'Update successful. One or more resources could not be deleted.';

/** CloudFormation as far as the adapter asks it, over the life of a stack. */
export class StackApi implements World {
  readonly network: Network<StackView>;
  readonly clock: FakeClock;
  readonly settings: StackApiSettings;
  readonly #life: StackLife | undefined;
  /** Called when a request to cancel was taken. */
  onCancelled: () => void = () => undefined;

  constructor(life: StackLife | undefined, settings: StackApiSettings, clock: FakeClock, weather: Weather) {
    this.#life = life;
    this.settings = settings;
    this.clock = clock;
    this.network = new Network(clock, weather);
  }

  answer(command: object, limits: CallLimits, until: number): Promise<object> {
    const send = (
      call: Asked['call'],
      reference: string | undefined,
      handle: (trouble: Trouble) => Handled<StackView>,
    ) => {
      const token = command instanceof CancelUpdateStackCommand ? command.input.ClientRequestToken : undefined;
      return this.network.send({ call, reference: reference ?? '', token }, limits, until, handle);
    };
    if (command instanceof CancelUpdateStackCommand) {
      const { StackName: reference = '', ClientRequestToken: token = '' } = command.input;
      return send('cancel', reference, () => this.#cancel(reference, token));
    }
    if (command instanceof DescribeStacksCommand) {
      const { StackName: reference = '' } = command.input;
      return send('read-state', reference, (trouble) => this.#describe(reference, trouble));
    }
    if (command instanceof DescribeStackEventsCommand) {
      const { StackName: reference = '', NextToken: next } = command.input;
      return send('read-end', reference, () => this.#describeEvents(reference, next));
    }
    throw new Error(`The world has no answer to ${command.constructor.name}.`);
  }

  #cancel(reference: string, token: string): Handled<StackView> {
    const now = this.clock.now();
    const found = this.#find(reference, now);
    if (found === undefined || this.#life === undefined) {
      return { view: { kind: 'cancelled', verdict: 'missing', update: undefined }, refusal: 'not-found' };
    }
    const verdict = this.#life.cancel(now, token);
    const update = verdict === 'accepted' ? found.update : undefined;
    const view = { kind: 'cancelled', verdict, update } as const;
    if (verdict === 'refused') return { view, refusal: 'validation' };
    this.onCancelled();
    return { view, output: { $metadata } };
  }

  #describe(reference: string, { lacks }: Trouble): Handled<StackView> {
    const at = this.clock.now() - this.settings.stateLag();
    const change = this.#find(reference, at);
    const { statesHaveIds, rollbacksHaveIds, leavesResources } = this.settings;
    const isNamed = rollbacksHaveIds || change?.status.includes('ROLLBACK') !== true;
    const hasId = statesHaveIds && isNamed && lacks !== 'id';
    const view = { kind: 'state', at, change, hasId } as const;
    if (change === undefined) return { view, refusal: 'not-found' };
    const isEnd = change.status === 'UPDATE_COMPLETE' || change.status === 'UPDATE_ROLLBACK_COMPLETE';
    const updatedAt = this.#life?.updatedAt(at);
    const { rootId, name, stackId } = this.settings;
    const stack = {
      StackName: name,
      StackId: stackId,
      StackStatus: lacks === 'status' ? undefined : change.status,
      StackStatusReason: leavesResources && isEnd ? leftovers : change.reason,
      CreationTime: new Date(worldStart - 86_400_000),
      LastUpdatedTime: updatedAt === undefined ? undefined : new Date(worldStart + updatedAt),
      ...(hasId
        ? { LastOperations: change.chain.map(({ type, id }) => ({ OperationType: type, OperationId: id })) }
        : {}),
      ...(rootId === undefined ? {} : { ParentId: rootId, RootId: rootId }),
    };
    return { view, output: { $metadata, Stacks: [stack] } };
  }

  #describeEvents(reference: string, next: string | undefined): Handled<StackView> {
    const [at = Number.NaN, from = 0] = next?.split('/').map(Number) ?? [
      this.clock.now() - this.settings.recordLag(),
      0,
    ];
    if (this.#find(reference, at) === undefined) {
      return { view: { kind: 'events', at, changes: [], failed: [], isWhole: false }, refusal: 'not-found' };
    }
    const page = eventPage(this.#life?.changes ?? [], at, from, this.settings);
    const { changes, failed } = page;
    const isWhole = from === 0 && page.next === undefined;
    const view = { kind: 'events', at, changes, failed, isWhole } as const;
    const NextToken = page.next === undefined ? {} : { NextToken: `${at}/${page.next}` };
    return { view, output: { $metadata, StackEvents: page.events, ...NextToken } };
  }

  /** A deleted stack is found by its id alone. */
  #find(reference: string, at: number): Change | undefined {
    const change = this.#life?.at(at);
    const { name, stackId } = this.settings;
    if (reference === stackId) return change;
    return reference === name && change?.status !== 'DELETE_COMPLETE' ? change : undefined;
  }
}
