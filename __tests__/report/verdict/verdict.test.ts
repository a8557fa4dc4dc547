import { describe, expect, test } from 'vitest';
import { type Outcome, outcomes } from '../../../src/cancellation/model/outcome.ts';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { annotationsOf } from '../../../src/report/annotations.ts';
import { reasonText } from '../../../src/report/verdict/reasons.ts';
import { verdictLine, verdictOf } from '../../../src/report/verdict/verdict.ts';
import { logMedium, markdownMedium } from '../../../src/text/escape.ts';
import { cases } from '../cases.ts';
import {
  denied,
  facts,
  failureOf,
  firstPipeline,
  lastSuccessId,
  pipeline,
  resultOf,
  seen,
  stackFacts,
  targetNamed,
  targetsOf,
} from '../sample.ts';

function lineOf(results: readonly TargetResult[], parts = {}): string {
  return verdictLine(verdictOf(results, { ...facts, ...parts }, logMedium));
}

const success = '(last success: 2026-09-29 14:02:11 UTC)';
const unseen = { lastSeen: undefined, detail: undefined, deploymentId: undefined };

describe('the verdict on one target', () => {
  test('of every kind reads as in verdicts.txt', async () => {
    const texts = cases.map(({ title, result, facts: caseFacts }) => {
      const { headline, cause, deployed, nextStep, note } = verdictOf([result], caseFacts, logMedium);
      const parts = { Why: cause, 'Deployed now': deployed, 'What to do': nextStep, Note: note };
      const reason = reasonText(result, caseFacts, logMedium);
      const [annotation] = annotationsOf([result], caseFacts);
      const Annotation = annotation && `${annotation.severity}, ${annotation.title}`;
      const lines = Object.entries({ ...parts, Reason: reason, Annotation }).filter(([, text]) => text !== undefined);
      return [`# ${title}`, headline, ...lines.map(([name, text]) => `${name}: ${text}`), ''].join('\n');
    });
    await expect(texts.join('\n')).toMatchFileSnapshot('verdicts.txt');
  });

  test('names no last success where Proton named none', () => {
    expect(lineOf([resultOf('cancelled', { detail: undefined })])).toContain('Deployed now: what was deployed before.');
  });

  test('does not name what is deployed by the id of a deployment', () => {
    for (const outcome of outcomes) expect(lineOf([resultOf(outcome)])).not.toContain(lastSuccessId);
  });

  test('names no version where the API does not say which one it is', () => {
    for (const outcome of ['failed', 'timed-out', 'would-cancel', 'interrupted', 'superseded'] as const) {
      expect(lineOf([resultOf(outcome)])).not.toContain('fargate-service');
    }
  });

  test('names the template without a version, and the version without a time, where that is all Proton said', () => {
    const detail = {
      kind: 'pipeline',
      pipeline: { templateName: 'fargate-service', lastSucceededDeploymentId: lastSuccessId },
    } as const;
    expect(lineOf([resultOf('cancelled', { detail })])).toContain(
      'Deployed now: fargate-service, as before the cancelled deployment.',
    );
  });

  test.each(outcomes)(
    'names neither a success nor a template where no deployment has ever succeeded: %s',
    (outcome) => {
      const detail = { kind: 'pipeline', pipeline: firstPipeline } as const;
      expect(lineOf([resultOf(outcome, { detail })])).not.toMatch(/last success|fargate-service|2026-01-02/);
    },
  );

  test('shows the end of Proton first of all, and the way on', () => {
    const failure = failureOf('unreachable', { name: 'ENOTFOUND', isEndOfService: true });
    const result = resultOf('error', { requestState: 'nothing-sent', failure });
    const line = lineOf([result]);
    expect(reasonText(result, facts, logMedium)).toMatch(/^AWS Proton ended on 2026-10-07\. This step sent no/);
    expect(line).toMatch(
      /^AWS Proton ended on 2026-10-07\. Not cancelled: this step sent no cancel request for checkout\./,
    );
    expect(line).toMatch(/What to do: What Proton deployed is still there .*`stack-name`/);
    expect(line.match(/2026-10-07/g)).toHaveLength(1);
  });
});

