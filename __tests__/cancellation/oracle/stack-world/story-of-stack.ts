import { type Line, story } from '../story.ts';
import type { StackAftermath } from './act-stack.ts';
import type { StackView } from './stack-api.ts';
import type { Change } from './stack-update.ts';

/** All that happened to a stack and to the step's requests, for people. */
export function storyOfStack({ life, requests, endedAt }: StackAftermath): string {
  const changes = life?.changes.filter(({ at }) => at <= endedAt) ?? [];
  const lines = changes.map((change): Line => {
    const { reason = '', token = '' } = change;
    return [change.at, `  ${nameOf(change)} ${reason} operation ${ending(change.operationId)} ${token}`];
  });
  return story(requests, lines, show);
}

function show(view: StackView): string {
  switch (view.kind) {
    case 'cancelled':
      return view.verdict;
    case 'state':
      return `${view.change === undefined ? 'nothing' : nameOf(view.change)}${view.hasId ? '' : ' without ids'}, as of ${Math.round(view.at)}`;
    case 'events':
      return `${view.changes.map(nameOf).join(' < ')}, as of ${Math.round(view.at)}`;
  }
}

function nameOf({ status, update }: Change): string {
  return `${status.replace('UPDATE_', '')}${update === undefined ? '' : ` (${ending(update.id)})`}`;
}

function ending(id: string): string {
  return id.slice(-3);
}
