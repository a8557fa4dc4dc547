import type { Failure, Operation } from '../ports.ts';
import type { ServiceResult } from './result.ts';

/** What happens while the services are worked on, told as it happens, for the log. */
export type CancellationEvent =
  /** A call goes out. */
  | {
      readonly type: 'call';
      readonly serviceName: string;
      readonly operation: Operation;
      readonly atMilliseconds: number;
    }
  /** A call was answered; `requestId` is AWS's. */
  | {
      readonly type: 'answer';
      readonly serviceName: string;
      readonly operation: Operation;
      readonly requestId: string | undefined;
      readonly atMilliseconds: number;
    }
  /** A call failed. What follows from it, a repetition or the end, is told by the events after it. */
  | {
      readonly type: 'setback';
      readonly serviceName: string;
      readonly failure: Failure;
      readonly atMilliseconds: number;
    }
  /** The next read is planned after `delayMilliseconds`. */
  | {
      readonly type: 'pause';
      readonly serviceName: string;
      readonly delayMilliseconds: number;
      readonly atMilliseconds: number;
    }
  /** The deployment's status is another than at the last look. */
  | {
      readonly type: 'state';
      readonly serviceName: string;
      readonly state: string;
      readonly deploymentId: string | undefined;
      /** Milliseconds since the service's request; undefined where none has been sent. */
      readonly sinceRequestMilliseconds: number | undefined;
      readonly atMilliseconds: number;
    }
  /** All requests have gone out; `results` has the final ones, and `requested` for those still waited for. */
  | {
      readonly type: 'requests-answered';
      readonly results: readonly ServiceResult[];
      readonly atMilliseconds: number;
    }
  /** Half a minute has passed. `waiting` and the states are those of the services still waited for. */
  | {
      readonly type: 'heartbeat';
      readonly waiting: readonly { readonly serviceName: string; readonly state: string }[];
      readonly ended: number;
      readonly remainingMilliseconds: number;
      readonly atMilliseconds: number;
    }
  /** One service has its final result. */
  | { readonly type: 'end'; readonly result: ServiceResult; readonly atMilliseconds: number };

/** Takes the events; must not throw. `atMilliseconds` counts from the beginning of the step's work. */
export type Observer = (event: CancellationEvent) => void;
