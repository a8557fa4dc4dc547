import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../src/cancellation/model/outcome.ts';
import { annotationsOf } from '../../../src/report/channels/annotations.ts';
import { everythingHostile } from '../hostile.ts';
import { denied, facts, requestId, resultOf, servicesOf } from '../sample.ts';

describe('the annotations', () => {
  it.each([
    ['cancelled', undefined],
    ['requested', undefined],
    ['would-cancel', undefined],
    ['succeeded', 'warning'],
    ['nothing-to-cancel', 'notice'],
    ['deleted', 'notice'],
    ['failed', 'error'],
    ['not-found', 'error'],
    ['superseded', 'error'],
    ['timed-out', 'error'],
    ['interrupted', 'error'],
    ['error', 'error'],
  ] as const)('are as loud as the outcome asks for: %s', (outcome, severity) => {
    expect(annotationsOf([resultOf(outcome)], facts)[0]?.severity).toBe(severity);
  });

  it('are errors where fail-on says that the outcome fails the step', () => {
    const failOn = new Set(['cancelled'] as const);
    expect(annotationsOf([resultOf('cancelled'), resultOf('failed')], { ...facts, failOn })).toMatchObject([
      { severity: 'warning' },
      { severity: 'error', title: 'Proton deployment cancelled' },
    ]);
  });

  it('are at most one for each kind of outcome, worst first, with a title', () => {
    const annotations = annotationsOf(servicesOf(1_000, [...outcomes, 'error']), facts);
    expect(annotations).toHaveLength(9);
    expect(new Set(annotations.map(({ title }) => title)).size).toBe(9);
    expect(annotations[0]?.title).toBe('Proton deployment could not be cancelled');
  });

  it('tell of one service all but what is deployed now, which the log says right under it', () => {
    const [annotation] = annotationsOf([resultOf('error')], facts);
    expect(annotation?.message).not.toContain('Deployed now');
    expect(annotation?.message).toContain('checkout');
    expect(annotation?.message).toContain('User is not authorized.');
    expect(annotation?.message).toContain(requestId);
    expect(annotation?.message).toContain('What to do: Allow the role');
  });

  it('name the services and what to do', () => {
    const [annotation] = annotationsOf(servicesOf(3, ['timed-out']), facts);
    expect(annotation?.message).toBe(
      '3 services: service-0, service-1 and service-2.\nA reason for timed-out.\nWhat to do: Run this step again: it joins a cancellation that still goes on. A longer wait-for-minutes gives it more time.\nThe job summary has a row for each.',
    );
  });

  it('keep different failures apart, each with its remedy and request id', () => {
    const throttled = { ...denied, name: 'ThrottlingException', remedy: 'Run the step again.', requestId: undefined };
    const results = [
      ...servicesOf(2, ['error']),
      resultOf('error', { serviceName: 'late', failure: throttled }),
      resultOf('error', { serviceName: 'odd', failure: undefined, reason: 'Out of luck.' }),
    ];
    const [annotation] = annotationsOf(results, facts);
    expect(annotation?.message.split('\n')).toEqual([
      `service-0 and service-1: AccessDeniedException: User is not authorized. Request id: ${requestId}. What to do: Allow the role proton:CancelServicePipelineDeployment.`,
      'late: ThrottlingException: User is not authorized. What to do: Run the step again.',
      'odd: Out of luck.',
    ]);
  });

  it("stay within GitHub's 4,096 characters and can't act, whatever the texts", () => {
    const results = servicesOf(1_000, ['error', 'failed', 'not-found'], {
      serviceName: everythingHostile,
      reason: everythingHostile,
    }).map((result, index) => ({
      ...result,
      failure: {
        ...denied,
        name: `${index}${everythingHostile}`,
        message: everythingHostile.repeat(9),
        remedy: everythingHostile.repeat(9),
      },
    }));
    for (const { title, message } of [...annotationsOf(results, facts), ...annotationsOf(results.slice(0, 1), facts)]) {
      expect(title.length + message.length).toBeLessThanOrEqual(4_096);
      for (const line of message.split('\n')) expect(line).not.toMatch(/##\[|^\s*::|\r|\p{Cf}/u);
    }
  });
});
