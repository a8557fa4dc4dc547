import { describe, expect, it } from 'vitest';
import { type Outcome, outcomes } from '../../../src/cancellation/model/outcome.ts';
import type { ServiceResult } from '../../../src/cancellation/model/result.ts';
import type { FailureKind } from '../../../src/cancellation/ports.ts';
import { logMedium } from '../../../src/report/text/escape.ts';
import { verdictOf } from '../../../src/report/words/verdict.ts';
import { verdictLine } from '../../../src/report/words/verdict-parts.ts';
import { denied, deploymentId, facts, lastSuccessId, pipeline, resultOf, servicesOf } from '../sample.ts';

function lineOf(results: readonly ServiceResult[], parts = {}): string {
  return verdictLine(verdictOf(results, { ...facts, ...parts }, logMedium));
}

const success = '(last success: 2026-09-29 14:02:11 UTC)';
const version = 'fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC';

describe('the verdict on one service', () => {
  const verdicts: Readonly<Record<Outcome, string>> = {
    cancelled: `Stopped: the pipeline deployment of checkout was cancelled after 42 s. Deployed now: ${version}, as before the cancelled deployment.`,
    succeeded: `Not stopped: the pipeline deployment of checkout finished first, and cancelling it had no effect. Deployed now: the new version, ${version}. What to do: If the new version must not stay, take the earlier template version or spec and deploy it again with UpdateServicePipeline.`,
    failed: `Not cancelled: the pipeline deployment of checkout ended as FAILED. User initiated cancellation. Deployed now: not certain, parts of the failed deployment may remain ${success}. What to do: Read the status message, look at what the deployment left behind (CloudFormation stacks named AWSProton-…, the CodeBuild run, or the Terraform pull request), mend it, and deploy it again with UpdateServicePipeline.`,
    'nothing-to-cancel': `Nothing to stop at checkout. A reason for nothing-to-cancel. Deployed now: ${version}; unchanged by this step.`,
    deleted: `Nothing left to stop at checkout. A reason for deleted. Deployed now: nothing, once the deletion is done.`,
    'not-found':
      'Not stopped: Proton knows no service checkout in eu-west-1. Deployed now: not known, since Proton does not know the service. What to do: Check the service name, the region, and that the role belongs to the account that has the service.',
    superseded: `Not known whether it is stopped: another deployment has come in between at checkout. A reason for superseded. Deployed now: whatever the other deployment brings ${success}. What to do: Find out who started the other deployment. If that one must stop as well, run this step again for it.`,
    'timed-out': `Not stopped yet: the pipeline deployment of checkout was CANCELLING when last seen, and the wait of 30 min is over. AWS carries on. Deployed now: not settled until AWS has ended the cancellation ${success}. What to do: Run this step again: it joins a cancellation that still goes on. A longer wait-for-minutes gives it more time.`,
    requested: `Being stopped: Proton has accepted the cancellation for checkout. How it ends was not waited for. Deployed now: not settled until AWS has ended the cancellation ${success}. What to do: To see how it ends, run this step with wait-for-minutes above 0.`,
    'would-cancel': `Dry run: the pipeline deployment in progress at checkout would be cancelled. Nothing was changed. Deployed now: unchanged by this step ${success}. What to do: To cancel it, run this step without dry-run.`,
    interrupted: `Being stopped: the workflow run was cancelled while checkout was CANCELLING. AWS carries on. Deployed now: not settled until AWS has ended the cancellation ${success}. What to do: Run this step again to learn how it ended: it joins a cancellation that still goes on.`,
    error: `Not stopped: the cancellation for checkout was not accepted. CancelServicePipelineDeployment failed with AccessDeniedException: User is not authorized. Request id: ${String(denied.requestId)}. Deployed now: unchanged by this step. What to do: Allow the role proton:CancelServicePipelineDeployment.`,
  };

  it.each(outcomes)('says in plain words what happened, what is deployed and what to do: %s', (outcome) => {
    expect(lineOf([resultOf(outcome)])).toBe(verdicts[outcome]);
  });

  it('names no last success where Proton named none', () => {
    expect(lineOf([resultOf('cancelled', { pipeline: undefined })])).toContain(
      'Deployed now: what was deployed before.',
    );
  });

  it('makes nobody decode the id of a deployment to learn what is deployed', () => {
    for (const outcome of outcomes) expect(lineOf([resultOf(outcome)])).not.toContain(lastSuccessId);
  });

  it('names no version where the API does not say which one it is', () => {
    for (const outcome of ['failed', 'timed-out', 'would-cancel', 'interrupted', 'superseded'] as const) {
      expect(lineOf([resultOf(outcome)])).not.toContain('fargate-service');
    }
  });

  it('names the template without a version, and the version without a time, where that is all Proton said', () => {
    const bare = { deploymentStatus: 'CANCELLED', templateName: 'fargate-service' };
    expect(lineOf([resultOf('cancelled', { pipeline: bare })])).toContain(
      'Deployed now: fargate-service, as before the cancelled deployment.',
    );
  });

  it.each([
    ['cancelled', 'what was deployed before'],
    ['succeeded', 'its version'],
  ] as const)('tells where another deployment may have changed since what is deployed: %s', (outcome, deployed) => {
    const reason = `Deployment ${deploymentId} ended. Deployment b has taken its place since.`;
    const line = lineOf([resultOf(outcome, { reason })]);
    expect(line).toContain(reason);
    expect(line).toContain(`Deployed now: ${deployed}, unless another deployment has changed it since`);
  });

  it('does not claim to know a deployment that could not be read at the end of the wait', () => {
    const line = lineOf([
      resultOf('timed-out', { failure: { ...denied, operation: 'GetService', name: 'ThrottlingException' } }),
    ]);
    expect(line).toMatch(/^Not known whether it is stopped: .* was CANCELLING when last seen/);
    expect(line).toContain('It could not be read at the end. GetService failed with ThrottlingException');
  });

  it('tells why a service was not found that Proton shows nevertheless', () => {
    const reason = 'Proton answered with ResourceNotFoundException, although it still shows the service.';
    expect(lineOf([resultOf('not-found', { reason, pipeline })])).toContain(reason);
  });

  it('says in short was it stopped, and at which service', () => {
    const inShort = (outcome: Outcome): string => verdictOf([resultOf(outcome)], facts, logMedium).inShort;
    expect(inShort('error')).toBe('Not stopped: checkout (error).');
    expect(inShort('timed-out')).toBe('Not stopped yet: checkout (timed-out).');
    expect(inShort('interrupted')).toBe('Being stopped: checkout (interrupted).');
    expect(inShort('superseded')).toBe('Not known whether it is stopped: checkout (superseded).');
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
      expect(line).toMatch(/^Not known whether it is stopped: the cancellation for checkout was sent/);
      expect(line).toContain('Deployed now: not known');
    }
    const interrupted = lineOf([resultOf('interrupted', { timeline: requested, pipeline: undefined })]);
    expect(interrupted).toMatch(/^Not known whether it is stopped: .* the request for checkout was on its way/);
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
    [['cancelled'], 'All 6 services stopped.'],
    [['cancelled', 'failed', 'timed-out'], '2 of 6 services stopped. The others: 2 failed, 2 timed out.'],
    [['error', 'not-found'], 'None of 6 services was stopped: 3 errors, 3 not found.'],
    [['failed', 'timed-out'], 'None of 6 services is known to be stopped: 3 failed, 3 timed out.'],
    [['failed', 'interrupted'], 'None of 6 services is known to be stopped: 3 failed, 3 interrupted.'],
    [['nothing-to-cancel', 'cancelled'], 'Nothing is left to stop. 3 of 6 services stopped, 3 with nothing to cancel.'],
    [['nothing-to-cancel', 'deleted'], 'Nothing to stop at 6 services: 3 deleted, 3 with nothing to cancel.'],
    [['requested'], 'Being stopped: all 6 services.'],
    [['succeeded', 'cancelled'], '3 of 6 services stopped. The others: 3 finished first.'],
  ] satisfies [[Outcome, ...Outcome[]], string][])(
    'says how many of %j are stopped, and how the others ended, worst first',
    (several, expected) => {
      expect(verdictOf(servicesOf(6, several), facts, logMedium).stopped).toBe(expected);
    },
  );

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
