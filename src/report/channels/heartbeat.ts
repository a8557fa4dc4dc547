import type { CancellationEvent } from '../../cancellation/model/events.ts';
import { logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import { groupBy } from '../words/grouping.ts';

type Heartbeat = Extract<CancellationEvent, { readonly type: 'heartbeat' }>;

/** How many targets a heartbeat names for each status. */
const namesShown = 3;

/** What is still waited for: `0 of 2 done; still CANCELLING: a, b; gives up in 29 min`. */
export function heartbeatText({ waiting, ended, remainingMilliseconds }: Heartbeat, targetCount: number): string {
  const groups = [...groupBy(waiting, ({ status }) => status)];
  const states = groups.map(([status, targets]) => {
    const state = status === undefined || status === '' ? 'waiting for an answer' : `still ${logMedium.name(status)}`;
    const names = targets.slice(0, namesShown).map(({ targetName }) => logMedium.name(targetName));
    const left = targets.length - names.length;
    return targetCount === 1 ? state : `${state}: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  });
  const done = targetCount === 1 ? [] : [`${ended} of ${targetCount} done`];
  return [...done, ...states, `gives up in ${duration(remainingMilliseconds)}`].join('; ');
}
