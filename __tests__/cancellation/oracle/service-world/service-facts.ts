import { certainty } from '../world/certainty.ts';
import { type Answered, Facts } from '../world/facts.ts';
import type { Request } from '../world/network.ts';
import type { ServiceAftermath } from './act-service.ts';
import type { ServiceView } from './service-api.ts';
import type { Deployment } from './service-life.ts';

type StateView = Extract<ServiceView, { readonly kind: 'state' }>;
type RecordView = Extract<ServiceView, { readonly kind: 'record' }>;

/** What really happened, and what the step could know of it: the ground that the judges stand on. Taken from the world alone. */
export class ServiceFacts extends Facts<ServiceView, ServiceAftermath> {
  /** What the states that reached the step showed, in the order of their arrival; those without a pipeline are not among them. */
  readonly states: readonly Answered<ServiceView, StateView & { readonly deployment: Deployment }>[];
  /** The reads of the state that were answered "not found". */
  readonly missing: readonly Answered<ServiceView, StateView>[];
  readonly records: readonly Answered<ServiceView, RecordView & { readonly deployment: Deployment }>[];
  /** The request that Proton said it had accepted, if the step heard so, and what it hit. */
  readonly accepted: { readonly request: Request<ServiceView>; readonly hit: Deployment } | undefined;
  /** The deployments that requests of this step have hit. */
  readonly hits: readonly Deployment[];

  constructor(aftermath: ServiceAftermath) {
    super(aftermath);
    const { requests, life } = aftermath;
    const states: Answered<ServiceView, StateView & { readonly deployment: Deployment }>[] = [];
    const records: Answered<ServiceView, RecordView & { readonly deployment: Deployment }>[] = [];
    const missing: Answered<ServiceView, StateView>[] = [];
    for (const request of requests) {
      const { view, failure } = request;
      if (view?.kind === 'state' && !view.exists && failure === 'not-found') missing.push({ request, view });
      if (failure !== undefined || view === undefined || view.kind === 'cancelled') continue;
      const { deployment } = view;
      if (deployment === undefined) continue;
      if (view.kind === 'state') states.push({ request, view: { ...view, deployment } });
      else records.push({ request, view: { ...view, deployment } });
    }
    this.states = states;
    this.missing = missing;
    this.records = records;
    this.accepted = this.cancels.flatMap((request) => {
      const hit = request.view?.kind === 'cancelled' ? request.view.hit : undefined;
      return hit !== undefined && request.failure === undefined && request.endedAt !== undefined
        ? [{ request, hit }]
        : [];
    })[0];
    this.hits = life?.deployments.filter(({ cancelledBy }) => cancelledBy === 'step') ?? [];
  }

  /** The deployment that the guard names, once it has begun. */
  get guarded(): Deployment | undefined {
    const { life, guardedId } = this.aftermath;
    return guardedId === undefined ? undefined : life?.deployments.find(({ id }) => id === guardedId);
  }

  /** The truth at a time. */
  at(time: number): Deployment | undefined {
    return this.aftermath.life?.at(time);
  }

  /** Whether the step has read how a deployment ended. */
  isEndRead(deployment: Deployment): boolean {
    return this.records.some(({ view }) => view.deployment === deployment && view.at >= deployment.endsAt);
  }
}

/** Whether Proton turned a request down because there was nothing that it could cancel. */
export function isRefused({ failure }: Request<ServiceView>): boolean {
  return failure === 'conflict' || failure === 'validation';
}

/** Says what is not true; undefined if all is well. */
export type ServiceJudge = (facts: ServiceFacts) => string | undefined;

/**
 * A step that Proton has not accepted a request of may follow a deployment that is over by then, where a read that lags shows
 * it going on: nothing contradicts that, unless the step has read when it ended. The same holds for an end that is told
 * without saying that it came after the request, once there was time enough to read again.
 */
export function isFoundLate(facts: ServiceFacts, deployment: Deployment): boolean {
  const { firstSentAt = 0, accepted, aftermath } = facts;
  if (accepted !== undefined) return false;
  const shown = facts.states.filter(
    ({ request, view }) => view.deployment === deployment && request.startedAt >= firstSentAt,
  );
  const { reason } = aftermath.result;
  const isAdmitted = reason.kind === 'ended' && !reason.isAfterRequest;
  const isEndKnown = deployment.endsAt < firstSentAt - certainty && facts.isEndRead(deployment);
  if (isAdmitted && facts.isPatient && !isEndKnown) return shown.length > 0;
  return !isEndKnown && shown.some(({ view }) => view.at < deployment.endsAt);
}

/** Whether nobody can tell if a deployment had ended before the first request left. */
function isPerhapsMet({ firstSentAt = 0 }: ServiceFacts, { begunAt, endsAt }: Deployment): boolean {
  return begunAt <= firstSentAt && endsAt >= firstSentAt - certainty;
}

/** The deployments that the result may be about. */
export function subjects(facts: ServiceFacts): readonly Deployment[] {
  const { aftermath, guarded, accepted, hits } = facts;
  const { life, latest, guardedId } = aftermath;
  if (guardedId !== undefined) return guarded === undefined ? [] : [guarded];
  if (accepted !== undefined) return hits;
  // Nothing has told the step which one it is: the one that was there at the beginning, or that a request or a read has found.
  const found = facts.cancels.flatMap(({ arrivedAt }) => (arrivedAt === undefined ? [] : [facts.at(arrivedAt)]));
  const shown = facts.states.flatMap(({ view }) =>
    view.at >= 0 || isFoundLate(facts, view.deployment) || isPerhapsMet(facts, view.deployment)
      ? [view.deployment]
      : [],
  );
  return life?.deployments.filter((one) => one === latest || found.includes(one) || shown.includes(one)) ?? [];
}
