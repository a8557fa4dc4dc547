import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Detail } from '../../../src/cancellation/model/deployment.ts';
import type { FailureKind } from '../../../src/cancellation/model/failure.ts';
import { outcomes } from '../../../src/cancellation/model/outcome.ts';
import type { TargetKind } from '../../../src/cancellation/model/plan.ts';
import type { Reason } from '../../../src/cancellation/model/reason.ts';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { commentOf } from '../../../src/report/comment.ts';
import type { ReportFacts } from '../../../src/report/facts.ts';
import { summaryOf } from '../../../src/report/summary/summary.ts';
import { everythingHostile, hostileText } from '../hostile.ts';
import { expectInert } from '../inert-markdown.ts';
import { facts, failureOf, reasonFor, resultOf, seen } from '../sample.ts';

/** Every reason with a field of outside text, and that field filled. */
function reasonsWith(text: string): readonly Reason[] {
  return [
    { kind: 'ended', stage: 'cancelled', successor: text, isAfterRequest: false },
    { kind: 'already-ended', status: text, endedAt: text },
    { kind: 'no-deployment', status: text },
    { kind: 'already-cancelling', status: text },
    { kind: 'stuck', status: text },
    { kind: 'rolled-back-by-others', by: 'itself', cause: text },
    { kind: 'rolled-back-by-others', by: 'parent', cause: text },
    { kind: 'another-deployment', wanted: text, current: text, isInProgress: true },
    { kind: 'superseded', successor: text, followed: text, why: 'end-unknown' },
    { kind: 'superseded', successor: text, followed: text, why: 'request-hit-successor' },
    { kind: 'refused-in-progress', status: text },
    { kind: 'unknown-status', status: text },
    { kind: 'unidentified', wanted: text },
    { kind: 'other-operation', status: text },
    { kind: 'nested', root: text },
    { kind: 'in-progress', nestedIn: text },
    ...outcomes.map((outcome) => reasonFor(outcome)),
  ];
}

const failureKinds: readonly FailureKind[] = [
  'conflict',
  'validation',
  'not-found',
  'access-denied',
  'throttled',
  'server-fault',
  'credentials-missing',
  'credentials-refused',
  'region-missing',
  'misconfigured',
  'unreachable',
  'connection-lost',
  'unreadable',
  'clock-skewed',
  'interrupted',
  'out-of-time',
  'unidentified',
  'unexpected',
];

function detailWith(text: string, kind: TargetKind): Detail {
  if (kind === 'stack') {
    const stack = {
      stackId: text,
      stackStatus: text,
      stackStatusReason: text,
      creationTime: text,
      lastUpdatedTime: text,
    };
    return { kind, stack };
  }
  const pipeline = {
    arn: text,
    createdAt: text,
    deploymentStatus: text,
    deploymentStatusMessage: text,
    lastAttemptedDeploymentId: text,
    lastDeploymentAttemptedAt: text,
    lastDeploymentSucceededAt: text,
    lastSucceededDeploymentId: text,
    templateName: text,
    templateMajorVersion: text,
    templateMinorVersion: text,
  };
  return { kind: 'pipeline', pipeline };
}

/** A result in which the text stands wherever outside text can stand. */
function resultWith(text: string, kind: TargetKind, index: number): TargetResult {
  const reasons = reasonsWith(text);
  const [outcome, reason] = [outcomes[index % outcomes.length], reasons[index % reasons.length]];
  const failureKind = failureKinds[index % failureKinds.length];
  if (outcome === undefined || reason === undefined || failureKind === undefined) throw new Error('An empty list.');
  const failure = failureOf(failureKind, {
    name: text,
    message: text,
    requestId: text,
    region: text,
    host: text,
    isAwsEndpoint: index % 2 === 0,
    deniedResource: text,
  });
  return resultOf(
    outcome,
    {
      target: { name: text, reference: text },
      reason,
      deploymentId: text,
      lastSeen: seen('cancelling', text, { message: text }),
      detail: detailWith(text, kind),
      nestedIn: text,
      hasLeftovers: index % 2 === 0,
      failedResources: [
        { logicalId: text, resourceType: text, status: text, reason: text },
        { logicalId: text, resourceType: undefined, status: text, reason: undefined },
      ],
      isAtRest: index % 2 === 1,
      failure: ['error', 'timed-out', 'superseded'].includes(outcome) ? failure : undefined,
      timeline: [
        { stage: 'requested', status: undefined, atMilliseconds: 1 },
        { stage: 'cancelling', status: text, atMilliseconds: 2 },
      ],
    },
    kind,
  );
}

function factsWith(text: string, targetKind: TargetKind): ReportFacts {
  return { ...facts, targetKind, region: text, endpoint: `http://127.0.0.1/${text}`, runUrl: text };
}

const reports = { summary: summaryOf, comment: commentOf };
const kinds = ['service', 'stack'] as const;
/** As many as there are combinations of outcome, reason and failure that matter. */
const combinations = 60;

describe.each(Object.entries(reports))('no outside text acts in the %s', (_report, reportOf) => {
  test.each(kinds)('whatever field it is in, alone: a %s', (kind) => {
    for (let index = 0; index < combinations; index += 1) {
      expectInert(reportOf([resultWith(everythingHostile, kind, index)], factsWith(everythingHostile, kind)));
    }
  });

  test.each(kinds)('whatever field it is in, among others: a %s', (kind) => {
    for (const count of [2, 5, combinations]) {
      const results = Array.from({ length: count }, (_, index) => resultWith(everythingHostile, kind, index));
      expectInert(reportOf(results, factsWith(everythingHostile, kind)));
    }
  });

  test('whatever the text', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom(...kinds),
        fc.nat(combinations),
        fc.nat(3),
        (text, kind, index, more) => {
          const results = Array.from({ length: 1 + more }, (_, step) => resultWith(text, kind, index + step));
          expectInert(reportOf(results, { ...factsWith(text, kind), runUrl: facts.runUrl }));
        },
      ),
      { numRuns: 75 },
    );
  });
});
