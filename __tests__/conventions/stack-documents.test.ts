import { describe, expect, test } from 'vitest';
import { severityOf } from '../../src/report/outcomes/outcomes.ts';
import { vocabulary } from '../../src/report/sentences/vocabulary.ts';
import { type StackStatus, stack, stackStages } from '../cancellation/outcomes/stack-readings.ts';
import { type Played, play } from '../cancellation/play.ts';
import { acceptedSilently, failing } from '../cancellation/scripted-service.ts';
import { actionsIn, blocksIn, namesIn, tableUnder } from './markdown.ts';
import { read } from './repository.ts';

const stacks = read('docs/stacks.md');
const statuses = Object.keys(stackStages) as readonly StackStatus[];
const rows = new Map(
  tableUnder(stacks, 'Each status and its outcome').map(([status = '', refused = '', accepted = '']) => [
    namesIn(status)[0] ?? status,
    { refused, accepted },
  ]),
);

/** What the table on stacks says of a play. A wait has an end only because the play's time is up. */
function cellFor({ result, operations }: Played, waiting: string): string {
  if (result.outcome === 'timed-out') return waiting;
  if (operations.includes('read-end')) return `what the stack's events say, else \`${result.outcome}\``;
  const needsSomebody = severityOf(result, new Set()) === 'warning' && result.outcome === 'nothing-to-cancel';
  return `\`${result.outcome}\`${needsSomebody ? ', with a warning' : ''}`;
}

describe('the page on stacks', () => {
  test('has a row for each status that is not simply at rest', () => {
    const named = statuses.filter((status) => stackStages[status] !== 'at-rest');
    expect([...rows.keys()].toSorted()).toEqual([...named, 'any other'].toSorted());
  });

  test.each(statuses)('says what %s means', async (status) => {
    const plan = { waitMilliseconds: 60_000 };
    const row = rows.get(status) ?? rows.get('any other');
    const refused = await play({ cancel: [failing('validation', 'cancel')], service: [stack(status)] }, { plan });
    const endless = {
      service: [stack(status)],
      deployment: [failing('access-denied', 'read-end')],
      findsEndByToken: true,
    };
    const accepted = await play({ cancel: [acceptedSilently], ...endless }, { plan });
    expect(row).toEqual({
      refused: cellFor(refused, 'waits for the rollback'),
      accepted: cellFor(accepted, 'waits'),
    });
  });
});

describe('the page on Proton', () => {
  test('allows the role what the action calls at Proton, and nothing else', () => {
    const policy = blocksIn(read('docs/proton.md'), 'json').map((block): unknown => JSON.parse(block))[0];
    expect(actionsIn(policy)).toEqual(
      Object.values(vocabulary.service.operations).map((operation) => `proton:${operation}`),
    );
  });
});
