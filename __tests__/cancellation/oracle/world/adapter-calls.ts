import { Caller } from '../../../../src/aws/caller.ts';
import { UnreadableAnswer } from '../../../../src/aws/failure.ts';
import type { Answer, CallLimits } from '../../../../src/cancellation/ports.ts';
import type { FakeClock } from '../../fake-clock.ts';
import { failing } from '../../scripted-service.ts';
import { type Network, NoAnswer } from './network.ts';

/** AWS, as the adapters' commands see it. */
export interface World {
  readonly clock: FakeClock;
  /** Carries the commands. */
  readonly network: Pick<Network<unknown>, 'date' | 'drop'>;
  /**
   * Answers a command of the SDK.
   *
   * @param until when the one who asks gives up, in milliseconds of the clock
   * @throws a `NoAnswer`
   */
  answer(command: object, limits: CallLimits, until: number): Promise<object>;
}

/** What is between the adapters and AWS: requests, signatures, sockets. */
const overNetwork = Caller.prototype.call;

/**
 * Runs something while every call of the real adapters reaches a world in place of AWS. So the adapters' own work is played
 * as well: what they read in an answer, and how they go through pages.
 */
export async function inWorld<Value>(world: World, work: () => Promise<Value>): Promise<Value> {
  const { clock, network } = world;
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
      return { ok: true, value, requestId: output.$metadata.requestId, dateEpoch: network.date() };
    } catch (thrown) {
      const isUnreadable = thrown instanceof UnreadableAnswer;
      if (!isUnreadable && !(thrown instanceof NoAnswer)) throw thrown;
      network.drop(own, isUnreadable ? 'unreadable' : thrown.kind);
      if (isUnreadable) return failing('unreadable', call);
      return { ...failing(thrown.kind, call), dateEpoch: thrown.isFromAws ? network.date() : undefined };
    }
  };
  try {
    return await work();
  } finally {
    Caller.prototype.call = overNetwork;
  }
}
