import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../src/cancellation/model/outcome.ts';
import { summaryOf } from '../../../src/report/summary/summary.ts';
import { everythingHostile } from '../hostile.ts';
import {
  facts,
  failedResources,
  failureOf,
  firstPipeline,
  guardAfter,
  requestId,
  resultOf,
  seen,
  stack,
  stackFacts,
  stackId,
  targetNamed,
  targetsOf,
} from '../sample.ts';

const mebibyte = 1_048_576;
const mixed = ['cancelled', 'failed', 'nothing-to-cancel', 'timed-out', 'cancelled', 'error', 'succeeded'] as const;

/** The rows that are about a target each. */
function rowsIn(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => /^\| \[?`/.test(line));
}

function namesIn(markdown: string): readonly string[] {
  return rowsIn(markdown).map((row) => /(?:service|stack)-\d+/.exec(row)?.[0] ?? '');
}

/** What is seen before anything is unfolded. */
function unfolded(markdown: string): string {
  return markdown.replace(/<details>.*?<\/details>/gs, '');
}

describe('the wording of the summary', () => {
  test.each([1, 2, 5, 50])('of %i services', (count) => {
    expect(summaryOf(targetsOf(count, mixed), facts)).toMatchSnapshot();
  });

  test.each([1, 2, 5, 50])('of %i stacks', (count) => {
    expect(summaryOf(targetsOf(count, mixed, {}, 'stack'), stackFacts)).toMatchSnapshot();
  });
});

describe('the summary of one target', () => {
  test('tells of an error why, what to do and the request id', () => {
    const summary = summaryOf([resultOf('error')], facts);
    expect(summary).toContain('**Why:** ');
    expect(summary).toContain(`Request id: \`${requestId}\`.`);
    expect(summary).toContain('**What to do:** ');
  });

  test('says that a wait ended without an end', () => {
    expect(summaryOf([resultOf('timed-out')], facts)).toContain('→ timed out after 42 s |');
  });

  test('keeps the last states of a status that flaps', () => {
    const timeline = Array.from({ length: 50 }, (_, index) => ({
      stage: index % 2 === 0 ? ('cancelling' as const) : ('in-progress' as const),
      status: `STATE_${index}`,
      atMilliseconds: index * 1_000,
    }));
    const summary = summaryOf([resultOf('timed-out', { timeline })], facts);
    expect(summary).toContain('`STATE_0` at 03:12:07 UTC → 41 more → `STATE_42` after 42 s →');
  });

  test('has no row for what is not known', () => {
    const parts = { waitedMilliseconds: 0, timeline: [] };
    const summary = summaryOf([resultOf('not-found', parts)], facts);
    const headings = summary.split('\n').filter((line) => line.startsWith('| '));
    expect(headings.map((row) => row.split(' | ')[0])).toEqual(['| Service', '| :--', '| Outcome', '| Where']);
  });

  test("has AWS's message once", () => {
    const parts = { lastSeen: seen('failed', 'FAILED', { message: 'No capacity.' }) };
    expect(summaryOf([resultOf('failed', parts)], facts).match(/No capacity\./g)).toHaveLength(1);
    const cancelled = { lastSeen: seen('cancelled', 'CANCELLED', { message: 'By a user.' }) };
    expect(summaryOf([resultOf('cancelled', cancelled)], facts)).toContain('| Status message | By a user. |');
  });

  test('names the resources that failed, the first one first', () => {
    const summary = summaryOf([resultOf('failed', { failedResources }, 'stack')], stackFacts);
    expect(summary).toContain(
      '| Failed | `Service` `AWS::ECS::Service`: Service did not stabilize.<br>`Queue`: `CREATE_FAILED` |',
    );
    expect(summary).toMatch(
      /^\*\*Why:\*\* .*First to fail: `Service` \(`AWS::ECS::Service`\)\. AWS's reason: Service did not/m,
    );
  });

  test('says that resources were left behind, and that the stack is not at rest yet', () => {
    const lastSeen = seen('cleaning-up', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    const summary = summaryOf(
      [resultOf('succeeded', { lastSeen, hasLeftovers: true, isAtRest: false }, 'stack')],
      stackFacts,
    );
    expect(summary).toContain("AWS left resources behind that it could not delete; the stack's events name them.");
    expect(summary).toContain('The stack is not at rest yet (`UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`):');
  });

  test('has neither a template nor a success of a service of which no deployment has ever succeeded', () => {
    const detail = { kind: 'pipeline', pipeline: firstPipeline } as const;
    for (const count of [1, 2, 5]) {
      const summary = summaryOf(targetsOf(count, ['not-cancellable'], { detail }), facts);
      expect(summary).not.toMatch(/Last success|last success|Template|fargate-service/);
    }
  });

  test('never shows the spec', () => {
    for (const outcome of outcomes) expect(summaryOf([resultOf(outcome)], facts)).not.toContain('secret');
  });
});

