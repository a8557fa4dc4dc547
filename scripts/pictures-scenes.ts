import { defaultFailOn, type Outcome } from '../src/cancellation/model/outcome.ts';
import type { TargetResult } from '../src/cancellation/model/result.ts';
import type { ReportFacts } from '../src/report/facts.ts';
import { serviceAt, stackAt } from './pictures-results.ts';

/** Results whose summary is photographed. */
export interface Scene {
  /** The name of the picture, without its ending. */
  readonly name: string;
  readonly results: readonly TargetResult[];
  readonly facts: ReportFacts;
  /** The picture in the README, if it is in there: a path from the root. */
  readonly inReadme?: string;
}

const facts: ReportFacts = {
  targetKind: 'service',
  region: 'eu-west-1',
  endpoint: undefined,
  failOn: new Set(defaultFailOn),
  dryRun: false,
  waitMilliseconds: 1_800_000,
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  startedAt: new Date('2026-11-20T03:12:07Z'),
};
const stackFacts: ReportFacts = { ...facts, targetKind: 'stack' };

/** Summaries of one, a few and many targets, of both kinds. */
export const scenes: readonly Scene[] = [
  {
    name: '1-cancelled',
    facts: stackFacts,
    results: [stackAt(0, 'AWSProton-checkout-prod', 'cancelled')],
    inReadme: 'docs/summary-cancelled.png',
  },
  { name: '1-service', facts, results: [serviceAt(0, 'checkout', 'cancelled')] },
  { name: '1-failed', facts: stackFacts, results: [stackAt(3, 'AWSProton-checkout-prod', 'failed')] },
  { name: '1-error', facts: stackFacts, results: [stackAt(1, 'AWSProton-checkout-prod', 'error')] },
  { name: '2-targets', facts: stackFacts, results: several(2, stackAt) },
  { name: '5-targets', facts: stackFacts, results: several(5, stackAt), inReadme: 'docs/summary-several-targets.png' },
  { name: '50-targets', facts, results: several(50, serviceAt) },
];

type Make = (index: number, name: string, outcome: Outcome) => TargetResult;

function several(count: number, make: Make): readonly TargetResult[] {
  return Array.from({ length: count }, (_each, index) => {
    const subject = ['payments', 'orders', 'search', 'web', 'docs', 'billing', 'reports'][index % 7];
    const part = ['api', 'worker', 'frontend', 'indexer', 'batch-importer'][index % 5];
    return make(index, `${subject}-${part}-${index + 1}`, outcomeAt(index));
  });
}

/** Most are cancelled; the others end in each way that a deployment can end. */
function outcomeAt(index: number): Outcome {
  const outcomes: Readonly<Record<number, Outcome>> = {
    2: 'succeeded',
    3: 'failed',
    4: 'nothing-to-cancel',
    9: 'timed-out',
    20: 'error',
  };
  return outcomes[index % 22 === 20 ? 20 : index % 11] ?? 'cancelled';
}
