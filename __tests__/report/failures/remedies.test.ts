import { describe, expect, test } from 'vitest';
import type { Failure, FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { ReportFacts } from '../../../src/report/facts.ts';
import { endOfSupportPage } from '../../../src/report/failures/end-of-proton.ts';
import { byFailure, remedyOf } from '../../../src/report/failures/failure-groups.ts';
import { failureText } from '../../../src/report/failures/failure-text.ts';
import { remedies } from '../../../src/report/failures/remedies.ts';
import { logMedium } from '../../../src/text/escape.ts';
import { denied, facts, failureOf, guardAfter, resultOf, stackFacts, targetNamed, targetsOf } from '../sample.ts';

const kinds = Object.keys(remedies) as readonly FailureKind[];

function remedyFor(failure: Failure, given: ReportFacts, name = 'checkout-api'): string {
  return remedyOf([{ target: { name, reference: name }, reason: { kind: 'failed-call' }, failure }], given, logMedium);
}

function serviceRemedy(failure: Failure, parts = {}): string {
  return remedyFor(failure, { ...facts, ...parts });
}

describe('what to do about a failure', () => {
  test.each(kinds)('is whole sentences, for services and stacks alike: %s', (kind) => {
    for (const each of [facts, stackFacts]) {
      for (const call of ['cancel', 'read-state', 'read-end'] as const) {
        const failure = failureOf(kind, { call, region: undefined, host: undefined, isAwsEndpoint: undefined });
        expect(remedyFor(failure, { ...each, region: undefined })).toMatch(/^[A-Z].*[A-Za-z/)`][.?]$/s);
      }
    }
  });

  test('access denied names the action and the resource, as the error does or as IAM has it', () => {
    const resource = 'arn:aws:proton:eu-west-1:123456789012:service/checkout-api';
    const read = { call: 'read-state' } as const;
    expect(serviceRemedy({ ...denied, ...read, deniedResource: resource })).toContain(
      `Allow the role proton:GetService on ${resource},`,
    );
    expect(serviceRemedy({ ...denied, ...read, deniedResource: undefined })).toContain(
      'proton:GetService on arn:aws:proton:eu-west-1:ACCOUNT:service/checkout-api,',
    );
    const onStack = { ...denied, deniedResource: undefined };
    expect(remedyFor(onStack, stackFacts, 'web')).toContain(
      'Allow the role cloudformation:CancelUpdateStack on arn:aws:cloudformation:eu-west-1:ACCOUNT:stack/web/*,',
    );
    const inChina = { ...onStack, region: 'cn-north-1' };
    expect(remedyFor(inChina, stackFacts, 'web')).toContain('arn:aws-cn:cloudformation:cn-north-1:');
  });

  test.each([
    ['cancel', {}, ''],
    ['read-state', {}, ' This step needs it to see what is in progress and how it ends.'],
    ['read-state', { dryRun: true }, ' This step needs it to see what is in progress.'],
    ['read-state', { guard: { moment: 'before' } }, ' This step needs it to see what is in progress.'],
    ['read-state', { guard: guardAfter }, ' This step needs it to see what is in progress and how it ends.'],
    ['read-end', {}, ' This step needs it to find out how the update ended.'],
  ] as const)('access denied says what the step needs the permission for: %s, %j', (call, parts, purpose) => {
    const remedy = remedyFor({ ...denied, call }, { ...stackFacts, ...parts });
    expect(remedy.slice(remedy.indexOf('or SCP.') + 'or SCP.'.length)).toBe(purpose);
  });

  test('the same refusal for many targets is told once, with a resource that holds for all of them', () => {
    const results = targetsOf(12, ['error']).map((result) => ({
      ...result,
      failure: {
        ...denied,
        message: `Not authorized on ${result.target.name}.`,
        deniedResource: `arn:aws:proton:eu-west-1:123456789012:service/${result.target.name}`,
      },
    }));
    const [group, another] = byFailure(results);
    expect(another).toBeUndefined();
    expect(group).toHaveLength(12);
    expect(group && remedyOf(group, facts, logMedium)).toContain(
      'on arn:aws:proton:eu-west-1:123456789012:service/NAME,',
    );
  });

  test('a refusal of one target names the resource of that one', () => {
    const result = resultOf('error', { ...targetNamed('pay'), failure: { ...denied, deniedResource: undefined } });
    const [group] = byFailure([result]);
    expect(group && remedyOf(group, facts, logMedium)).toContain('eu-west-1:ACCOUNT:service/pay,');
  });

  test.each(['unreachable', 'access-denied', 'validation', 'unexpected'] as const)(
    'the end of Proton comes first, then the way on: %s',
    (kind) => {
      const remedy = serviceRemedy(failureOf(kind, { isEndOfService: true }));
      expect(remedy).toMatch(/^AWS Proton ended on 2026-10-07/);
      expect(remedy).toContain(endOfSupportPage);
      expect(remedy).toContain("ends_with(Value, ':service/checkout-api')");
      expect(remedy).toContain('`stack-name`');
      expect(remedy).toContain('aws codebuild stop-build');
      expect(remedy).toContain('emulator');
    },
  );

  test('the end of Proton is no matter of stacks', () => {
    const failure = failureOf('unreachable', { isEndOfService: true });
    expect(remedyFor(failure, stackFacts, 'web')).not.toContain('Proton');
  });

  test.each(['unreachable', 'connection-lost'] as const)(
    'a custom endpoint that does not answer is named by its address, without the advice to set it: %s',
    (kind) => {
      const failure = failureOf(kind, { isAwsEndpoint: false, host: '127.0.0.1:7768' });
      const remedy = serviceRemedy(failure, { endpoint: 'http://127.0.0.1:7768' });
      expect(remedy).toContain('http://127.0.0.1:7768');
      expect(remedy).toContain('Is the emulator running?');
      expect(remedy).not.toContain('AWS_ENDPOINT_URL');
      expect(remedy).not.toContain('2026-10-07');
      expect(serviceRemedy(failure)).toContain('127.0.0.1:7768');
    },
  );

  test('expired credentials ask for a new session, others for an OIDC role', () => {
    expect(serviceRemedy(failureOf('credentials-refused', { name: 'ExpiredTokenException' }))).toContain(
      'role-duration-seconds',
    );
    for (const kind of ['credentials-refused', 'credentials-missing'] as const) {
      expect(serviceRemedy(failureOf(kind))).toContain('aws-actions/configure-aws-credentials');
      expect(serviceRemedy(failureOf(kind))).toContain('id-token: write');
    }
  });

  test('certificate, proxy and no connection are told apart', () => {
    expect(serviceRemedy(failureOf('untrusted'))).toContain('NODE_EXTRA_CA_CERTS');
    expect(serviceRemedy(failureOf('proxy-failed'))).toContain('HTTPS_PROXY');
    expect(remedyFor(failureOf('unreachable', { name: 'ENOTFOUND' }), stackFacts)).toContain(
      'There is no connection to proton.eu-west-1.amazonaws.com.',
    );
  });

  test('an ordinary failure is not taken for the end of Proton', () => {
    for (const kind of kinds) expect(serviceRemedy(failureOf(kind))).not.toContain('2026-10-07');
  });

  test('a stack id that AWS says it does not know asks to check where it was asked for', () => {
    const result = resultOf('error', { reason: { kind: 'id-unknown' } }, 'stack');
    expect(remedyOf([{ ...result, failure: failureOf('not-found') }], stackFacts, logMedium)).toBe(
      'Check `stack-name`, `aws-region` and which account the credentials belong to.',
    );
  });
});

describe('what happened', () => {
  test('names the operation, the error, its text and the request id', () => {
    expect(failureText({ ...denied, requestId: 'request-1' }, facts, logMedium)).toBe(
      'CancelServicePipelineDeployment failed with AccessDeniedException: User is not authorized. Request id: request-1.',
    );
    expect(
      failureText(failureOf('throttled', { name: 'Throttling', requestId: undefined }), stackFacts, logMedium),
    ).toBe('CancelUpdateStack failed with Throttling: Something is wrong.');
  });

  test.each(['credentials-missing', 'region-missing', 'misconfigured', 'unreachable'] as const)(
    'does not say that a request was sent when none left the machine: %s',
    (kind) => {
      const text = failureText(failureOf(kind, { name: 'SomeError', requestId: undefined }), facts, logMedium);
      expect(text).toBe('CancelServicePipelineDeployment could not be sent: SomeError: Something is wrong.');
    },
  );

  test('is a sentence for a failure of our own, which has neither name nor text', () => {
    for (const kind of kinds) {
      const text = failureText(failureOf(kind, { name: '', message: '', requestId: undefined }), facts, logMedium);
      expect(text).toMatch(/^CancelServicePipelineDeployment [a-z].*\w\.$/);
    }
  });
});