test('of several services begins with the end of Proton, where that is why', () => {
  const ended = failureOf('unreachable', { isEndOfService: true });
  const results = targetsOf(3, ['error'], { failure: ended, detail: undefined, lastSeen: undefined });
  expect(summaryOf(results, facts)).toMatch(
    /^### ❌ AWS Proton ended on 2026-10-07\. AWS Proton: 0 of 3 pipeline deployments/,
  );
});

describe('where it happened', () => {
  test.each([1, 2, 5])('is said for %i targets: API, region, account, and an endpoint that is none of AWS', (count) => {
    const endpoint = 'http://127.0.0.1:7768/path';
    expect(summaryOf(targetsOf(count, ['cancelled']), facts)).toContain(
      'AWS Proton in `eu-west-1`, account `123456789012`',
    );
    const summary = summaryOf(targetsOf(count, ['cancelled'], {}, 'stack'), { ...stackFacts, endpoint });
    expect(summary).toContain(
      "CloudFormation in `eu-west-1`, account `123456789012`. Not AWS's own endpoint: `http://127.0.0.1:7768/path`",
    );
  });

  test('has no link to the console in a rehearsal, where it would show another stack', () => {
    const rehearsal = { ...stackFacts, endpoint: 'http://127.0.0.1:4566' };
    expect(
      summaryOf([resultOf('cancelled', { detail: { kind: 'stack', stack: { stackId } } })], rehearsal),
    ).not.toContain('console.aws');
  });

  test('has no link for an id that is not a stack ARN, in whose address a secret would not be found', () => {
    for (const id of ['cHIweHkgcEBzcyJ3', 'https://x.example/?secret=a%2Fb', `${stackId}/a+b`]) {
      const detail = { kind: 'stack', stack: { ...stack, stackId: id } } as const;
      const summary = summaryOf([resultOf('cancelled', { detail }, 'stack')], stackFacts);
      expect(summary).not.toContain('console.aws.amazon.com');
    }
  });

  test('has no link without an address for it', () => {
    const summary = summaryOf([resultOf('cancelled')], { ...facts, region: undefined, runUrl: undefined });
    expect(summary).toContain('| Where | AWS Proton, account `123456789012` |');
    expect(summary).not.toContain('](');
    const hostile = { ...stackFacts, region: 'x/../evil', runUrl: 'javascript:alert(1)' };
    expect(summaryOf([resultOf('cancelled', {}, 'stack')], hostile)).not.toContain('](');
  });
});

