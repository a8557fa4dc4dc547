import type { TargetResult } from '../cancellation/model/result.ts';
import { pipelineOf, stackOf } from './sentences/detail.ts';

/** The AWS account of the targets, from the ids that AWS answered, or that the input gave; undefined without one. Digits. */
export function accountOf(results: readonly TargetResult[]): string | undefined {
  for (const result of results) {
    const ids = [
      stackOf(result)?.stackId,
      pipelineOf(result)?.arn,
      result.target.reference,
      result.failure?.deniedResource,
    ];
    for (const id of ids) {
      const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(id ?? '')?.[1];
      if (account !== undefined) return account;
    }
  }
  return undefined;
}
