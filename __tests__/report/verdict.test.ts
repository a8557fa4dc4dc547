import { describe, expect, it } from 'vitest';
import { type Outcome, outcomes } from '../../src/cancellation/outcome.ts';
import type { FailureKind } from '../../src/cancellation/proton.ts';
import type { ServiceResult } from '../../src/cancellation/result.ts';
import { logMedium } from '../../src/report/escape.ts';
import { verdictLine, verdictOf } from '../../src/report/verdict.ts';
import { denied, facts, lastSuccessId, resultOf, servicesOf } from './sample.ts';

function lineOf(results: readonly ServiceResult[], parts = {}): string {
  return verdictLine(verdictOf(results, { ...facts, ...parts }, logMedium));
}

const success = `(last success: deployment ${lastSuccessId} of 2026-09-29 14:02:11 UTC)`;

describe('the verdict on one service', () => {
  const verdicts: Readonly<Record<Outcome, string>> = {
    cancelled: `Stopped: the pipeline deployment of checkout was cancelled after 42 s. Deployed now: what was deployed before it ${success}.`,
    succeeded: `Not stopped: the pipeline deployment of checkout finished first, and cancelling it had no effect. Deployed now: the new version ${success}. What to do: If the new version must not stay, take the earlier template version or spec and deploy it again with UpdateServicePipeline.`,
    failed: `Not cancelled: the pipeline deployment of checkout ended as FAILED. User initiated cancellation. Deployed now: not certain, parts of the failed deployment may remain ${success}. What to do: Read the status message, look at what the deployment left behind (CloudFormation stacks named AWSProton-…, the CodeBuild run, or the Terraform pull request), mend it, and deploy it again with UpdateServicePipeline.`,
    'nothing-to-cancel': `Nothing to stop at checkout. A reason for nothing-to-cancel. Deployed now: unchanged by this step ${success}.`,
    deleted: `Nothing left to stop at checkout. A reason for deleted. Deployed now: nothing, once the deletion is done.`,
    'not-found':
      'Not stopped: Proton knows no service checkout in eu-west-1. Deployed now: nothing that Proton knows of. What to do: Check the service name, the region, and that the role belongs to the account that has the service.',
    superseded: `Not known whether the deployment of checkout was stopped. A reason for superseded. Deployed now: whatever the other deployment brings ${success}. What to do: Find out who started the other deployment. If that one must stop as well, run this step again for it.`,
    'timed-out': `Not stopped yet: the pipeline deployment of checkout was still CANCELLING when the wait of 30 min was over. AWS carries on. Deployed now: not settled before the cancellation ends ${success}. What to do: Run this step again: it joins a cancellation that still goes on. A longer wait-for-minutes gives it more time.`,
    requested: `Being stopped: Proton has accepted the cancellation for checkout. How it ends was not waited for. Deployed now: not settled before the cancellation ends ${success}. What to do: To see how it ends, run this step with wait-for-minutes above 0.`,
    'would-cancel': `Dry run: the pipeline deployment in progress at checkout would be cancelled. Nothing was changed. Deployed now: unchanged by this step ${success}. What to do: To cancel it, run this step without dry-run.`,
    interrupted: `Being stopped: the workflow run was cancelled, but checkout was CANCELLING, and AWS carries on. Deployed now: not settled before the cancellation ends ${success}. What to do: Run this step again to learn how it ended: it joins a cancellation that still goes on.`,
    error: `Not stopped: the cancellation for checkout was not accepted. CancelServicePipelineDeployment met AccessDeniedException: User is not authorized. Request id: ${String(denied.requestId)}. Deployed now: unchanged by this step. What to do: Allow the role proton:CancelServicePipelineDeployment.`,
  };

  it.each(outcomes)('says in plain words what happened, what is deployed and what to do: %s', (outcome) => {
    expect(lineOf([resultOf(outcome)])).toBe(verdicts[outcome]);
  });

  it('names no last success where Proton named none', () => {
    expect(lineOf([resultOf('cancelled', { pipeline: undefined })])).toContain('what was deployed before it.');
  });

  it('does not say that a failed deletion has removed everything', () => {
    const timeline = [{ state: 'DELETE_FAILED', atMilliseconds: 5 }];
    const line = lineOf([resultOf('deleted', { timeline })]);
    expect(line).toContain('Deployed now: parts of the pipeline, whose deletion failed');
    expect(line).toContain('What to do: The deletion itself failed');
  });
});

