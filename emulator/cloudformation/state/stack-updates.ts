import { type CancelRequest, changesBy, type StackRecord, type StatusChange } from './stack-record.ts';
import { isAtRest, type StackStatus } from './stack-status.ts';

/** An update of a stack as it truly is at the time of asking, whatever an answer on the wire may say. */
export interface UpdateTruth {
  /** Its OperationId. */
  readonly id: string;
  readonly token: string | undefined;
  /** The state that it has brought the stack to: of an update in the past, the one that it ended with. */
  readonly status: StackStatus;
  readonly begunAtMilliseconds: number;
  /** When the stack came to rest, its rollback included; nothing before. */
  readonly endedAtMilliseconds: number | undefined;
  /** When a cancellation was accepted, if one was. */
  readonly cancelRequestedAtMilliseconds: number | undefined;
  /** Every request to cancel it, those included that were refused and those that came after its end. */
  readonly cancelRequests: readonly CancelRequest[];
}

/** The updates of a stack that have begun by a time in milliseconds since 1970, oldest first. */
export function updatesBy(record: StackRecord, milliseconds: number): readonly UpdateTruth[] {
  const updates: [StatusChange, ...StatusChange[]][] = [];
  let current: [StatusChange, ...StatusChange[]] | undefined;
  for (const change of changesBy(record, milliseconds)) {
    if (change.status === 'UPDATE_IN_PROGRESS') {
      current = [change];
      updates.push(current);
    } else if (change.status.startsWith('UPDATE_')) {
      current?.push(change);
    }
  }
  return updates.map((changes) => updateTruth(record, changes));
}

function updateTruth(
  { cancelRequests }: StackRecord,
  changes: readonly [StatusChange, ...StatusChange[]],
): UpdateTruth {
  const [begun, ...others] = changes;
  const latest = others.at(-1) ?? begun;
  const requests = cancelRequests.filter(({ updateId }) => updateId === begun.operation.id);
  return {
    id: begun.operation.id,
    token: begun.operation.token,
    status: latest.status,
    begunAtMilliseconds: begun.atMilliseconds,
    endedAtMilliseconds: isAtRest(latest.status) ? latest.atMilliseconds : undefined,
    cancelRequestedAtMilliseconds: requests.find(({ verdict }) => verdict === 'accepted')?.atMilliseconds,
    cancelRequests: requests,
  };
}
