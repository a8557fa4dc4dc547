import type { Request } from './network.ts';
import type { Step } from './run-step.ts';
import type { Scene } from './scene.ts';

/** How a step went: what it said, and what really happened. Times in milliseconds since it began. */
export interface Aftermath<View> extends Step {
  readonly scene: Scene<unknown>;
  readonly requests: readonly Request<View>[];
  /** The deployment that the guard names, whether or not it has begun. */
  readonly guardedId: string | undefined;
}

/** An answer that reached the step. `View`: what it shows, of all `Views` that there are. */
export interface Answered<Views, View extends Views> {
  readonly request: Request<Views>;
  readonly view: View;
}

/** What the step could know, as far as it is the same for each kind of target. Taken from the world alone. */
export class Facts<Views, Own extends Aftermath<Views>> {
  readonly aftermath: Own;
  readonly cancels: readonly Request<Views>[];

  constructor(aftermath: Own) {
    this.aftermath = aftermath;
    this.cancels = aftermath.requests.filter(({ call }) => call === 'cancel');
  }

  /** When the first request left that might have been carried out. */
  get firstSentAt(): number | undefined {
    return this.cancels.find(({ leftAt }) => leftAt !== undefined)?.leftAt;
  }

  /** Whether the step has read again until no read could lag any more, or until its time was over. */
  get isPatient(): boolean {
    const { scene, requests, endedAt } = this.aftermath;
    const since = (this.firstSentAt ?? 0) + 10_000;
    return (
      endedAt >= scene.wait + 13_000 ||
      requests.some(({ call, startedAt }) => call === 'read-state' && startedAt >= since)
    );
  }

  /** What decides before the wait is repeated for 20 s at most, counted from the first fault. */
  get isOutOfRetries(): boolean {
    const { requests, endedAt } = this.aftermath;
    return requests.some(({ failure, startedAt }) => failure !== undefined && endedAt - startedAt >= 16_500);
  }

  /** Whether all went as it usually does: no fault, no lag, no slow answer. */
  get isCalm(): boolean {
    const { scene, requests } = this.aftermath;
    const isFast = requests.every(({ startedAt, endedAt, lacks }) => {
      return endedAt !== undefined && endedAt - startedAt <= 100 && lacks === 'nothing';
    });
    return isFast && !requests.some(isFault) && scene.stateLag === 0 && scene.recordLag === 0;
  }
}

/** What AWS answers where nothing is wrong with a request. */
const answers: readonly (string | undefined)[] = [undefined, 'validation', 'conflict', 'not-found'];

/** Whether a request came to nothing for another reason than what it asked. */
export function isFault({ failure }: Request<unknown>): boolean {
  return !answers.includes(failure);
}
