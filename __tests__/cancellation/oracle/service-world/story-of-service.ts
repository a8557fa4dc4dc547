import { type Line, story } from '../story.ts';
import type { ServiceAftermath } from './act-service.ts';
import type { ServiceView } from './service-api.ts';
import { type Deployment, statusAt } from './service-life.ts';

/** All that happened to a service and to the step's requests, for people. */
export function storyOfService({ life, requests, endedAt }: ServiceAftermath): string {
  const lines = (life?.deployments ?? []).flatMap((deployment): Line[] => {
    const { begunAt, cancelledAt, cancelledBy, endsAt, isFirst } = deployment;
    return [
      [begunAt, `  ${nameOf(deployment, begunAt)}${isFirst ? ', the first one' : ''}`],
      ...(cancelledAt === undefined
        ? []
        : [[cancelledAt, `  ${nameOf(deployment, cancelledAt)} by ${String(cancelledBy)}`] as const]),
      ...(endsAt > endedAt ? [] : [[endsAt, `  ${nameOf(deployment, endsAt)}`] as const]),
    ];
  });
  const deletion: Line[] = life?.deletion === undefined ? [] : [[life.deletion.begunAt, '  deletion']];
  return story(requests, [...lines, ...deletion], show);
}

function show(view: ServiceView): string {
  switch (view.kind) {
    case 'cancelled':
      return view.hit === undefined ? 'refused' : `hits ${ending(view.hit.id)}`;
    case 'state': {
      const shown = view.deployment === undefined ? 'no pipeline' : nameOf(view.deployment, view.at);
      return `${view.exists ? shown : 'nothing'}${view.hasId ? '' : ' without ids'}, as of ${Math.round(view.at)}`;
    }
    case 'record':
      return `${view.deployment === undefined ? 'nothing' : nameOf(view.deployment, view.at)}, as of ${Math.round(view.at)}`;
  }
}

function nameOf(deployment: Deployment, at: number): string {
  return `${statusAt(deployment, at)} (${ending(deployment.id)})`;
}

function ending(id: string): string {
  return id.slice(-3);
}
