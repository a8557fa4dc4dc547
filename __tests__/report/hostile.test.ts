import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure, FailureKind } from '../../src/cancellation/model/failure.ts';
import type { Reason } from '../../src/cancellation/model/reason.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { commentOf } from '../../src/report/comment.ts';
import type { ReportFacts } from '../../src/report/facts.ts';
import { remedies } from '../../src/report/failures/remedies.ts';
import { verdictLinesOf } from '../../src/report/log/log.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { summaryOf } from '../../src/report/summary/summary.ts';
import { reasonText } from '../../src/report/verdict/reasons.ts';
import { verdictLine, verdictOf } from '../../src/report/verdict/verdict.ts';
import { logMedium, markdownMedium } from '../../src/text/escape.ts';
import { type Case, cases } from './cases.ts';
import { everythingHostile, hostileText } from './hostile.ts';
import { expectInert } from './inert-markdown.ts';
import { facts, failedResources, failureOf, resultOf, targetNamed } from './sample.ts';

type Text = string | undefined;

/** Each outside text of a result may be anything, or missing. */
function outsideTexts(result: TargetResult): fc.Arbitrary<TargetResult> {
  const text = fc.option(hostileText, { nil: undefined });
  return fc.tuple(text, text, text, text, hostileText).map((texts) => withOutsideTexts(result, ...texts));
}

function withOutsideTexts(
  result: TargetResult,
  status: Text,
  message: Text,
  id: Text,
  host: Text,
  name: string,
): TargetResult {
  const { lastSeen, failure } = result;
  return {
    ...result,
    deploymentId: id,
    nestedIn: result.nestedIn && id,
    failedResources: result.failedResources.map(() => ({
      logicalId: name,
      resourceType: id,
      status: name,
      reason: message,
    })),
    reason: withTexts(result.reason, status),
    lastSeen: lastSeen && { ...lastSeen, status, message },
    failure: failure && withTextsOfFailure(failure, name, message, host),
  };
}

/** A case with one text wherever outside text can stand, also in the reports in Markdown. */
function filledWith(text: string, { result, facts }: Case): Pick<Case, 'result' | 'facts'> {
  const fields = { arn: text, createdAt: text, deploymentStatus: text, deploymentStatusMessage: text };
  const times = { lastDeploymentAttemptedAt: text, lastDeploymentSucceededAt: text };
  const ids = { lastAttemptedDeploymentId: text, lastSucceededDeploymentId: text };
  const template = { templateName: text, templateMajorVersion: text, templateMinorVersion: text };
  const stack = {
    stackId: text,
    stackStatus: text,
    stackStatusReason: text,
    creationTime: text,
    lastUpdatedTime: text,
  };
  return {
    result: {
      ...withOutsideTexts(result, text, text, text, text, text),
      target: { name: text, reference: text },
      detail:
        facts.targetKind === 'stack'
          ? { kind: 'stack', stack }
          : { kind: 'pipeline', pipeline: { ...fields, ...times, ...ids, ...template } },
      timeline: result.timeline.map((change) => ({ ...change, status: text })),
    },
    facts: { ...facts, region: text, endpoint: `http://127.0.0.1/${text}` },
  };
}

/** The reason with another text in each field that comes from AWS. */
function withTexts(reason: Reason, text: string | undefined): Reason {
  switch (reason.kind) {
    case 'ended':
      return { ...reason, successor: text };
    case 'already-ended':
    case 'no-deployment':
    case 'nothing-began':
    case 'already-cancelling':
    case 'stuck':
    case 'refused-in-progress':
    case 'unknown-status':
    case 'other-operation':
      return { ...reason, status: text };
    case 'rolled-back-by-others':
      return { ...reason, cause: text };
    case 'another-deployment':
      return { ...reason, current: text };
    case 'superseded':
      return { ...reason, successor: text, followed: text };
    case 'nested':
      return { ...reason, root: text ?? reason.root };
    case 'in-progress':
      return { ...reason, nestedIn: text };
    case 'deleted':
    case 'not-found':
    case 'timed-out':
    case 'waiting':
    case 'accepted':
    case 'joined':
    case 'interrupted':
    case 'pending':
    case 'failed-call':
    case 'unidentified':
    case 'id-unknown':
    case 'first-deployment':
      return reason;
  }
}