describe('a text that is true', () => {
  test('says the same of an unknown error in the verdict and in the reason, whatever became of the request', () => {
    const failure = failureOf('unexpected', { name: 'TeapotException' });
    for (const requestState of ['refused', 'in-doubt'] as const) {
      const result = resultOf('error', { requestState, failure });
      const { headline, cause } = verdictOf([result], facts, logMedium);
      const [, detail = ''] = headline.split(': ');
      const reason = reasonText(result, facts, logMedium);
      expect(reason.toLowerCase()).toBe(`${detail} ${cause}`.toLowerCase());
    }
  });

  test('never says of a deployment that has ended that AWS carries on', () => {
    for (const outcome of ['interrupted', 'error', 'timed-out'] as const) {
      for (const requestState of ['accepted', 'in-doubt', 'refused', 'nothing-sent'] as const) {
        const result = resultOf(outcome, { requestState, lastSeen: seen('cancelled', 'CANCELLED') });
        expect(lineOf([result])).not.toContain('carries on');
        expect(reasonText(result, facts, logMedium)).not.toContain('carries on');
      }
    }
  });

  test('says that the step was stopped, not why', () => {
    for (const requestState of ['nothing-sent', 'refused', 'accepted', 'in-doubt'] as const) {
      for (const parts of [unseen, {}]) {
        const line = lineOf([resultOf('interrupted', { ...parts, requestState })]);
        expect(line).toContain('the step was stopped');
        expect(line).not.toMatch(/run was cancelled|timeout|time limit/);
      }
    }
  });

  test('says of no request that it was sent, or on its way, when none was', () => {
    for (const outcome of ['interrupted', 'error'] as const) {
      for (const failure of [undefined, failureOf('unreachable'), failureOf('interrupted')]) {
        const result = resultOf(outcome, { ...unseen, requestState: 'nothing-sent', failure });
        for (const text of [lineOf([result]), reasonText(result, facts, logMedium)]) {
          expect(text).not.toMatch(/request was sent for|on its way|AWS refused|AWS accepted|received it/);
        }
      }
    }
  });

  test('says of no request that it was not sent, or refused, when it may have been carried out', () => {
    for (const outcome of ['interrupted', 'error'] as const) {
      const result = resultOf(outcome, { ...unseen, requestState: 'in-doubt' });
      expect(lineOf([result])).toMatch(/^Unknown whether it was cancelled: /);
      for (const text of [lineOf([result]), reasonText(result, facts, logMedium)]) {
        expect(text).not.toMatch(/no cancel request|before it sent|Nothing was|AWS refused|unchanged/);
      }
    }
  });

  test('says how old a state is that was not read again', () => {
    const old = { endedAtMilliseconds: 282_100, failure: failureOf('throttled', { call: 'read-state' }) };
    expect(lineOf([resultOf('timed-out', old)])).toContain(
      'was CANCELLING when last read, 4 min before the 30-minute wait ended.',
    );
    expect(lineOf([resultOf('timed-out')])).toContain('was CANCELLING when the 30-minute wait ended.');
  });

  test('has no text in a command that could end its code, and no id in place of a name', () => {
    for (const nestedIn of ['arn:aws:cloudformation:eu-west-1:1:stack/a`b/c', 'x:stack/shop/y', 'shop; rm -rf /']) {
      const lastSeen = seen('stuck', 'UPDATE_ROLLBACK_FAILED');
      const { nextStep } = verdictOf([resultOf('failed', { lastSeen, nestedIn }, 'stack')], stackFacts, markdownMedium);
      expect(nextStep).toMatch(/`aws cloudformation continue-update-rollback --stack-name web --region eu-west-1`\.$/);
    }
  });

  test('shows no error where the refusal was the reason to look', () => {
    expect(lineOf([resultOf('nothing-to-cancel', { failure: denied })])).not.toContain('AccessDenied');
  });
});

describe('the verdict on several targets', () => {
  const proton = 'AWS Proton: ';
  test.each([
    [['cancelled'], '6 of 6 pipeline deployments cancelled.'],
    [['cancelled', 'failed', 'timed-out'], '2 of 6 pipeline deployments cancelled; 2 failed, 2 timed out.'],
    [['error', 'not-found'], '0 of 6 pipeline deployments cancelled; 3 with an error, 3 not found.'],
    [['nothing-to-cancel', 'cancelled'], '3 of 6 pipeline deployments cancelled; 3 with nothing to cancel.'],
    [['requested'], '0 of 6 pipeline deployments cancelled; 6 being cancelled.'],
    [['succeeded', 'cancelled'], '3 of 6 pipeline deployments cancelled; 3 succeeded (finished first).'],
  ] satisfies [[Outcome, ...Outcome[]], string][])('counts %j, worst first', (several, expected) => {
    expect(verdictOf(targetsOf(6, several), facts, logMedium).headline).toBe(`${proton}${expected}`);
  });

  test('says of a dry run that nothing was changed, whatever else happened', () => {
    expect(lineOf(targetsOf(4, ['would-cancel', 'error']), { dryRun: true })).toMatch(
      /^AWS Proton: 0 of 4 pipeline deployments cancelled\. Dry run, nothing was changed: 2 with an error, 2 would be/,
    );
  });

  test("gives the worst outcome's next step, and says which targets it is about", () => {
    expect(lineOf(targetsOf(10, ['error', 'timed-out']))).toMatch(
      /What to do: Allow the role .* This applies to service-0, service-2, service-4 and 2 more\.$/,
    );
  });

  test('gives a command only for the targets that it names', () => {
    const reason = { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' } as const;
    const stuck = targetsOf(3, ['nothing-to-cancel'], { reason }, 'stack');
    expect(verdictLine(verdictOf(stuck, stackFacts, logMedium))).toMatch(
      /continue-update-rollback --stack-name stack-0 .* This applies to stack-0\.$/,
    );
  });

  test('says which stacks are not at rest yet, and where resources were left behind', () => {
    const results = [
      ...targetsOf(2, ['succeeded'], { isAtRest: false }, 'stack'),
      resultOf('cancelled', { isAtRest: true }, 'stack'),
      resultOf('cancelled', { ...targetNamed('queue'), hasLeftovers: true }, 'stack'),
    ];
    expect(verdictLine(verdictOf(results, stackFacts, logMedium))).toContain(
      'finished first). Not at rest yet: stack-0 and stack-1. AWS left resources behind that it could not delete: queue. What to do',
    );
  });

  test('says what is deployed where that is the same for all', () => {
    expect(lineOf(targetsOf(2, ['cancelled']))).toContain('Deployed now: what was deployed before, at each of them.');
  });
});

test('what is deployed may have changed since where another deployment has come', () => {
  const reason = { kind: 'ended', stage: 'succeeded', successor: 'b', isAfterRequest: true } as const;
  const detail = { kind: 'pipeline', pipeline } as const;
  expect(lineOf([resultOf('succeeded', { reason, detail })])).toContain(
    `Deployed now: the version it deployed, unless another deployment has changed it since ${success}`,
  );
});
