import { isGoingOn } from '../../cancellation/model/deployment.ts';
import type { StateChange, TargetResult } from '../../cancellation/model/result.ts';
import { forMarkdownCode, markdownMedium } from '../../text/escape.ts';
import { duration, moment } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { wordsOf, worstFirst } from '../outcomes/outcomes.ts';
import { stateText } from '../sentences/stages.ts';

/** Targets in the list of times; the output `results` has the waits of all. */
const mostTargets = 50;
/** A status that flaps must not fill a line. */
const mostChanges = 8;

/** What happened when: an item of a Markdown list for each target, in the order of the table, and how many had no room. */
export function timesOfAll(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  const items = worstFirst(results).flatMap((result) => {
    const times = timesOf(result, facts);
    return times === undefined ? [] : [`- ${forMarkdownCode(result.target.name)}: ${times}`];
  });
  const left = items.length - mostTargets;
  return left > 0 ? [...items.slice(0, mostTargets), `- and ${left} more`] : items;
}

/** One line of times in Markdown: `requested at 03:12:07 UTC → CANCELLING after 0.2 s → CANCELLED after 42 s`. */
export function timesOf(result: TargetResult, { startedAt }: ReportFacts): string | undefined {
  const [first, ...later] = result.timeline;
  if (first === undefined) return undefined;
  // The stack's events may say more about a status than the status does: that isn't a change.
  const others = later.filter((change, at) => at === 0 || wordOf(change) !== wordOf(later[at - 1] ?? change));
  const since = (milliseconds: number): string => `after ${duration(milliseconds - first.atMilliseconds)}`;
  const left = others.length - mostChanges;
  return [
    `${wordOf(first)} at ${moment(new Date(startedAt.getTime() + first.atMilliseconds))?.slice(11) ?? ''}`,
    ...(left > 0 ? [`${left} more`] : []),
    ...others.slice(-mostChanges).map((change) => `${wordOf(change)} ${since(change.atMilliseconds)}`),
    ...(isOpen(result) ? [`${wordsOf(result.outcome).label} ${since(result.endedAtMilliseconds)}`] : []),
  ].join(' → ');
}

function wordOf({ stage, status }: StateChange): string {
  return stage === 'requested' ? 'requested' : stateText({ stage, status }, markdownMedium);
}

/** Whether the step saw the deployment going on, waited for its end, and did not see it. */
function isOpen({ outcome, timeline, waitedMilliseconds }: TargetResult): boolean {
  // Nobody waited for its end.
  if (outcome === 'requested') return false;
  const goesOn = ({ stage }: StateChange): boolean => stage !== 'requested' && isGoingOn(stage);
  const last = timeline.at(-1);
  const isEnded = last !== undefined && last.stage !== 'requested' && !goesOn(last);
  return waitedMilliseconds > 0 && !isEnded && timeline.some(goesOn);
}
