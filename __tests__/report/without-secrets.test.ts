import { describe, expect, test } from 'vitest';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import { withoutSecrets } from '../../src/report/without-secrets.ts';
import { cases } from './cases.ts';
import { failedResources, failureOf, resultOf, rootId } from './sample.ts';

/** The fields that hold words of this action's own, or input. */
const ours = /^(target|targetName|outcome|kind|stage|call|requestState|why|what|by|type|next|wanted|input)$/;

/** Every text of a value but those of the fields that are ours. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => (ours.test(field) ? [] : textsIn(inner)));
}

const redact = (text: string): string => `<${text}>`;

function expectAllRedacted(value: unknown, clean: unknown): void {
  expect(textsIn(clean)).toEqual(textsIn(value).map(redact));
}

describe('before anything is cut or escaped', () => {
  test.each(cases)('each outside text of a result has been looked at: $title', ({ result }) => {
    const full: TargetResult = {
      ...result,
      failure: failureOf('access-denied', { deniedResource: 'arn' }),
      lastSeen: { stage: 'unknown', status: 'S', message: 'M', atMilliseconds: 0 },
    };
    expectAllRedacted(full, withoutSecrets(full, redact));
    expectAllRedacted(result, withoutSecrets(result, redact));
  });

  const at = { atMilliseconds: 0, targetName: 'web' };
  const results = [resultOf('cancelled'), resultOf('error')];
  const events: readonly CancellationEvent[] = [
    { ...at, type: 'call', call: 'cancel' },
    { ...at, type: 'sent', call: 'cancel' },
    { ...at, type: 'answer', call: 'cancel', requestId: 'id' },
    { ...at, type: 'failure', failure: failureOf('throttled'), next: 'retry', delayMilliseconds: 1 },
    { ...at, type: 'pause', delayMilliseconds: 1 },
    { ...at, type: 'state', stage: 'failed', status: 'S', deploymentId: 'id', sinceRequestMilliseconds: 1 },
    { atMilliseconds: 0, type: 'first-accepted', results },
    { atMilliseconds: 0, type: 'requests-answered', results },
    {
      atMilliseconds: 0,
      type: 'heartbeat',
      waiting: [{ targetName: 'web', status: 'S' }],
      ended: 0,
      remainingMilliseconds: 1,
    },
    { atMilliseconds: 0, type: 'verdict', result: resultOf('failed', { failedResources, nestedIn: rootId }), results },
    { atMilliseconds: 0, type: 'end', result: resultOf('failed') },
  ];

  test.each(events)('each outside text of an event has been looked at: $type', (event) => {
    expectAllRedacted(event, withoutSecrets(event, redact));
  });

  test('so has what is said of a bad input', () => {
    const problem = { input: 'stack-name', value: 'v', rule: 'must be w', hint: 'Write x' } as const;
    expect(withoutSecrets(problem, redact)).toEqual({
      input: 'stack-name',
      value: '<v>',
      rule: '<must be w>',
      hint: '<Write x>',
    });
  });
});
