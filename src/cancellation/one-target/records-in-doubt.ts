import type { Failure } from '../model/failure.ts';
import { isNotRecordedYet, pauseBeforeRetry, readRecords } from './calls.ts';
import type { RecordsRead } from './readings.ts';
import type { TargetRun } from './run.ts';

/** The records, or what was read of them before. `isTimeOver`: there was no time left to ask until they were answered. */
type RecordsInDoubt = Partial<RecordsRead> & { readonly isTimeOver: boolean };

/**
 * Asks for the records about a request in doubt, perhaps in vain.
 *
 * @param readId the deployment that a reading has named, if its record may say anything
 */
export async function recordsInDoubt(run: TargetRun, readId: string | undefined): Promise<RecordsInDoubt> {
  const { service, clock, limits } = run.traffic;
  const { findsByToken } = service;
  const askedId = run.deploymentId ?? (findsByToken ? undefined : readId);
  const mayAsk = askedId !== undefined || findsByToken;
  const read = mayAsk ? await askForRecords(run, askedId) : undefined;
  if (read !== undefined && !('kind' in read) && !isLost(run.doubt.records, read)) run.doubt.records = read;
  const known = run.doubt.records;
  const isAboutAsked = findsByToken || known?.deploymentId === askedId;
  const denial = read !== undefined && 'kind' in read ? { denial: read } : undefined;
  const isTimeOver = mayAsk && (read === undefined || (denial !== undefined && clock.now() >= limits.hardEnd));
  return { ...(isAboutAsked ? known : undefined), ...denial, isTimeOver };
}

/** Whether records lag so far behind the last ones that they tell nothing of the deployment that those tell of. */
function isLost(known: RecordsRead | undefined, { deploymentId, records }: RecordsRead): boolean {
  return records.length === 0 && known?.deploymentId === deploymentId;
}

/** @returns the records, or why they can't be read; undefined if their turn never came */
async function askForRecords(
  run: TargetRun,
  deploymentId: string | undefined,
): Promise<RecordsRead | Failure | undefined> {
  for (;;) {
    const attempted = await readRecords(run, 'urgent', deploymentId);
    if (attempted === undefined) return undefined;
    const { answer, startedAt, sentAt } = attempted;
    const askedAt = sentAt ?? startedAt;
    if (answer.ok) return { records: answer.value, askedAt, deploymentId };
    if (isNotRecordedYet(run, answer.failure, askedAt)) return { records: [], askedAt, deploymentId };
    if (!(await pauseBeforeRetry(run, answer.failure, startedAt))) return answer.failure;
  }
}
