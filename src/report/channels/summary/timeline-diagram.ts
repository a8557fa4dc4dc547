import { type DeploymentStatus, isDeploymentStatus, stageOf } from '../../../cancellation/model/deployment.ts';
import { isOutcome, type Outcome } from '../../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../../cancellation/model/result.ts';
import { forMermaid } from '../../text/escape.ts';
import { worstFirst } from '../../words/grouping.ts';
import { isEndState } from '../../words/standing.ts';
import { type Bar, barsOf, endOf, hasLane } from './lanes.ts';

/** Beyond this many lanes the eye is lost, and Mermaid's 50,000 characters a diagram come near (`maxTextSize`). */
const mostLanes = 50;
/** From this many lanes on, the states of a lane share one line, and only what is wide enough has its name in it. */
const compactFrom = 9;
/** A status that flaps must not fill the picture. */
const mostBarsPerLane = 6;
/** A bar narrower than this part of the picture has no room for a word, and, on a line of its own, is hardly seen. */
const partForWord = 0.12;
const partToBeSeen = 0.002;
/** A legend of more states than this would explain nothing. */
const mostUnnamed = 4;
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
  /** Whether each lane is a single line. */
  readonly compact: boolean;
  /** The states of bars that are too short for their word, each once. Outside text. */
  readonly unnamed: readonly string[];
  /** Services whose lane was left out, since there are too many. */
  readonly leftOut: number;
}

/** What a lane is drawn by: the end of the picture in milliseconds, and whether a lane is a single line. */
interface Scale {
  readonly end: number;
  readonly compact: boolean;
}

/** How a lane's end looks: grey, red, and, where nobody saw the deployment end, grey with a red edge. */
const tags = { good: 'done', bad: 'crit', open: 'done, crit' } as const;

type Tone = keyof typeof tags;

/**
 * Draws the states over time, one lane for each service whose deployment was seen going on, worst first and the longest
 * wait first among equals. Undefined where there is none. Checked with Mermaid 11 (syntax: mermaid.js.org, Gantt).
 */
export function timelineDiagramOf(results: readonly ServiceResult[]): TimelineDiagram | undefined {
  const seen = worstFirst(results).filter(hasLane);
  if (seen.length === 0) return undefined;
  const drawn = seen.slice(0, mostLanes);
  const scale = { end: Math.max(second, ...drawn.map(endOf)), compact: drawn.length >= compactFrom };
  const labels = labelsOf(drawn);
  const lines = [
    ...settings(Math.max(...labels.map((label) => label.length)), scale.compact),
    'gantt',
    // A day without a change of clocks: Mermaid reads and writes times of day in the reader's own time zone.
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    `  axisFormat ${scale.end < hour ? '%M:%S' : '%H:%M'}`,
    `  tickInterval ${tickFor(scale.end)}`,
    '  todayMarker off',
    ...drawn.flatMap((result, index) => [
      `  section ${labels[index] ?? ''}`,
      ...tasksOf(result, scale).map((task) => `    ${task}`),
    ]),
  ];
  return {
    mermaid: lines.join('\n'),
    lanes: drawn.length,
    compact: scale.compact,
    unnamed: unnamedIn(drawn, scale),
    leftOut: seen.length - drawn.length,
  };
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

function tasksOf(result: ServiceResult, scale: Scale): readonly string[] {
  const bars = drawnBarsOf(result, scale);
  const tasks = bars.map((bar) =>
    isEndState(bar.state) ? mark(bar.state, bar.from, toneOf(result.outcome)) : stretch(bar, scale),
  );
  const isOpen = !isEndState(bars.at(-1)?.state);
  return isOpen ? [...tasks, mark(result.outcome, endOf(result), toneOf(result.outcome))] : tasks;
}

/** The bars that have room for no word: the others are their own legend. */
function unnamedIn(results: readonly ServiceResult[], scale: Scale): readonly string[] {
  const bars = results.flatMap((result) => drawnBarsOf(result, scale));
  const states = bars.filter((bar) => !isEndState(bar.state) && !hasRoomForWord(bar, scale)).map(({ state }) => state);
  return [...new Set(states)].slice(0, mostUnnamed);
}

function drawnBarsOf(result: ServiceResult, { compact }: Scale): readonly Bar[] {
  return barsOf(result)
    .filter(({ state }) => !compact || state !== 'REQUESTED')
    .slice(-mostBarsPerLane);
}

function stretch(bar: Bar, scale: Scale): string {
  const { state, from, to } = bar;
  // Side by side on one line, a bar that is drawn longer than it was would push its neighbour to another line.
  const drawnTo = scale.compact ? to : Math.max(to, from + scale.end * partToBeSeen);
  const word = hasRoomForWord(bar, scale) ? wordOf(state) : '·';
  return `${word} :${stageOf(state) === 'cancelling' ? 'active, ' : ''}${timeOf(from)}, ${timeOf(drawnTo)}`;
}

/** On a line of its own, a bar has room beside it. */
function hasRoomForWord({ from, to }: Bar, { end, compact }: Scale): boolean {
  return !compact || to - from >= end * partForWord;
}

/** A moment: the end of the deployment, or of the wait for it. */
function mark(word: DeploymentStatus | Outcome, at: number, tone: Tone): string {
  return `${word} :${tags[tone]}, milestone, ${timeOf(at)}, ${timeOf(at)}`;
}

/** A task that began with a word of Mermaid's own, such as `click`, would be one: a status from outside is kept from it. */
function wordOf(state: string): string {
  const isOurs = state === 'REQUESTED' || isDeploymentStatus(state) || isOutcome(state);
  return isOurs ? state : `status ${forMermaid(state, 30)}`;
}

/** The colour of a lane's end, by what it means for whoever wanted the deployment stopped. */
function toneOf(outcome: Outcome): Tone {
  switch (outcome) {
    case 'succeeded':
    case 'failed':
    case 'not-found':
      return 'bad';
    case 'superseded':
    case 'timed-out':
    case 'interrupted':
    case 'error':
      return 'open';
    case 'cancelled':
    case 'deleted':
    case 'nothing-to-cancel':
    case 'requested':
    case 'would-cancel':
      return 'good';
  }
}

function timeOf(milliseconds: number): string {
  return new Date(Date.UTC(2001, 0, 15) + Math.round(milliseconds)).toISOString().slice(0, 23).replace('T', ' ');
}

function tickFor(end: number): string {
  return ticks.find(([milliseconds]) => end / milliseconds <= mostTicks)?.[1] ?? '1hour';
}
