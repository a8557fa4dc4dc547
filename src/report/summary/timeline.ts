import { isGoingOn, type Stage } from '../../cancellation/model/deployment.ts';
import type { StateChange, TargetResult } from '../../cancellation/model/result.ts';
import { forCodeBlock, markdownMedium } from '../../text/escape.ts';
import { duration, moment } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { wordsOf, worstFirst } from '../outcomes/outcomes.ts';
import { stateText } from '../sentences/stages.ts';

/** Beyond this many lanes the eye is lost. */
const mostLanes = 50;
/** Characters of a lane: a telephone shows about 40 in a line, so that a name begins on its first screen. */
const laneWidth = 24;
/** Characters of a name. Longer ones are told by the table, which has the same order. */
const nameWidth = 40;
/** AWS's words for one character of the lanes that the legend has room for. */
const mostStatuses = 4;
/** A status that flaps must not fill a line. */
const mostChanges = 8;

/** The characters that lanes are drawn with: plain lines, since colours differ between light and dark pages. */
const strokes = { requested: '·', 'in-progress': '─', cancelling: '━', ended: '|', open: '>', other: '?' } as const;

type Stroke = keyof typeof strokes;

/** In the order of the legend. */
const strokeNames: readonly Stroke[] = ['requested', 'in-progress', 'cancelling', 'other', 'ended', 'open'];
/** What AWS has no word for. */
const strokeMeanings: Partial<Record<Stroke, string>> = {
  requested: 'requested',
  ended: 'ended',
  open: 'not ended within the wait',
};

/** Lanes over time in text, and what explains them. */
export interface Timeline {
  /** A code block in Markdown. */
  readonly lanes: string;
  /** One paragraph in Markdown. */
  readonly legend: string;
  readonly count: number;
  /** Targets that had no lane left. */
  readonly leftOut: number;
}

/**
 * What happened when, one lane for each target whose deployment was seen going on, in the order of the table. Undefined
 * if there is none. In text, since a drawn diagram (Mermaid) can't be read on a telephone, and its colours mean something
 * else beside the signs of the table.
 */
export function timelineOf(results: readonly TargetResult[], facts: ReportFacts): Timeline | undefined {
  const seen = worstFirst(results).filter(hasLane);
  if (seen.length === 0) return undefined;
  const drawn = seen.slice(0, mostLanes);
  const end = endOfScale(drawn);
  const lanes = drawn.map((result) => laneOf(result, end));
  const names = drawn.map(({ target }) => forCodeBlock(target.name, nameWidth));
  const nameLength = Math.max(...names.map((name) => name.length));
  const lines = drawn.map((result, index) =>
    [lanes[index], names[index]?.padEnd(nameLength), lastWordOf(result)].join('  ').trimEnd(),
  );
  return {
    lanes: ['```text', axisOf(end), ...lines, '```'].join('\n'),
    legend: legendOf(drawn, new Set(lanes.join('')), facts),
    count: drawn.length,
    leftOut: seen.length - drawn.length,
  };
}

/** One line of times in Markdown: `requested 03:12:07 UTC → CANCELLING after 0.2 s → CANCELLED after 42 s`. */
export function timesOf(result: TargetResult, facts: ReportFacts): string | undefined {
  const [first, ...others] = result.timeline;
  if (first === undefined) return undefined;
  const left = others.length - mostChanges;
  const shown = others.slice(-mostChanges).map((change) => `${wordOf(change)} after ${since(first, change)}`);
  return [
    `${wordOf(first)}${startOf(first, facts)}`,
    ...(left > 0 ? [`${left} more`] : []),
    ...shown,
    ...(isOpen(result) ? [`${wordsOf(result.outcome).label} after ${duration(waited(result, first))}`] : []),
  ].join(' → ');
}

function wordOf({ stage, status }: StateChange): string {
  return stage === 'requested' ? 'requested' : stateText({ stage, status }, markdownMedium);
}

function startOf({ atMilliseconds }: StateChange, { startedAt }: ReportFacts): string {
  if (startedAt === undefined) return ` after ${duration(atMilliseconds)}`;
  return ` at ${moment(new Date(startedAt.getTime() + atMilliseconds))?.slice(11) ?? ''}`;
}

