import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../../src/cancellation/model/outcome.ts';
import type { ServiceResult } from '../../../../src/cancellation/model/result.ts';
import { summaryOf } from '../../../../src/report/channels/summary/summary.ts';
import { everythingHostile } from '../../hostile.ts';
import { denied, deploymentId, facts, requestId, resultOf, servicesOf } from '../../sample.ts';

const mebibyte = 1_048_576;

function rowsOf(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => line.startsWith('| '));
}

/** The rows that are about a service each. */
function rowsIn(markdown: string): readonly string[] {
  return rowsOf(markdown).filter((line) => line.startsWith('| ['));
}

function headerIn(markdown: string): string {
  return rowsOf(markdown)[0]?.replaceAll('\u00A0', ' ') ?? '';
}

describe('the summary of one service', () => {
  it('begins with the verdict and ends with where to look further', () => {
    expect(summaryOf([resultOf('cancelled')], facts).split('\n\n')).toEqual([
      '### ✅ Stopped: the pipeline deployment of `checkout` was cancelled after 42 s.',
      '**Deployed now:** fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC, as before the cancelled deployment.',
      [
        '| Service | [`checkout`](https://eu-west-1.console.aws.amazon.com/proton/home?region=eu-west-1#/services/detail/checkout) |',
        '| :-- | :-- |',
        '| Outcome | ✅ **cancelled** |',
        `| Deployment | \`${deploymentId}\` |`,
        '| Status message | User initiated cancellation. |',
        '| Template | fargate-service 2.13 |',
        '| Last success | 2026-09-29 14:02:11 UTC |',
        '| Waited | 42 s |',
      ].join('\n'),
      '#### What happened when',
      "Time from the beginning of the step's work, 2026-09-30 03:12:07 UTC.",
      expect.stringMatching(/^```mermaid\n[^`]*\n```$/),
      '[Workflow run](https://github.com/acme/shop/actions/runs/42) · Times in UTC. AWS closed the Proton console, which the services link to, on 2026-10-07 ([end of support](https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html)).\n',
    ]);
  });

  it('tells of an error why, what to do and the request id, without a picture of nothing', () => {
    const summary = summaryOf([resultOf('error')], facts);
    expect(summary).toContain('### ❌ Not stopped: the cancellation for `checkout` was not accepted.');
    expect(summary).toContain(
      `**Why:** CancelServicePipelineDeployment failed with \`AccessDeniedException\`: User is not authorized. Request id: \`${requestId}\`.`,
    );
    expect(summary).toContain('**What to do:** Allow the role `proton:CancelServicePipelineDeployment`.');
    expect(summary).not.toContain('mermaid');
  });

  it.each([
    ['failed', 'Read the status message'],
    ['timed-out', 'Run this step again'],
    ['superseded', 'Find out who started the other deployment'],
    ['interrupted', 'Run this step again'],
    ['not-found', 'Check the service name'],
    ['succeeded', 'If the new version must not stay'],
  ] as const)('has the next step where one is needed: %s', (outcome, step) => {
    expect(summaryOf([resultOf(outcome)], facts)).toContain(`**What to do:** ${step}`);
  });

  it('has no line for what is not known', () => {
    const summary = summaryOf([resultOf('not-found', { waitedMilliseconds: 0 })], facts);
    expect(rowsOf(summary).map((row) => row.split(' | ')[0])).toEqual(['| Service', '| :--', '| Outcome']);
  });

  it("tells of a failed deployment why, in AWS's words", () => {
    expect(summaryOf([resultOf('failed')], facts)).toContain('**Why:** User initiated cancellation.\n');
  });

  it.each([
    ['nothing-to-cancel', 'SUCCEEDED'],
    ['nothing-to-cancel', 'CANCELLED'],
    ['not-found', 'SUCCEEDED'],
  ] as const)('has no picture of a deployment that had ended before the request: %s, %s', (outcome, state) => {
    const timeline = [
      { state: 'REQUESTED', atMilliseconds: 0 },
      { state, atMilliseconds: 100 },
    ];
    expect(summaryOf([resultOf(outcome, { timeline })], facts)).not.toContain('What happened when');
  });

  it('leaves out links that it has no address for', () => {
    const summary = summaryOf([resultOf('cancelled')], { ...facts, region: undefined, runUrl: undefined });
    expect(summary).toContain('| Service | `checkout` |');
    expect(summary).not.toContain('Workflow run');
  });

  it('says which endpoint was asked where it is none of AWS', () => {
    const summary = summaryOf([resultOf('cancelled')], { ...facts, endpoint: 'http://127.0.0.1:7768' });
    expect(summary).toContain("\n**Not AWS's own endpoint:** `http://127.0.0.1:7768` was asked. [Workflow run]");
  });

  it('makes no link of an address that is none of the web', () => {
    const hostile = { ...facts, region: 'x/../evil', runUrl: 'javascript:alert(1)' };
    const summary = summaryOf([resultOf('cancelled')], hostile);
    expect(summary).not.toContain('javascript:');
    expect(summary).not.toContain('evil');
  });

  it('never shows the spec', () => {
    for (const outcome of outcomes) expect(summaryOf([resultOf(outcome)], facts)).not.toContain('secret');
  });
});

describe('the summary of several services', () => {
  it('says for each outcome what is deployed and what to do, worst first', () => {
    const summary = summaryOf(servicesOf(5, ['cancelled', 'failed', 'error', 'timed-out', 'nothing-to-cancel']), facts);
    expect(summary.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- **1 error** (`service-2`). Deployed now: unchanged by this step.  ',
      '- **1 failed** (`service-1`). Deployed now: not certain, parts of the failed deployment may remain (last success: 2026-09-29 14:02:11 UTC).  ',
      '- **1 timed out** (`service-3`). Deployed now: not settled until AWS has ended the cancellation (last success: 2026-09-29 14:02:11 UTC).  ',
      '- **1 with nothing to cancel** (`service-4`). Deployed now: fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC; unchanged by this step.  ',
      '- **1 cancelled** (`service-0`). Deployed now: fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC, as before the cancelled deployment.',
    ]);
    expect(summary).toContain(`Request id: \`${requestId}\`.`);
    expect(rowsIn(summary).map((row) => /service-\d/.exec(row)?.[0])).toEqual([
      'service-2',
      'service-1',
      'service-3',
      'service-4',
      'service-0',
    ]);
  });

  it('does not claim one state of deployment for errors that got differently far', () => {
    const results = [
      resultOf('error', { serviceName: 'a' }),
      resultOf('error', { serviceName: 'b', timeline: [{ state: 'CANCELLING', atMilliseconds: 1 }] }),
    ];
    expect(summaryOf(results, facts)).toContain('- **2 errors** (`a` and `b`).  \n');
  });

  it('tells failures that need different remedies one by one, up to a bound', () => {
    const results = Array.from({ length: 30 }, (_, index) =>
      resultOf('error', { serviceName: `service-${index}`, failure: { ...denied, remedy: `Remedy number ${index}.` } }),
    );
    const summary = summaryOf(results, facts);
    expect(summary).toContain('Remedy number 19.');
    expect(summary).not.toContain('Remedy number 20.');
    expect(summary).toContain('- and 10 more kinds of error');
  });

  it('says of several with the same outcome what holds for all of them', () => {
    const summary = summaryOf(servicesOf(4, ['cancelled', 'nothing-to-cancel']), facts);
    expect(summary).toContain(
      '- **2 cancelled** (`service-0` and `service-2`). Deployed now: what was deployed before.\n',
    );
    expect(summary).toContain('Deployed now: unchanged by this step.  \n  A reason for nothing-to-cancel.');
    const reasons = ['One.', 'Another.'].map((reason) => resultOf('nothing-to-cancel', { reason }));
    expect(summaryOf(reasons, facts)).not.toMatch(/One\.|Another\./);
  });

  it('has a row for each with as much of the id as tells it from the others', () => {
    const summary = summaryOf(servicesOf(2, ['cancelled', 'failed']), facts);
    expect(headerIn(summary)).toMatch(
      /^\| Service +(?:&nbsp;)? \| Outcome \| Deployment \| Status message \| Template, last success \| Waited \|$/,
    );
    expect(rowsIn(summary)[1]?.split(' | ').slice(1)).toEqual([
      '✅\u00A0**cancelled**',
      '`11111111…`',
      'User initiated cancellation.',
      'fargate-service 2.13<br>2026\u201109\u201129\u00A014:02',
      '42\u00A0s |',
    ]);
  });

  it("has AWS's messages alone in their column, never our own reason, and of an error its name", () => {
    const results = [resultOf('nothing-to-cancel', { pipeline: undefined }), resultOf('cancelled')];
    expect(rowsIn(summaryOf(results, facts)).map((row) => row.split(' | ')[3])).toEqual([
      '–',
      'User initiated cancellation.',
    ]);
    const summary = summaryOf([resultOf('error'), resultOf('cancelled')], facts);
    expect(headerIn(summary)).toContain('| Status message or error |');
    expect(rowsIn(summary)[0]?.split(' | ')[3]).toBe('AccessDeniedException');
  });

  it('has names as they are in a column that is wide enough for them', () => {
    const widths = ['a', 'payments-api', 'payments-batch-importer', 'x'.repeat(100)].map(
      (serviceName) => (rowsOf(summaryOf(servicesOf(2, ['cancelled'], { serviceName }), facts))[0] ?? '').length,
    );
    expect(widths).toEqual(widths.toSorted((left, right) => left - right));
    expect(new Set(widths).size).toBe(4);
    expect((widths[3] ?? 0) - (widths[2] ?? 0)).toBeLessThan(10);
    expect(summaryOf(servicesOf(2, ['cancelled'], { serviceName: 'payments-api' }), facts)).toContain(
      '[`payments-api`]',
    );
  });

  it('has table and picture in the same order: worst first, then the longest wait', () => {
    const waits = [1_000, 3_000, 2_000];
    const results = [
      ...waits.map((waitedMilliseconds, index) =>
        resultOf('cancelled', { serviceName: `ok-${index}`, waitedMilliseconds }),
      ),
      resultOf('failed', { serviceName: 'bad-0' }),
    ];
    const summary = summaryOf(results, facts);
    const order = ['bad-0', 'ok-1', 'ok-2', 'ok-0'];
    expect(rowsIn(summary).map((row) => /(?:ok|bad)-\d/.exec(row)?.[0])).toEqual(order);
    expect([...summary.matchAll(/^ {2}section (\S+)$/gm)].map(([, name]) => name)).toEqual(order);
    expect(summary).toContain('Worst first, then the longest wait.');
  });

  it('says why there are fewer lanes than services', () => {
    const summary = summaryOf(servicesOf(6, ['cancelled', 'nothing-to-cancel', 'not-found']), facts);
    expect(summary).toContain('4 without a lane: no deployment was seen changing there.');
    expect(summaryOf(servicesOf(6, ['cancelled']), facts)).not.toContain('without a lane');
  });

  it('explains the bars without a word, if there are any', () => {
    const states = (first: string, at: number): ServiceResult['timeline'] => [
      { state: first, atMilliseconds: 0 },
      { state: 'CANCELLING', atMilliseconds: at },
      { state: 'CANCELLED', atMilliseconds: 42_000 },
    ];
    const of = (timeline: ServiceResult['timeline']): string =>
      summaryOf(servicesOf(20, ['cancelled'], { timeline }), facts);
    expect(of(states('REQUESTED', 100))).not.toContain('Bars without a word');
    expect(of(states('IN_PROGRESS', 100))).toContain('Bars without a word: dark is `IN_PROGRESS`.');
    expect(of(states('IN_PROGRESS', 41_000))).toContain('Bars without a word: light is CANCELLING.');
    expect(of(states('@PAUSED', 100))).toContain('Bars without a word: dark is `@PAUSED`.');
  });

  it.each([
    [5, false],
    [50, true],
  ])('of %i shows the picture first where the table is long: %s', (count, isFirst) => {
    const summary = summaryOf(servicesOf(count, ['cancelled']), facts);
    expect(summary.indexOf('```mermaid') < summary.indexOf('| Service')).toBe(isFirst);
  });

  it('has a row for each of 1,000 services', () => {
    expect(rowsIn(summaryOf(servicesOf(1_000, ['cancelled', 'failed']), facts))).toHaveLength(1_000);
  });

  it.each([1_000, 20_000])(
    'stays under 1 MiB at %i services with hostile texts, and says what it leaves out',
    (count) => {
      const text = everythingHostile.repeat(10).slice(0, 5_000);
      const results = servicesOf(count, [...outcomes], {
        reason: text,
        pipeline: {
          deploymentStatus: text,
          deploymentStatusMessage: text,
          templateName: text,
          lastSucceededDeploymentId: text,
        },
        failure: { ...denied, name: text, message: text, remedy: text },
        deploymentId: text,
        timeline: [
          { state: text, atMilliseconds: 1 },
          { state: text, atMilliseconds: 2 },
        ],
      });
      const summary = summaryOf(results, facts);
      expect(Buffer.byteLength(summary)).toBeLessThan(mebibyte);
      const left = count - rowsIn(summary).length;
      if (left > 0) expect(summary).toContain(`${left} more services have no row here`);
    },
  );

  it('shows no hostile text outside code', () => {
    const results = servicesOf(12, [...outcomes], {
      serviceName: everythingHostile,
      reason: everythingHostile,
      failure: { ...denied, name: everythingHostile, message: everythingHostile, remedy: everythingHostile },
      pipeline: { deploymentStatusMessage: everythingHostile, templateName: everythingHostile },
      deploymentId: everythingHostile,
    });
    for (const given of [results, results.slice(-1), results.slice(0, 1)]) {
      const plain = summaryOf(given, { ...facts, runUrl: undefined })
        .replace(/```mermaid[^`]*```/, '')
        .replace(/`[^`\n]*`/g, '')
        .replaceAll('<br>', '')
        .replace(/\]\(https:\/\/(?:eu-west-1\.console|docs)\.aws\.amazon\.com[^\s()<>|`]*\)/g, ']');
      expect(plain).not.toMatch(/[<>@~$\\]|evil|GH-7|da39a3|&lt|#1|```|:x:|bold/);
    }
  });
});
