import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { fieldsOf } from './detail.ts';
import { vocabulary } from './vocabulary.ts';

/** The AWS account of the targets, from the ids that AWS answered, or that the input gave; undefined without one. Digits. */
export function accountOf(results: readonly TargetResult[]): string | undefined {
  const ids = results.flatMap((result) => {
    const { stackId, arn } = fieldsOf(result);
    return [stackId, arn, result.target.reference, result.failure?.deniedResource];
  });
  return ids.map(accountIn).find((account) => account !== undefined);
}

/** The account in an ARN. */
export function accountIn(arn: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];
}

/** Which API was called, in which region and account, and at which endpoint if it isn't AWS's own. */
export function whereOf(results: readonly TargetResult[], facts: ReportFacts, { name }: Medium): string {
  const { targetKind, region, endpoint } = facts;
  const account = accountOf(results);
  const place = region === undefined ? '' : ` in ${name(region)}`;
  const owner = account === undefined ? '' : `, account ${name(account)}`;
  const note = endpoint === undefined ? '' : `. Not AWS's own endpoint: ${name(endpoint)}`;
  return `${vocabulary[targetKind].api}${place}${owner}${note}`;
}
