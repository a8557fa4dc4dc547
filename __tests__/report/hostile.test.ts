import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/cancellation/model/failure.ts';
import type { Reason } from '../../src/cancellation/model/reason.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import type { ReportFacts } from '../../src/report/facts.ts';
import { verdictLinesOf } from '../../src/report/log/log.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { reasonText } from '../../src/report/verdict/reasons.ts';
import { verdictLine, verdictOf } from '../../src/report/verdict/verdict.ts';
import { logMedium, markdownMedium } from '../../src/text/escape.ts';
import { cases } from './cases.ts';
import { hostileText } from './hostile.ts';
import { failureOf, targetNamed } from './sample.ts';

/** Each outside text of a result may be anything, or missing. */
function outsideTexts(result: TargetResult): fc.Arbitrary<TargetResult> {
  const text = fc.option(hostileText, { nil: undefined });
  return fc.tuple(text, text, text, text, hostileText).map(([status, message, id, host, name]) => {
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
  });
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

describe('outside texts in the words', () => {
  test.each(cases)('neither act nor leave gaps: $title', ({ result, facts }) => {
    fc.assert(
      fc.property(outsideTexts(result), (hostile) => {
        for (const results of [[hostile], [hostile, { ...hostile, ...targetNamed('second') }]]) {
          for (const text of textsOf(results, facts)) {
            expect(text).not.toMatch(/##\[|^\s*::|[\r\n\u2028\u0085]/);
            expect(text.trim()).not.toBe('');
          }
          for (const { title, message } of annotationsOf(results, facts)) {
            expect(title.length + message.length).toBeLessThanOrEqual(4_096);
          }
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
