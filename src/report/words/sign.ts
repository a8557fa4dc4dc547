import { type Severity, severityOf } from '../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { type Standing, standingOf } from './standing.ts';

/** A sign for the eye, worst first. */
const signs = ['❌', '⚠️', '⏳', '✅', 'ℹ️'] as const;

type Sign = (typeof signs)[number];

const bySeverity: Readonly<Record<Severity, Sign>> = { error: '❌', warning: '⚠️', notice: 'ℹ️', none: '✅' };

/**
 * What became of the deployment, in one sign: `⏳` it is still being stopped, `⚠️` nobody knows, or it is not as wished,
 * `✅` stopped, `ℹ️` nothing was done, `❌` not stopped. Whether the step fails is another question: it also fails when
 * the time is over, and a cross beside "Being stopped" would contradict it.
 */
export function signOf(result: ServiceResult, { failOn }: ReportFacts): Sign {
  switch (result.outcome) {
    case 'timed-out':
    case 'requested':
      return '⏳';
    case 'would-cancel':
      return 'ℹ️';
    case 'superseded':
      return '⚠️';
    case 'interrupted':
      return signOfStanding(standingOf(result), '⏳');
    case 'error':
      return signOfStanding(standingOf(result), '⚠️');
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'nothing-to-cancel':
    case 'deleted':
    case 'not-found':
      return bySeverity[severityOf(result.outcome, failOn)];
  }
}

/** The worst sign of all services. */
export function signOfAll(results: readonly ServiceResult[], facts: ReportFacts): Sign {
  const present = new Set(results.map((result) => signOf(result, facts)));
  return signs.find((sign) => present.has(sign)) ?? 'ℹ️';
}

function signOfStanding(standing: Standing, whereAccepted: Sign): Sign {
  switch (standing) {
    case 'not-sent':
    case 'refused':
      return '❌';
    case 'accepted':
      return whereAccepted;
    case 'unknown':
      return '⚠️';
  }
}