function since(first: StateChange, change: StateChange): string {
  return duration(change.atMilliseconds - first.atMilliseconds);
}

function waited({ endedAtMilliseconds }: TargetResult, first: StateChange): number {
  return endedAtMilliseconds - first.atMilliseconds;
}

/** Whether the step saw the deployment going on, and waited. What had ended before would look as if it ended by this step. */
function hasLane({ timeline, waitedMilliseconds }: TargetResult): boolean {
  return waitedMilliseconds > 0 && timeline.some(({ stage }) => stage !== 'requested' && isGoingOn(stage));
}

/** Whether the deployment was still going on when the step last looked, after a wait for its end. */
function isOpen(result: TargetResult): boolean {
  const last = result.timeline.at(-1);
  return hasLane(result) && last !== undefined && (last.stage === 'requested' || isGoingOn(last.stage));
}

/**
 * The right edge in milliseconds: a little after the last end that was seen, so that one long wait does not squeeze all
 * other lanes. What is still going on there goes on beyond the edge.
 */
function endOfScale(drawn: readonly TargetResult[]): number {
  const ends = drawn.filter((result) => !isOpen(result)).map(({ timeline }) => timeline.at(-1)?.atMilliseconds ?? 0);
  const last = Math.max(...drawn.map(({ endedAtMilliseconds }) => endedAtMilliseconds));
  return Math.max(1_000, ends.length === 0 ? last : Math.min(last, Math.max(...ends) * 1.2));
}

function axisOf(end: number): string {
  const last = duration(end);
  return `0 s${last.padStart(laneWidth - '0 s'.length)}`;
}

function laneOf(result: TargetResult, end: number): string {
  const columnOf = (milliseconds: number): number =>
    Math.min(laneWidth - 1, Math.max(0, Math.floor((milliseconds / end) * (laneWidth - 1))));
  const columns = new Array<string>(laneWidth).fill(' ');
  for (const change of result.timeline) {
    columns.fill(strokes[strokeOf(change.stage)], columnOf(change.atMilliseconds));
  }
  const last = result.timeline.at(-1);
  const endColumn = columnOf(isOpen(result) ? result.endedAtMilliseconds : (last?.atMilliseconds ?? 0));
  columns.fill(' ', endColumn + 1);
  columns[endColumn] = strokes[isOpen(result) ? 'open' : 'ended'];
  return columns.join('');
}

function strokeOf(stage: Stage | 'requested'): Stroke {
  switch (stage) {
    case 'requested':
      return 'requested';
    case 'in-progress':
    case 'other-operation':
      return 'in-progress';
    case 'cancelling':
    case 'rolling-back':
      return 'cancelling';
    case 'unknown':
      return 'other';
    case 'cancelled':
    case 'rolled-back':
    case 'succeeded':
    case 'failed':
    case 'stuck':
    case 'deleted':
    case 'at-rest':
    case 'absent':
      return 'ended';
  }
}

/** AWS's word for the end; without an end, the outcome. */
function lastWordOf(result: TargetResult): string {
  const last = result.timeline.at(-1);
  if (isOpen(result) || !last?.status) return wordsOf(result.outcome).label;
  return forCodeBlock(last.status, nameWidth);
}

/** What each character of the lanes means, in AWS's own words as far as they were seen. */
function legendOf(drawn: readonly TargetResult[], characters: ReadonlySet<string>, { startedAt }: ReportFacts): string {
  const parts = strokeNames
    .filter((stroke) => characters.has(strokes[stroke]))
    .map((stroke) => `\`${strokes[stroke]}\` ${strokeMeanings[stroke] ?? statusesBehind(stroke, drawn)}`);
  const start = moment(startedAt);
  return `${parts.join(' · ')}. ${start === undefined ? 'Time since the step began.' : `Time since ${start}.`}`;
}

function statusesBehind(stroke: Stroke, drawn: readonly TargetResult[]): string {
  const words = drawn
    .flatMap(({ timeline }) => timeline)
    .filter(({ stage }) => strokeOf(stage) === stroke)
    .map(wordOf);
  return [...new Set(words)].slice(0, mostStatuses).join(', ');
}