describe('a cancellation that did not come to its end', () => {
  const requested = [{ state: 'REQUESTED', atMilliseconds: 100 }];

  it('says that nothing was stopped where no request was sent', () => {
    const parts = { timeline: [], waitedMilliseconds: 0, pipeline: undefined };
    expect(lineOf([resultOf('interrupted', parts)])).toMatch(/^Not stopped: .* before a request for checkout was sent/);
    expect(lineOf([resultOf('error', parts)])).toMatch(/^Not stopped: no cancellation was sent for checkout\./);
  });

  it('says that nobody knows where the request went out and no usable answer came', () => {
    for (const kind of ['connection-lost', 'unreadable', 'server-fault', 'unexpected'] satisfies FailureKind[]) {
      const line = lineOf([resultOf('error', { failure: { ...denied, kind } })]);
      expect(line).toMatch(/^Not known whether the deployment of checkout was stopped\./);
      expect(line).toContain('Deployed now: not known');
    }
    const interrupted = lineOf([resultOf('interrupted', { timeline: requested, pipeline: undefined })]);
    expect(interrupted).toMatch(/^Not known whether checkout is being stopped/);
  });

  it('says that nobody knows where the request was refused, and then the state could not be read', () => {
    const failure = { ...denied, operation: 'GetService' } as const;
    expect(lineOf([resultOf('error', { failure })])).toMatch(/^Not known whether/);
  });

  it('says that AWS carries on where Proton was seen cancelling, whatever failed then', () => {
    const timeline = [...requested, { state: 'CANCELLING', atMilliseconds: 300 }];
    expect(lineOf([resultOf('error', { timeline })])).toMatch(
      /^Being stopped: checkout was CANCELLING, and AWS carries on/,
    );
  });
});

describe('the verdict on several services', () => {
  it.each([
    [['cancelled'], 'All stopped. 6 services: 6 cancelled.'],
    [
      ['cancelled', 'failed', 'timed-out'],
      'Not all are known to be stopped. 6 services: 2 failed, 2 timed out, 2 cancelled.',
    ],
    [['error', 'not-found'], 'None is known to be stopped. 6 services: 3 errors, 3 not found.'],
    [['nothing-to-cancel', 'cancelled'], 'Nothing is left to stop. 6 services: 3 with nothing to cancel, 3 cancelled.'],
    [['requested'], 'Being stopped. 6 services: 6 requested.'],
    [['succeeded', 'cancelled'], 'Not all are known to be stopped. 6 services: 3 succeeded, 3 cancelled.'],
  ] satisfies [[Outcome, ...Outcome[]], string][])('counts %j, worst first', (several, expected) => {
    expect(verdictOf(servicesOf(6, several), facts, logMedium).stopped).toBe(expected);
  });

  it('says of a dry run that nothing was changed, whatever else happened', () => {
    const results = servicesOf(4, ['would-cancel', 'error']);
    expect(lineOf(results, { dryRun: true })).toMatch(/^Dry run, nothing was changed\. 4 services: 2 errors, 2 would/);
  });

  it("gives the worst outcome's next step, and says whom it is about", () => {
    expect(lineOf(servicesOf(10, ['error', 'timed-out']))).toMatch(
      /What to do: Allow the role .* This is about service-0, service-2, service-4 and 2 more\.$/,
    );
  });

  it('says so where there was no service at all', () => {
    expect(lineOf([])).toBe('No service was worked on.');
  });
});
