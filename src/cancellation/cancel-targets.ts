import type { Plan } from './model/plan.ts';
import { errorResult } from './model/reason.ts';
import type { ServiceResult } from './model/result.ts';
import type { Failure } from './ports.ts';
import { requestCancellation } from './target/request.ts';
import { Progress } from './target/run.ts';
import { awaitEnd } from './target/wait.ts';
import { createTools, type Surroundings, type Tools } from './traffic/traffic.ts';

/**
 * How many requests are on their way at once. Measured for 1,000 services (`npm run bench -- --lanes`): at 50 ms a call,
 * the last request has gone out after 2.2 s with 25, 1.25 s with 50, 0.98 s with 100, and 100 cost 13 to 19 MiB more.
 */
export const requestLanes = 50;

const heartbeatMilliseconds = 30_000;

/** One service, and its result once it has one. */
interface Work {
  readonly progress: Progress;
  result: ServiceResult | undefined;
}

/**
 * Cancels the pipeline deployments of all services of the plan, side by side, and waits for each result. All requests go
 * out before any waiting begins; the trouble of one service never touches another.
 *
 * @returns one result for each service, in the plan's order; never rejects for anything that Proton or the network does
 */
export async function cancelServices(plan: Plan, surroundings: Surroundings): Promise<readonly ServiceResult[]> {
  const tools = createTools(surroundings, plan);
  const works = plan.serviceNames.map((name): Work => ({ progress: new Progress(name, tools), result: undefined }));
  const heart = startHeartbeat(works, tools);
  await requestAll(works, plan, tools);
  tools.observe({ type: 'requests-answered', results: works.map(resultSoFar), ...at(tools) });
  await Promise.all(
    works.map(async (work) => {
      if (work.result === undefined) end(work, await awaitEnd(work.progress, plan, tools), tools);
    }),
  );
  await heart.stop();
  return works.map(resultSoFar);
}

/** The final result, or the one to report while the end is still waited for. */
function resultSoFar({ progress, result }: Work): ServiceResult {
  return result ?? progress.result('requested', 'Proton accepted the cancellation; its end is waited for.');
}

async function requestAll(works: readonly Work[], plan: Plan, tools: Tools): Promise<void> {
  const queue = works.values();
  let shared: Failure | undefined;
  const lane = async (): Promise<void> => {
    for (const work of queue) {
      const result = await startOne(work.progress, plan, tools, shared);
      if (result === undefined) continue;
      shared ??= failureOfAll(result.failure, tools);
      end(work, result, tools);
    }
  };
  await Promise.all(Array.from({ length: Math.min(requestLanes, works.length) }, lane));
}

function startOne(
  progress: Progress,
  plan: Plan,
  tools: Tools,
  shared: Failure | undefined,
): Promise<ServiceResult | undefined> | ServiceResult {
  if (shared !== undefined) return errorResult(progress, shared);
  return requestCancellation(progress, plan, tools);
}

/** The failure, if it will meet every other service as well: trying each of them would only take longer to say so. */
function failureOfAll(failure: Failure | undefined, { lastAnswerAt }: Tools): Failure | undefined {
  switch (failure?.kind) {
    case 'credentials-missing':
    case 'credentials-refused':
    case 'region-missing':
      return failure;
    case 'unreachable':
    case 'connection-lost':
    case 'unreadable':
      return lastAnswerAt === undefined ? failure : undefined;
    case 'conflict':
    case 'validation':
    case 'not-found':
    case 'access-denied':
    case 'throttled':
    case 'server-fault':
    case 'clock-skewed':
    case 'interrupted':
    case 'unexpected':
    case undefined:
      return undefined;
  }
}

function end(work: Work, result: ServiceResult, tools: Tools): void {
  work.result = result;
  tools.observe({ type: 'end', result, ...at(tools) });
}

function at(tools: Tools): { readonly atMilliseconds: number } {
  return { atMilliseconds: tools.clock.now() - tools.startedAt };
}

/** Tells the observer every half minute what is still waited for, until it is stopped. */
function startHeartbeat(works: readonly Work[], tools: Tools): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, tools.signal]);
  const beat = async (): Promise<void> => {
    for (;;) {
      await tools.clock.sleep(heartbeatMilliseconds, signal);
      if (signal.aborted) return;
      const open = works.filter(({ result }) => result === undefined);
      tools.observe({
        type: 'heartbeat',
        waiting: open.map(({ progress }) => ({
          serviceName: progress.serviceName,
          state: progress.state ?? 'not yet known',
        })),
        ended: works.length - open.length,
        remainingMilliseconds: Math.max(tools.deadline - tools.clock.now(), 0),
        ...at(tools),
      });
    }
  };
  const beating = beat();
  return {
    stop: async () => {
      stopped.abort();
      await beating;
    },
  };
}
