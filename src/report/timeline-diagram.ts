import { type DeploymentStatus, isDeploymentStatus, stageOf } from '../cancellation/deployment.ts';
import { isOutcome, type Outcome } from '../cancellation/outcome.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import { forMermaid } from './escape.ts';
import { worstFirst } from './grouping.ts';

/** Beyond this many lanes the eye is lost, and Mermaid's 50,000 characters a diagram come near (`maxTextSize`). */
const mostLanes = 50;
/** From this many lanes on, the states of a lane share one line, and only what is wide enough has its name in it. */
const compactFrom = 9;
/** A status that flaps must not fill the picture. */
const mostBarsPerLane = 6;
/** A bar narrower than this part of the picture has no room for a word, and, on a line of its own, is hardly seen. */
const partForWord = 0.12;
const partToBeSeen = 0.002;
const longestLabel = 40;
/** Pixels of one character of a lane's label, as Mermaid sets it. */
const labelPixels = 6.5;

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

/** A picture of what happened when. */
export interface TimelineDiagram {
  /** Mermaid's text for a Gantt diagram, without the fence around it. */
  readonly mermaid: string;
  readonly lanes: number;
  /** Whether a lane is one line, whose short stretches have no word in them. */
  readonly compact: boolean;
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
 * Undefined where no service was seen to change. Checked with Mermaid 11 (syntax: mermaid.js.org, Gantt).
 */
export function timelineDiagramOf(results: readonly ServiceResult[]): TimelineDiagram | undefined {
  const seen = worstFirst(results.toSorted((left, right) => right.waitedMilliseconds - left.waitedMilliseconds)).filter(
    ({ timeline }) => timeline.length > 0,
  );
  if (!seen.some(({ timeline }) => timeline.length > 1)) return undefined;
  const drawn = seen.slice(0, mostLanes);
  const end = Math.max(second, ...drawn.map(endOf));
  const compact = drawn.length >= compactFrom;
  const labels = labelsOf(drawn);
  const lines = [
    ...settings(Math.max(...labels.map((label) => label.length)), compact),
    'gantt',
    // A day without a change of clocks: Mermaid reads and writes times of day in the reader's own time zone.
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    `  axisFormat ${end < hour ? '%M:%S' : '%H:%M'}`,
    `  tickInterval ${tickFor(end)}`,
    '  todayMarker off',
    ...drawn.flatMap((result, index) => [
      `  section ${labels[index] ?? ''}`,
      ...tasksOf(result, end, compact).map((task) => `    ${task}`),
    ]),
  ];
  return { mermaid: lines.join('\n'), lanes: drawn.length, compact, leftOut: seen.length - drawn.length };
}

function settings(labelLength: number, compact: boolean): readonly string[] {
  return [
    '---',
    'config:',
    '  gantt:',
    `    leftPadding: ${Math.ceil(labelLength * labelPixels) + 30}`,
    ...(compact ? ['    displayMode: compact', '    topAxis: true'] : []),
    '---',
  ];
}

/** The lanes' labels. Mermaid draws sections of the same name as one: cut names that became alike get a number. */
function labelsOf(results: readonly ServiceResult[]): readonly string[] {
  const taken = new Set<string>();
  return results.map(({ serviceName }, index) => {
    const name = forMermaid(serviceName, longestLabel);
    const label = taken.has(name) ? `${name} ${index + 1}` : name;
    taken.add(label);
    return label;
  });
}

function tasksOf(result: ServiceResult, end: number, compact: boolean): readonly string[] {
  const bars = barsOf(result).filter(({ state }) => !compact || state !== 'REQUESTED');
  const tasks = bars
    .slice(-mostBarsPerLane)
    .map((bar) => (isEnd(bar.state) ? mark(bar.state, bar.from) : stretch(bar, end, compact)));
  const isOpen = !isEnd(bars.at(-1)?.state) && result.outcome !== 'requested';
  return isOpen ? [...tasks, mark(result.outcome, endOf(result))] : tasks;
}

/** The states with their beginnings and ends. The last one lasts to the end of the wait. */
function barsOf(result: ServiceResult): readonly Bar[] {
  const { timeline } = result;
  return timeline.map(({ state, atMilliseconds }, index) => {
    const to = timeline[index + 1]?.atMilliseconds ?? endOf(result);
    return { state, from: atMilliseconds, to };
  });
}

function endOf({ timeline, waitedMilliseconds }: ServiceResult): number {
  const first = timeline[0]?.atMilliseconds ?? 0;
  return Math.max(timeline.at(-1)?.atMilliseconds ?? 0, first + waitedMilliseconds);
}

function stretch({ state, from, to }: Bar, end: number, compact: boolean): string {
  // Side by side on one line, a bar that is drawn longer than it was would push its neighbour to another line.
  const drawnTo = compact ? to : Math.max(to, from + end * partToBeSeen);
  const word = compact && to - from < end * partForWord ? '·' : wordOf(state);
  return `${word} :${stageOf(state) === 'cancelling' ? 'active, ' : ''}${timeOf(from)}, ${timeOf(drawnTo)}`;
}

/** A moment: the end of the deployment, or of the wait for it. */
function mark(word: DeploymentStatus | Outcome, at: number): string {
  return `${word} :${isBad(word) ? 'crit' : 'done'}, milestone, ${timeOf(at)}, ${timeOf(at)}`;
}

/** A task that began with a word of Mermaid's own, such as `click`, would be one: a status from outside is kept from it. */
function wordOf(state: string): string {
  const isOurs = state === 'REQUESTED' || isDeploymentStatus(state) || isOutcome(state);
  return isOurs ? state : `status ${forMermaid(state, 30)}`;
}

function isEnd(state: string | undefined): state is DeploymentStatus {
  const stage = stageOf(state);
  return stage === 'cancelled' || stage === 'succeeded' || stage === 'failed' || stage === 'deleted';
}

/** Whether a mark is red: it went wrong, or nobody knows. */
function isBad(word: DeploymentStatus | Outcome): boolean {
  switch (word) {
    case 'FAILED':
    case 'DELETE_FAILED':
    case 'failed':
    case 'superseded':
    case 'timed-out':
    case 'interrupted':
    case 'not-found':
    case 'error':
      return true;
    case 'IN_PROGRESS':
    case 'CANCELLING':
    case 'CANCELLED':
    case 'SUCCEEDED':
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_COMPLETE':
    case 'cancelled':
    case 'succeeded':
    case 'deleted':
    case 'nothing-to-cancel':
    case 'requested':
    case 'would-cancel':
      return false;
  }
}

function timeOf(milliseconds: number): string {
  return new Date(Date.UTC(2001, 0, 15) + Math.round(milliseconds)).toISOString().slice(0, 23).replace('T', ' ');
}

function tickFor(end: number): string {
  return ticks.find(([milliseconds]) => end / milliseconds <= mostTicks)?.[1] ?? '1hour';
}
