import { type Stage, stageOf } from '../cancellation/deployment.ts';
import type { ServiceResult, StateChange } from '../cancellation/result.ts';
import { forMermaid } from './escape.ts';
import { worstFirst } from './grouping.ts';

/** Beyond this many lanes the eye is lost, and Mermaid's 50,000 characters a diagram come near (`maxTextSize`). */
const mostLanes = 50;
/** From this many lanes on, the states of a lane share one line. */
const compactFrom = 9;
/** A status that flaps must not fill the picture. */
const mostBarsPerLane = 6;
/** A bar that is shorter than this part of the picture is not seen. */
const shortestVisiblePart = 0.002;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Distances between the marks of the time axis, with Mermaid's word for each (`tickInterval`). */
const ticks: readonly (readonly [milliseconds: number, interval: string])[] = [
  [second, '1second'],
  [5 * second, '5second'],
  [15 * second, '15second'],
  [minute, '1minute'],
  [5 * minute, '5minute'],
  [15 * minute, '15minute'],
  [hour, '1hour'],
];
const mostTicks = 12;

/** A picture of what happened when, or the reason for there being none is that nothing happened. */
export interface TimelineDiagram {
  /** Mermaid's text for a Gantt diagram, without the fence around it. */
  readonly mermaid: string;
  readonly lanes: number;
  /** Services whose lane was left out, since there are too many. */
  readonly leftOut: number;
}

/** A stretch of time in one state. Times in milliseconds since the step began its work. */
interface Bar {
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Draws the states over time, one lane for each service, worst first and the longest wait first among equals.
 * Undefined where no service was ever seen in a state. Checked with Mermaid 11 (syntax: mermaid.js.org, Gantt).
 */
export function timelineDiagramOf(results: readonly ServiceResult[]): TimelineDiagram | undefined {
  const seen = worstFirst(results.toSorted((left, right) => right.waitedMilliseconds - left.waitedMilliseconds)).filter(
    ({ timeline }) => timeline.length > 0,
  );
  if (seen.length === 0) return undefined;
  const drawn = seen.slice(0, mostLanes);
  const end = Math.max(second, ...drawn.map(endOf));
  const compact = drawn.length >= compactFrom;
  const lines = [
    ...(compact ? ['---', 'displayMode: compact', '---'] : []),
    'gantt',
    // A day without a change of clocks anywhere: Mermaid reads and writes times of day in the reader's time zone.
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    `  axisFormat ${end < hour ? '%M:%S' : '%H:%M'}`,
    `  tickInterval ${tickFor(end)}`,
    '  todayMarker off',
    ...drawn.flatMap((result) => laneOf(result, end, compact)),
  ];
  return { mermaid: lines.join('\n'), lanes: drawn.length, leftOut: seen.length - drawn.length };
}

function laneOf(result: ServiceResult, end: number, compact: boolean): readonly string[] {
  const bars = barsOf(result, end);
  const lane = compact ? bars.slice(-mostBarsPerLane) : bars.slice(-mostBarsPerLane);
  return [`  section ${forMermaid(result.serviceName, 40)}`, ...lane.map((bar) => `    ${taskOf(bar)}`)];
}

/** The states with their beginnings and ends. The last one lasts to the end of the wait. */
function barsOf(result: ServiceResult, end: number): readonly Bar[] {
  const { timeline } = result;
  const shortest = end * shortestVisiblePart;
  return timeline.map(({ state, atMilliseconds }, index) => {
    const to = timeline[index + 1]?.atMilliseconds ?? endOf(result);
    return { state, from: atMilliseconds, to: Math.max(to, atMilliseconds + shortest) };
  });
}

function endOf(result: ServiceResult): number {
  const first: StateChange | undefined = result.timeline[0];
  const last = result.timeline.at(-1);
  return Math.max(last?.atMilliseconds ?? 0, (first?.atMilliseconds ?? 0) + result.waitedMilliseconds);
}

function taskOf({ state, from, to }: Bar): string {
  const tag = tagOf(stageOf(state));
  return `${forMermaid(state, 30)} :${tag === '' ? '' : `${tag}, `}${timeOf(from)}, ${timeOf(to)}`;
}

/** Mermaid's tags, which a theme colours: grey where it is done, blue where it goes on, red where it went wrong. */
function tagOf(stage: Stage): string {
  switch (stage) {
    case 'in-progress':
    case 'unknown':
      return '';
    case 'cancelling':
      return 'active';
    case 'cancelled':
    case 'succeeded':
    case 'deleted':
      return 'done, milestone';
    case 'failed':
      return 'crit, milestone';
  }
}

function timeOf(milliseconds: number): string {
  return new Date(Date.UTC(2001, 0, 15) + Math.round(milliseconds)).toISOString().slice(0, 23).replace('T', ' ');
}

function tickFor(end: number): string {
  return ticks.find(([milliseconds]) => end / milliseconds <= mostTicks)?.[1] ?? '1hour';
}
