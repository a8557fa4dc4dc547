import { must } from './must.ts';
import type { Request } from './world/network.ts';

/** The guard's time is AWS's, in whole seconds. Milliseconds. */
const resolution = 1_000;

/** What a look of the guarded step has shown. */
export interface Look {
  readonly request: Request<unknown>;
  /** When the deployment that it showed was begun; undefined where it showed none. */
  readonly begunAt: number | undefined;
}

/** What the guard may cancel: only what began since it looked before. Times in milliseconds since the step began. */
export interface Guarded {
  readonly baselineAt: number;
  readonly cancels: readonly Request<unknown>[];
  readonly looks: readonly Look[];
  /** When the deployments were begun that this step's requests have hit. */
  readonly hits: readonly number[];
  /** When what goes on at the verdict was begun, if something does that nobody cancels. */
  readonly goesOnSince: number | undefined;
  readonly reason: string;
}

/** A deployment that was going on before is left alone, and one that began since is not overlooked. */
export function judgeBaseline({ baselineAt, cancels, looks, hits, goesOnSince, reason }: Guarded): string | undefined {
  if (hits.some((begunAt) => begunAt < baselineAt - resolution)) return 'what was going on before was cancelled';
  for (const [at, request] of cancels.entries()) {
    const since = cancels[at - 1]?.endedAt ?? 0;
    const look = looks.findLast(({ request: read }) => (read.endedAt ?? Number.POSITIVE_INFINITY) <= request.startedAt);
    const isFresh = look !== undefined && look.request.startedAt >= since;
    const hasBegun = look?.begunAt !== undefined && look.begunAt >= baselineAt - resolution;
    if (!isFresh || !hasBegun) return 'a request was sent without a look at what has begun since';
  }
  const isOverlooked = goesOnSince !== undefined && goesOnSince > baselineAt + resolution && goesOnSince <= 0;
  return must(reason !== 'nothing-began' || !isOverlooked, 'what has begun goes on');
}
