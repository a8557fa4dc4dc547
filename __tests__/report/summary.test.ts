import { describe, expect, it } from 'vitest';
import { outcomes } from '../../src/cancellation/outcome.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { everythingHostile } from './hostile.ts';
import { denied, deploymentId, facts, lastSuccessId, requestId, resultOf, servicesOf } from './sample.ts';

const mebibyte = 1_048_576;

function rowsIn(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => line.startsWith('| ['));
}

describe('the summary of one service', () => {
  it('begins with the verdict and ends with where to look further', () => {
    expect(summaryOf([resultOf('cancelled')], facts).split('\n\n')).toEqual([
      '### ✅ Stopped: the pipeline deployment of `checkout` was cancelled after 42 s.',
      `**Deployed now:** what was deployed before it (last success: deployment \`${lastSuccessId}\` of 2026-09-29 14:02:11 UTC).`,
      [
        '| Service | Outcome | Deployment | Status message | Template | Last success | Waited |',
        '| :-- | :-- | :-- | :-- | :-- | :-- | --: |',
        `| [\`checkout\`](https://eu-west-1.console.aws.amazon.com/proton/home?region=eu-west-1#/services/detail/checkout) | ✅\u00A0**cancelled** | \`${deploymentId}\` | User initiated cancellation. | fargate-service 2.13 | 2026\u201109\u201129 14:02 | 42 s |`,
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
      `**Why:** CancelServicePipelineDeployment met \`AccessDeniedException\`: User is not authorized. Request id: \`${requestId}\`.`,
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

  it('says something in each cell when nothing is known', () => {
    const [row] = rowsIn(summaryOf([resultOf('not-found', { waitedMilliseconds: 0 })], facts));
    expect(row).toMatch(/\| – \| A reason for not-found\. \| – \| – \| – \|$/);
  });

  it('leaves out links that it has no address for', () => {
    const summary = summaryOf([resultOf('cancelled')], { ...facts, region: undefined, runUrl: undefined });
    expect(summary).toContain('| `checkout` | ');
    expect(summary).not.toContain('Workflow run');
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
      '- **1 failed** (`service-1`). Deployed now: not certain, parts of the failed deployment may remain.  ',
      '- **1 timed out** (`service-3`). Deployed now: not settled before the cancellation ends.  ',
      '- **1 with nothing to cancel** (`service-4`). Deployed now: unchanged by this step.',
      '- **1 cancelled** (`service-0`). Deployed now: what was deployed before it.',
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

  it('shortens ids of many services only where nothing is left to do', () => {
    const rows = rowsIn(summaryOf(servicesOf(50, ['cancelled', 'failed']), facts));
    expect(rows).toHaveLength(50);
    expect(rows[0]).toContain(`\`${deploymentId}\``);
    expect(rows[49]).toContain('`11111111…`');
  });

  it.each([
    [5, false],
    [50, true],
  ])('of %i shows the picture first where the table is long: %s', (count, isFirst) => {
    const summary = summaryOf(servicesOf(count, ['cancelled']), facts);
    expect(summary.indexOf('```mermaid') < summary.indexOf('| Service |')).toBe(isFirst);
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
        .replace(/\]\(https:\/\/(?:eu-west-1\.console|docs)\.aws\.amazon\.com[^\s()<>|`]*\)/g, ']');
      expect(plain).not.toMatch(/[<>@~$\\]|evil|GH-7|da39a3|&lt|#1|```|:x:|bold/);
    }
  });
});
