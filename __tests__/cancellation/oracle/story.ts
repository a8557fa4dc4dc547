import type { Request } from './world/network.ts';

/** A line of a story: what happened at a time in milliseconds. */
export type Line = readonly [at: number, what: string];

/** What happened to a step's requests, one after the other, among whatever else happened. `show`: what an answer says. */
export function story<View>(
  requests: readonly Request<View>[],
  others: readonly Line[],
  show: (view: View) => string,
): string {
  const lines = requests.flatMap((request): Line[] => {
    const { call, startedAt, leftAt, arrivedAt, endedAt, failure, view } = request;
    const shown = view === undefined ? '' : show(view);
    return [
      [startedAt, `> ${call} of ${request.reference}${leftAt === undefined ? ', which does not leave' : ''}`],
      ...(arrivedAt === undefined ? [] : [[arrivedAt, `. ${call} arrives: ${shown}`] as const]),
      ...(endedAt === undefined ? [] : [[endedAt, `< ${call}: ${failure ?? shown}`] as const]),
    ];
  });
  return [...others, ...lines]
    .sort(([one], [other]) => one - other)
    .map(([at, what]) => `${String(Math.round(at)).padStart(9)} ${what}\n`)
    .join('');
}
