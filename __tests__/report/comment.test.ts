import { describe, expect, test } from 'vitest';
import { outcomes } from '../../src/cancellation/model/outcome.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import { commentOf } from '../../src/report/comment.ts';
import type { ReportFacts } from '../../src/report/facts.ts';
import { summaryOf } from '../../src/report/summary/summary.ts';
import { everythingHostile } from './hostile.ts';
import { htmlOf } from './renderers.ts';
import { facts, failureOf, resultOf, seen, stackFacts, targetNamed, targetsOf } from './sample.ts';

function bodyOf(results: readonly TargetResult[], given: ReportFacts): string {
  return commentOf(results, given, true).body;
}

function markerOf(results: readonly TargetResult[], given: ReportFacts): string {
  return commentOf(results, given, true).marker;
}

describe('the marker of a comment', () => {
  test('names region, account, kind of target and targets, in any order', () => {
    const results = [resultOf('cancelled', targetNamed('b')), resultOf('failed', targetNamed('a'))];
    const marker = '<!-- aws-proton-cancel-pipeline-deployment eu-west-1 123456789012 service a,b -->';
    expect(markerOf(results, facts)).toBe(marker);
    expect(markerOf(results.toReversed(), facts)).toBe(marker);
  });

  test('of targets in another account is another; without any id, it is the one that was left before', () => {
    const stackIn = (account: string) =>
      resultOf(
        'failed',
        { detail: { kind: 'stack', stack: { stackId: `arn:aws:cloudformation:eu-west-1:${account}:stack/shop/1` } } },
        'stack',
      );
    const [one, other] = ['111111111111', '222222222222'].map((account) => [stackIn(account)]);
    if (one === undefined || other === undefined) throw new Error('No results.');
    expect(markerOf(one, stackFacts)).not.toBe(markerOf(other, stackFacts));
    const unknown = [resultOf('error', { detail: undefined, failure: undefined }, 'stack')];
    expect(markerOf(unknown, stackFacts)).toBe(commentOf(one, stackFacts, true).formerMarker);
    expect(commentOf(unknown, stackFacts, true).formerMarker).toBeUndefined();
  });

  test('differs by region, by kind and by targets', () => {
    const results = targetsOf(2, ['cancelled']);
    const markers = [
      markerOf(results, facts),
      markerOf(results, stackFacts),
      markerOf(results, { ...facts, region: 'us-east-1' }),
      markerOf(results, { ...facts, region: undefined }),
      markerOf(results.slice(1), facts),
    ];
    expect(new Set(markers).size).toBe(markers.length);
  });

  test('is bounded, and still tells long lists of names apart', () => {
    const [one, other] = [targetsOf(500, ['cancelled']), targetsOf(501, ['cancelled']).slice(1)];
    expect(markerOf(one, facts).length).toBeLessThan(250);
    expect(markerOf(one, facts)).not.toBe(markerOf(other, facts));
  });

  test('is a comment of HTML that no name can end', () => {
    const results = [resultOf('cancelled', targetNamed('--> <b>\uD800'))];
    expect(markerOf(results, { ...facts, region: '-->\uD800' })).toMatch(/^<!-- [^<>]* -->$/);
  });
});

describe('the body of a comment', () => {
  test.each([1, 2, 5])('of %i targets begins with the marker, and says the same as the summary', (count) => {
    const results = targetsOf(count, ['failed', 'cancelled'], {}, 'stack');
    const [marker, ...blocks] = bodyOf(results, stackFacts).split('\n\n');
    expect(marker).toBe(markerOf(results, stackFacts));
    const summary = summaryOf(results, stackFacts).split('\n\n');
    expect(blocks.slice(0, -1)).toEqual(summary.slice(0, blocks.length - 1));
    expect(blocks.join()).toContain('CloudFormation in `eu-west-1`');
  });

  test('ends with the way to the summary, or to the log where there is none', () => {
    expect(bodyOf([resultOf('cancelled')], facts)).toMatch(
      /More in the summary of \[the workflow run\]\(https:\/\/github\.com\/acme\/shop\/actions\/runs\/42\)\.$/,
    );
    expect(bodyOf([resultOf('cancelled')], { ...facts, runUrl: undefined })).toMatch(/More in the job's summary\.$/);
    expect(bodyOf([resultOf('cancelled')], { ...facts, hasSummary: false })).toMatch(/More in the log of \[the /);
  });

  test.each([1, 2, 100, 1_000])('has at most 65,536 characters of %i targets with hostile texts', (count) => {
    const text = everythingHostile.repeat(10).slice(0, 5_000);
    const results = targetsOf(count, outcomes, {
      reason: { kind: 'superseded', successor: text, followed: text, why: 'end-unknown' },
      deploymentId: text,
      lastSeen: seen('unknown', text, { message: text }),
      failure: failureOf('access-denied', { name: text, message: text, deniedResource: text }),
    }).map((result, index) => ({
      ...result,
      failure: failureOf('unexpected', { name: `${index}${text}`, message: text }),
    }));
    const comment = bodyOf(results, facts);
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(htmlOf(comment)).toContain('the workflow run</a>');
  });
});