function withTextsOfFailure({ kind }: Failure, name: string, message = '', host?: string): Failure {
  return failureOf(kind, { name, message, requestId: message, host, deniedResource: host });
}

function textsOf(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  return [
    ...verdictLinesOf(results, facts).map(({ text }) => text),
    ...annotationsOf(results, facts).flatMap(({ title, message }) => [title, ...message.split('\n')]),
    outputsOf(results, facts, { includeSpec: false })['message'] ?? '',
    ...results.map((result) => reasonText(result, facts, logMedium)),
  ];
}

const kinds = ['service', 'stack'] as const;
/** Every reason, and every kind of failure. */
const all: readonly Case[] = [
  ...cases,
  ...(Object.keys(remedies) as readonly FailureKind[]).flatMap((failure) =>
    kinds.map((targetKind) => ({
      title: failure,
      result: resultOf('error', { failure: failureOf(failure), failedResources }, targetKind),
      facts: { ...facts, targetKind },
    })),
  ),
];

describe('outside texts in the summary and the comment', () => {
  function expectReportsInert(results: readonly TargetResult[], given: ReportFacts): void {
    expectInert(commentOf(results, given, true).body, summaryOf(results, given));
  }

  test.each(kinds)('do not act, whatever field they are in, alone and among others: %s', (kind) => {
    const given = { ...facts, targetKind: kind, region: everythingHostile, runUrl: everythingHostile };
    const filled = all
      .filter((each) => each.facts.targetKind === kind)
      .map((each) => filledWith(everythingHostile, { ...each, facts: { ...each.facts, runUrl: everythingHostile } }));
    for (const each of filled) expectReportsInert([each.result], each.facts);
    const results = filled.map(({ result }) => result);
    for (const count of [2, 5, results.length]) expectReportsInert(results.slice(-count), given);
  });

  test('do not act, whatever they are', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(all.length - 1), fc.nat(3), (text, at, more) => {
        const [one = all[0], ...others] = all.slice(at);
        const given = { ...facts, targetKind: one?.facts.targetKind ?? 'service' };
        const chosen = [one, ...others.filter((each) => each.facts.targetKind === given.targetKind).slice(0, more)];
        const filled = chosen.flatMap((each) => (each === undefined ? [] : [filledWith(text, each).result]));
        expectReportsInert(filled, { ...given, region: text, endpoint: `http://127.0.0.1/${text}` });
      }),
      { numRuns: 75 },
    );
  });
});

describe('outside texts in the words', () => {
  test.each(cases)('neither act nor leave gaps: $title', ({ result, facts }) => {
    fc.assert(
      fc.property(outsideTexts(result), (hostile) => {
        for (const results of [[hostile], [hostile, { ...hostile, ...targetNamed('second') }]]) {
          const acting = textsOf(results, facts).filter(
            (text) => /##\[|^\s*::|[\r\n\u2028\u0085]/.test(text) || text.trim() === '',
          );
          expect(acting).toEqual([]);
          const lengths = annotationsOf(results, facts).map(({ title, message }) => title.length + message.length);
          expect(Math.max(...lengths, 0)).toBeLessThanOrEqual(4_096);
        }
      }),
      { numRuns: 10 },
    );
  });

  test.each(cases)('are left out where AWS gave none: $title', ({ result, facts }) => {
    const failure = result.failure && failureOf(result.failure.kind, { name: '', message: '', requestId: undefined });
    const bare: TargetResult = {
      ...result,
      deploymentId: undefined,
      detail: undefined,
      nestedIn: undefined,
      failedResources: result.failedResources.map((each) => ({ ...each, resourceType: undefined, reason: undefined })),
      reason: withTexts(result.reason, undefined),
      lastSeen: result.lastSeen && { ...result.lastSeen, status: undefined, message: undefined },
      failure,
    };
    for (const region of ['eu-west-1', undefined]) {
      for (const medium of [logMedium, markdownMedium]) {
        const texts = [verdictLine(verdictOf([bare], { ...facts, region }, medium)), reasonText(bare, facts, medium)];
        for (const text of texts) expect(text).not.toMatch(/undefined|null|\(\)|``|–| {2}|\.\.| [.,:;]/);
      }
    }
  });
});