describe('the summary of several targets', () => {
  test('shows what fails the step, and what somebody has to see to, whatever the outcome', () => {
    const failOn = new Set(['cancelled'] as const);
    expect(namesIn(unfolded(summaryOf(targetsOf(3, ['cancelled']), { ...facts, failOn })))).toHaveLength(3);
    const reason = { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' } as const;
    const stuck = resultOf('nothing-to-cancel', { ...targetNamed('stack-9'), reason }, 'stack');
    const results = [...targetsOf(3, ['cancelled'], {}, 'stack'), stuck];
    expect(namesIn(unfolded(summaryOf(results, stackFacts)))).toEqual(['stack-9']);
  });

  test('shows a stack where resources were left behind, though all were cancelled, and one that is not at rest', () => {
    const cancelled = targetsOf(3, ['cancelled'], {}, 'stack');
    const leftBehind = resultOf('cancelled', { ...targetNamed('stack-8'), hasLeftovers: true }, 'stack');
    const summary = summaryOf([...cancelled, leftBehind], stackFacts);
    expect(namesIn(unfolded(summary))).toEqual(['stack-8']);
    expect(unfolded(summary)).toMatch(/^- \*\*1 cancelled\*\* \(`stack-8`\).*\n.*AWS left resources behind/m);
    const atWork = resultOf('nothing-to-cancel', { ...targetNamed('stack-9'), isAtRest: false }, 'stack');
    expect(unfolded(summaryOf([...cancelled, atWork], stackFacts))).toMatch(/\(`stack-9`\).*\n.*not at rest yet/m);
    const several = targetsOf(2, ['nothing-to-cancel'], {}, 'stack');
    expect(summaryOf([...several, atWork], stackFacts)).toMatch(/\(`stack-9`\).*\n.*not at rest yet/m);
  });

  test('names the resource that failed first in its row, which is not folded', () => {
    const reason = { kind: 'rolled-back-by-others', by: 'itself', cause: 'It failed.' } as const;
    const lastSeen = seen('rolled-back', 'UPDATE_ROLLBACK_COMPLETE');
    const failed = resultOf('nothing-to-cancel', { reason, lastSeen, failedResources }, 'stack');
    expect(unfolded(summaryOf([failed, ...targetsOf(2, ['cancelled'], {}, 'stack')], stackFacts))).toContain(
      '| `UPDATE_ROLLBACK_COMPLETE`<br>First to fail: `Service` `AWS::ECS::Service`: Service did not stabilize. |',
    );
  });

  test.each([50, 1_000])('of %i has on the first 60 lines verdict, what to do and the worst rows', (count) => {
    const lines = summaryOf(targetsOf(count, outcomes), facts).split('\n');
    const rows = unfolded(lines.join('\n'))
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const row of rows) expect(lines.slice(0, 60)).toContain(row);
    expect(lines.slice(0, 60).join('\n')).toContain('#### What to do');
  });

  test('has a row for each of 1,000 targets, worst first, then the longest wait', () => {
    const results = targetsOf(1_000, ['cancelled', 'failed']).map((result, index) => ({
      ...result,
      waitedMilliseconds: index * 100,
    }));
    const names = namesIn(summaryOf(results, facts));
    expect(names).toHaveLength(1_000);
    expect(names.slice(0, 2)).toEqual(['service-999', 'service-997']);
    expect(names.at(-1)).toBe('service-0');
  });

  test('does not claim one state of deployment for errors that got differently far', () => {
    const lastSeen = seen('cancelling', 'CANCELLING');
    const results = [
      resultOf('error', targetNamed('a')),
      resultOf('error', { ...targetNamed('b'), requestState: 'accepted', lastSeen }),
      resultOf('cancelled'),
    ];
    expect(summaryOf(results, facts)).toContain('- **2 with an error** (`a` and `b`).  \n');
  });

  test('tells failures that need different remedies apart, the first of them unfolded', () => {
    const results = Array.from({ length: 30 }, (_, index) =>
      resultOf('error', {
        ...targetNamed(`service-${index}`),
        failure: failureOf('unexpected', { name: `E${index}` }),
      }),
    );
    const summary = summaryOf(results, facts);
    expect(unfolded(summary).match(/^- \*\*/gm)).toHaveLength(8);
    expect(summary.match(/^- \*\*/gm)).toHaveLength(30);
    expect(summary).toContain('<details><summary>To do: 22 more</summary>');
  });

  test('has no column without anything in it', () => {
    const summary = summaryOf(targetsOf(3, ['failed'], {}, 'stack'), stackFacts);
    expect(summary).toContain('| Stack | Outcome | Deployment | Status | Waited |');
    const errors = targetsOf(3, ['error'], { timeline: [] });
    expect(summaryOf(errors, facts)).toContain('| Service | Outcome | Status or error | Waited |');
  });

  test('stays under 1 MiB with hostile texts, and says what it leaves out', () => {
    const text = everythingHostile.repeat(10).slice(0, 5_000);
    const results = targetsOf(2_500, outcomes, {
      deploymentId: text,
      lastSeen: seen('unknown', text, { message: text }),
      detail: { kind: 'pipeline', pipeline: { templateName: text, lastSucceededDeploymentId: text } },
      failure: failureOf('unexpected', { name: text, message: text }),
      timeline: [
        { stage: 'requested', status: undefined, atMilliseconds: 1 },
        { stage: 'unknown', status: text, atMilliseconds: 2 },
      ],
    });
    const summary = summaryOf(results, facts);
    expect(Buffer.byteLength(summary)).toBeLessThan(mebibyte);
    expect(summary).toMatch(/^Not listed here: \d+ more\. The output `results` has all of them\.$/m);
    expect(summary).toMatch(/Times in UTC · Full ids in the output `results`\n$/);
  });

  test('does not refer to outputs in the guard, which has none', () => {
    const results = targetsOf(
      2_500,
      ['failed'],
      { deploymentId: everythingHostile.repeat(10).slice(0, 5_000) },
      'stack',
    );
    const summary = summaryOf(results, { ...stackFacts, guard: guardAfter });
    expect(summary).toMatch(/^Not listed here: \d+ more\.$/m);
    expect(summary).not.toContain('`results`');
  });

  test('is made for no target at all', () => {
    expect(summaryOf([], facts)).toMatch(/^### /);
  });
});
