import { Caller } from '../../../../src/aws/caller.ts';
import { UnreadableAnswer } from '../../../../src/aws/failure.ts';
import type { FailureKind } from '../../../../src/cancellation/model/failure.ts';
import type { Answer, CallLimits, Clock } from '../../../../src/cancellation/ports.ts';
import { failing } from '../../scripted-service.ts';
import { NoAnswer } from './network.ts';

/** AWS, as the adapters' commands see it. */
export interface World {
  readonly clock: Clock;
  /** AWS's time in an answer that comes now, in milliseconds since 1970. */
  date(): number;
  /**
   * Answers a command of the SDK.
   *
   * @param until when the one who asks gives up, in milliseconds of the clock
   * @throws a `NoAnswer`
   */
  answer(command: object, limits: CallLimits, until: number): Promise<object>;
  /** The call with these limits came to nothing. */
  drop(limits: CallLimits, failure: FailureKind): void;
}

/** What is between the adapters and AWS: requests, signatures, sockets. */
const overNetwork = Caller.prototype.call;

/**
 * Runs something while every call of the real adapters reaches a world in place of AWS. So the adapters' own work is played
 * as well: what they read in an answer, and how they go through pages.
 */
export async function inWorld<Value>(world: World, work: () => Promise<Value>): Promise<Value> {
  const { clock } = world;
  Caller.prototype.call = async (call, limits, steps): Promise<Answer<never>> => {
    const until = clock.now() + limits.timeoutMilliseconds;
    let isSent = false;
    const onSent = (): void => {
      if (isSent) return;
      isSent = true;
      limits.onSent();
    };
    const own = { ...limits, onSent };
    const client = { send: (command: object) => world.answer(command, own, until) };
    try {
      const output = await steps.send(client as never, (command) => command);
      const value = steps.read(output) as never;
      return { ok: true, value, requestId: output.$metadata.requestId, dateEpoch: world.date() };
    } catch (thrown) {
      const isUnreadable = thrown instanceof UnreadableAnswer;
      if (!isUnreadable && !(thrown instanceof NoAnswer)) throw thrown;
      world.drop(own, isUnreadable ? 'unreadable' : thrown.kind);
      if (isUnreadable) return failing('unreadable', call);
      return { ...failing(thrown.kind, call), dateEpoch: thrown.isFromAws ? world.date() : undefined };
    }
  };
  try {
    return await work();
  } finally {
    Caller.prototype.call = overNetwork;
  }
}
