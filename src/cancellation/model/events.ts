import type { Stage } from './deployment.ts';
import type { Call, Failure } from './failure.ts';
import type { TargetResult } from './result.ts';

/** What happens while the targets are worked on, as it happens, for the log. */
export type CancellationEvent = { readonly atMilliseconds: number } & (
  | /** A call goes out. */ { readonly type: 'call'; readonly targetName: string; readonly call: Call }
  /** The call's request has been handed to an open connection. */
  | { readonly type: 'sent'; readonly targetName: string; readonly call: Call }
  /** A call was answered; `requestId` is AWS's. */
  | {
      readonly type: 'answer';
      readonly targetName: string;
      readonly call: Call;
      readonly requestId: string | undefined;
    }
  /** A call failed. */
  | {
      readonly type: 'failure';
      readonly targetName: string;
      readonly failure: Failure;
      /** What happens next: the call is made again, the state is read to decide, or this is the end. */
      readonly next: 'retry' | 'look' | 'end';
      /** Milliseconds until the retry, if one follows; 0 if it waits for its turn only. */
      readonly delayMilliseconds: number;
    }
  /** The next read is planned after `delayMilliseconds`. */
  | { readonly type: 'pause'; readonly targetName: string; readonly delayMilliseconds: number }
  /** The deployment's state is another than at the last look. */
  | {
      readonly type: 'state';
      readonly targetName: string;
      readonly stage: Stage;
      readonly status: string | undefined;
      readonly deploymentId: string | undefined;
      /** Milliseconds since the target's request left; undefined if none did. */
      readonly sinceRequestMilliseconds: number | undefined;
    }
  /** AWS has accepted the first cancellation of the step. `results` has what is known of each target by now. */
  | { readonly type: 'first-accepted'; readonly results: readonly TargetResult[] }
  /** All requests are answered; `results` has the final ones, and `requested` for those still waited for. */
  | { readonly type: 'requests-answered'; readonly results: readonly TargetResult[] }
  /** The verdict on a target is certain, and the step waits on until it is at rest; `results` has what is known of each by now. */
  | { readonly type: 'verdict'; readonly result: TargetResult; readonly results: readonly TargetResult[] }
  /** Half a minute has passed. */
  | {
      readonly type: 'heartbeat';
      /** The targets still worked on, with the status last seen; undefined if none was. */
      readonly waiting: readonly { readonly targetName: string; readonly status: string | undefined }[];
      readonly ended: number;
      readonly remainingMilliseconds: number;
    }
  /** One target has its final result. */
  | { readonly type: 'end'; readonly result: TargetResult }
);

/** Takes the events; must not throw. `atMilliseconds` counts from the beginning of the step's work. */
export type Observer = (event: CancellationEvent) => void;
