import type { Call, FailureKind } from '../../../../src/cancellation/model/failure.ts';
import type { Draw } from './draw.ts';

/** What happens to one request on its way. Times in milliseconds. */
export interface Trouble {
  /** Until a connection is open. */
  readonly connect: number;
  readonly leaves: boolean;
  /** From the machine to AWS, and back. */
  readonly out: number;
  readonly back: number;
  readonly isCarriedOut: boolean;
  /** How it fails for the one who asked. */
  readonly failure: FailureKind | undefined;
  /** When the connection breaks, counted from when the request left: AWS may carry it out later. */
  readonly breaksAfter: number | undefined;
  /** What the answer lacks. */
  readonly lacks: 'nothing' | 'id' | 'status';
}

const fine: Trouble = {
  connect: 0,
  leaves: true,
  out: 20,
  back: 20,
  isCarriedOut: true,
  failure: undefined,
  breaksAfter: undefined,
  lacks: 'nothing',
};
const refused = { ...fine, isCarriedOut: false };

/** What may happen to a request, by a name for it. */
export const troubles = {
  fine,
  throttled: { ...refused, failure: 'throttled' },
  unreachable: { ...refused, failure: 'unreachable', leaves: false },
  'refused-credentials': { ...refused, failure: 'credentials-refused' },
  'server-fault-before': { ...refused, failure: 'server-fault' },
  'server-fault-after': { ...fine, failure: 'server-fault' },
  'reset-before': { ...refused, failure: 'connection-lost' },
  'reset-unsent': { ...refused, failure: 'connection-lost', leaves: false },
  'reset-after': { ...fine, failure: 'connection-lost' },
  'unreadable-before': { ...refused, failure: 'unreadable' },
  'unreadable-after': { ...fine, failure: 'unreadable' },
  'stall-before': { ...refused, back: 60_000 },
  'stall-after': { ...fine, back: 60_000 },
  'slow-answer': { ...fine, back: 3_000 },
  'slow-request': { ...fine, out: 3_000 },
  'late-arrival': { ...fine, failure: 'connection-lost', breaksAfter: 50, out: 4_000 },
  'without-id': { ...fine, lacks: 'id' },
  'without-status': { ...fine, lacks: 'status' },
} as const satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof troubles;

export const troubleNames = Object.keys(troubles) as readonly TroubleName[];

/** What happens to the requests of a step. `nth`: from 0, for each kind of call. */
export type Weather = (call: Call, nth: number) => Trouble;

/** The requests of a step meet these troubles, in their order; then all is fine. */
export function weatherOf(schedule: readonly TroubleName[]): Weather {
  const pending = [...schedule];
  return () => troubles[pending.shift() ?? 'fine'];
}

/** A random weather: throttled at first, slow, lossy, stormy, or calm. */
export function randomWeather(draw: Draw): Weather {
  const throttledAtFirst = draw.chance(0.2) ? draw.number(1, 6) : 0;
  const lostAtFirst = draw.chance(0.2) ? draw.number(1, 2) : 0;
  const slowShare = draw.pick([0, 0, 0.2, 0.6]);
  const stormShare = draw.pick([0, 0, 0, 0.05, 0.3]);
  const travel = draw.pick([20, 20, 20, 700]);
  const brokenEvents = draw.chance(0.03);
  return (call, nth) => {
    const usual = { ...fine, out: travel, back: travel };
    if (call === 'cancel' && nth < throttledAtFirst) return troubles.throttled;
    if (call === 'cancel' && nth < throttledAtFirst + lostAtFirst) return lost(draw, usual);
    if (call === 'read-end' && brokenEvents) return troubles['server-fault-before'];
    if (draw.chance(stormShare)) return storm(draw, usual);
    return draw.chance(slowShare) ? slow(draw, usual) : usual;
  };
}

function storm(draw: Draw, usual: Trouble): Trouble {
  return draw.chance(0.1) ? lost(draw, usual) : troubles[draw.pick(['fine', ...troubleNames])];
}

/** Answers take 0.7 to 19 s; so do requests, now and then. */
function slow(draw: Draw, usual: Trouble): Trouble {
  const milliseconds = draw.pick([700, 1_500, 3_200, 5_000, 10_000, 19_000]);
  return draw.chance(0.7) ? { ...usual, back: milliseconds } : { ...usual, out: Math.min(milliseconds, 10_000) };
}

/** No answer comes. AWS carries the request out, or does so later, or never. */
function lost(draw: Draw, usual: Trouble): Trouble {
  const failure = draw.pick(['connection-lost', 'connection-lost', 'server-fault', 'unreadable']);
  const lostFirst = { ...usual, failure } as const;
  if (failure !== 'connection-lost') return { ...lostFirst, isCarriedOut: draw.chance(0.6) };
  const breaksAfter = draw.pick([10, 100, 2_000, 30_000]);
  const out = draw.chance(0.3) ? draw.duration(20_000) : usual.out;
  return { ...lostFirst, isCarriedOut: draw.chance(0.7), breaksAfter, out };
}
