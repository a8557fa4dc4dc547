import { describe, expect, test } from 'vitest';
import { outcomes } from '../../src/cancellation/model/outcome.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { everythingHostile } from './hostile.ts';
import {
  denied,
  deploymentId,
  facts,
  failureOf,
  otherId,
  requestId,
  resultOf,
  seen,
  stackFacts,
  targetNamed,
  targetsOf,
} from './sample.ts';

describe('the annotations', () => {
  test('are errors where fail-on says that the outcome fails the step', () => {
    const failOn = new Set(['cancelled'] as const);
    expect(annotationsOf([resultOf('cancelled'), resultOf('failed')], { ...facts, failOn })).toMatchObject([
      { severity: 'warning' },
      { severity: 'error', title: 'AWS Proton: pipeline deployment cancelled' },
    ]);
  });

  test('are at most one for each kind of outcome, worst first, with a title', () => {
    const annotations = annotationsOf(targetsOf(1_000, [...outcomes, 'error']), facts);
    expect(annotations).toHaveLength(10);
    expect(new Set(annotations.map(({ title }) => title)).size).toBe(10);
    expect(annotations[0]?.title).toBe('AWS Proton: pipeline deployment not cancelled');
  });

  test('are as loud as the loudest of their kind', () => {
    const reason = { kind: 'another-deployment', wanted: deploymentId, current: otherId, isInProgress: true } as const;
    const [annotation, another] = annotationsOf(
      [resultOf('nothing-to-cancel'), resultOf('nothing-to-cancel', { ...targetNamed('pay'), reason })],
      facts,
    );
    expect(another).toBeUndefined();
    expect(annotation?.severity).toBe('warning');
    expect(annotation?.title).toBe('AWS Proton: another pipeline deployment is in progress');
  });

  test('call deleted what is gone only where all of them are', () => {
    const stack = (status: string): TargetResult => resultOf('deleted', { lastSeen: seen('deleted', status) }, 'stack');
    const [gone, going, failed] = [stack('DELETE_COMPLETE'), stack('DELETE_IN_PROGRESS'), stack('DELETE_FAILED')];
    const titleOf = (...results: readonly TargetResult[]): string | undefined =>
      annotationsOf(results, stackFacts)[0]?.title;
    expect(titleOf(gone, gone)).toBe('CloudFormation: stack deleted');
    expect(titleOf(gone, going)).toBe('CloudFormation: stack being deleted');
    expect(titleOf(gone, going, failed)).toBe('CloudFormation: stack could not be deleted');
  });

  test('warn of resources that were left behind, also where the deployment was cancelled', () => {
    const leftBehind = resultOf('cancelled', { ...targetNamed('queue'), hasLeftovers: true }, 'stack');
    const results = [resultOf('cancelled', {}, 'stack'), leftBehind];
    expect(annotationsOf(results.slice(0, 1), stackFacts)).toEqual([]);
    expect(annotationsOf(results.slice(1), stackFacts)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('AWS left resources behind that it could not delete') },
    ]);
    expect(annotationsOf(results, stackFacts)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('that it could not delete: queue.') },
    ]);
  });

  test('tell of one target all but what is deployed now, which the log says right under it', () => {
    const [annotation] = annotationsOf([resultOf('error')], facts);
    expect(annotation?.message).not.toContain('Deployed now');
    expect(annotation?.message).toContain('checkout');
    expect(annotation?.message).toContain('User is not authorized.');
    expect(annotation?.message).toContain(requestId);
    expect(annotation?.message).toContain('What to do: Allow the role');
  });

  test('name the targets and what to do', () => {
    const [annotation] = annotationsOf(targetsOf(3, ['not-found']), facts);
    expect(annotation?.message).toMatchInlineSnapshot(`
      "3 services: service-0, service-1 and service-2.
      What to do: Check \`service-name\`, \`aws-region\` and which account the credentials belong to.
      The job summary has a row for each."
    `);
  });

  test('do not refer to a job summary that is not written', () => {
    const results = [
      ...targetsOf(3, ['not-found']),
      ...Array.from({ length: 6 }, (_, index) => resultOf('error', { failure: { ...denied, name: `Error${index}` } })),
    ];
    const messages = annotationsOf(results, { ...facts, hasSummary: false }).map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages.join('\n')).not.toContain('summary');
    expect(messages[0]).toContain('The log has the other errors.');
  });

  test('keep what has to be done apart where it differs', () => {
    const stuck = { reason: { kind: 'stuck', status: 'UPDATE_FAILED' } } as const;
    const results = [
      ...targetsOf(2, ['nothing-to-cancel'], {}, 'stack'),
      resultOf('nothing-to-cancel', { ...targetNamed('queue'), ...stuck }, 'stack'),
    ];
    const lines = annotationsOf(results, stackFacts)[0]?.message.split('\n') ?? [];
    const steps = lines.filter((line) => line.startsWith('What to do'));
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatch(/rollback-stack --stack-name queue .* This applies to queue\.$/);
  });

  test('keep different failures apart, each with its remedy and request id', () => {
    const throttled = failureOf('throttled', { name: 'ThrottlingException', requestId: undefined });
    const results = [
      ...targetsOf(2, ['error']),
      resultOf('error', { ...targetNamed('late'), failure: throttled }),
      resultOf('error', { ...targetNamed('odd'), failure: undefined, requestState: 'in-doubt' }),
    ];
    const [annotation] = annotationsOf(results, facts);
    expect(annotation?.message.split('\n')).toMatchInlineSnapshot(`
      [
        "service-0 and service-1: CancelServicePipelineDeployment failed with AccessDeniedException: User is not authorized. Request id: aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee. What to do: Allow the role proton:CancelServicePipelineDeployment on arn:aws:proton:eu-west-1:123456789012:service/checkout, in its policy and any permissions boundary, session policy or SCP.",
        "late: CancelServicePipelineDeployment failed with ThrottlingException: Something is wrong. What to do: AWS Proton is throttling this account. Re-run this job (unless it also deploys) with fewer targets or fewer jobs at a time.",
        "odd: A cancel request was sent for odd, but its effect could not be determined. What to do: See the log of this step.",
      ]
    `);
  });

  test('tell the same AccessDenied for 12 services once', () => {
    const results = targetsOf(12, ['error']).map((result) => ({
      ...result,
      failure: { ...denied, deniedResource: undefined, message: `No access to ${result.target.name}.` },
    }));
    const message = annotationsOf(results, facts)[0]?.message ?? '';
    expect(message.match(/Allow the role/g)).toHaveLength(1);
    expect(message).toContain('service-0, service-1, service-2, service-3, service-4 and 7 more: ');
  });

  test('begin with the end of Proton where that is what happened, to one service or to several', () => {
    const failure = failureOf('unreachable', { name: 'ENOTFOUND', isEndOfService: true });
    for (const count of [1, 3]) {
      const [annotation] = annotationsOf(targetsOf(count, ['error'], { failure, requestState: 'nothing-sent' }), facts);
      expect(annotation?.message).toMatch(/^AWS Proton ended on 2026-10-07/);
      expect(annotation?.message).toContain('service-0');
      expect(annotation?.message).toContain('`stack-name`');
    }
  });

  test("stay within GitHub's 4,096 characters and can't act, whatever the texts", () => {
    const results = targetsOf(1_000, ['error', 'failed', 'not-found'], targetNamed(everythingHostile)).map(
      (result, index) => ({
        ...result,
        failure: { ...denied, name: `${index}${everythingHostile}`, message: everythingHostile.repeat(9) },
      }),
    );
    for (const { title, message } of [...annotationsOf(results, facts), ...annotationsOf(results.slice(0, 1), facts)]) {
      expect(title.length + message.length).toBeLessThanOrEqual(4_096);
      for (const line of message.split('\n')) expect(line).not.toMatch(/##\[|^\s*::|\r|\p{Cf}/u);
    }
  });
});
