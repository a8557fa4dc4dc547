import { cloudFormationError } from '../cloudformation-error.ts';
import type { CloudFormationState } from './cloudformation-state.ts';
import { userInitiated } from './course.ts';
import { begunStack } from './new-stack.ts';
import { isSameDefinition, type StackDefinition } from './stack-definition.ts';
import type { CancelRequest, StackRecord, TokenOperation } from './stack-record.ts';
import { isAtRest, type StackStatus } from './stack-status.ts';
import { updatesBy } from './stack-updates.ts';
import { changed, type Transition } from './transition.ts';

/** What every request to change a stack can bring. */
export interface StackRequest {
  readonly nameOrId: string;
  /** The ClientRequestToken. */
  readonly token: string | undefined;
}

/** The states from which an update can begin (user guide, "Stack status codes"). */
const updatable: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

/** Creates a stack. @throws `AlreadyExistsException`, `TokenAlreadyExistsException` */
export function createStack(
  state: CloudFormationState,
  { nameOrId: name, token }: StackRequest,
  definition: StackDefinition,
): StackRecord {
  const present = state.find(name);
  if (present !== undefined) {
    if (isRepeated(present, 'CreateStack', token)) return present;
    throw cloudFormationError('AlreadyExistsException', `Stack [${name}] already exists`);
  }
  const beginning = { status: 'CREATE_IN_PROGRESS', atMilliseconds: state.now(), token, definition } as const;
  return state.keep(remembering(begunStack(name, state.settings, beginning), 'CreateStack', token));
}

/**
 * Begins an update.
 * @throws `ValidationError` for a stack that does not exist, for one in a state from which no update
 * begins, and where nothing would change; `TokenAlreadyExistsException`
 */
export function updateStack(
  state: CloudFormationState,
  { nameOrId, token }: StackRequest,
  definitionFrom: (present: StackDefinition) => StackDefinition,
): StackRecord {
  const record = state.get(nameOrId);
  if (isRepeated(record, 'UpdateStack', token)) return record;
  refuseUnlessUpdatable(state, record);
  const { definition: present, status } = state.latest(record);
  const definition = definitionFrom(present);
  if (isSameDefinition(definition, present) && status !== 'UPDATE_FAILED') {
    throw cloudFormationError('ValidationError', 'No updates are to be performed.');
  }
  return begin(state, record, 'UpdateStack', { status: 'UPDATE_IN_PROGRESS', token, definition });
}

/**
 * Asks for the cancellation of the update in progress.
 * @throws `ValidationError` for a stack that does not exist and where
 * no update is in progress; `TokenAlreadyExistsException`
 */
export function cancelUpdateStack(state: CloudFormationState, { nameOrId, token }: StackRequest): void {
  const record = state.get(nameOrId);
  if (isRepeated(record, 'CancelUpdateStack', token)) {
    state.keep(withCancelRequest(state, record, token, 'repeated'));
    return;
  }
  if (state.latest(record).status !== 'UPDATE_IN_PROGRESS') {
    state.keep(withCancelRequest(state, record, token, 'refused'));
    throw cloudFormationError('ValidationError', 'CancelUpdateStack cannot be called from current stack status');
  }
  const asked = withCancelRequest(state, record, token, 'accepted');
  begin(state, asked, 'CancelUpdateStack', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', token });
}

/**
 * Begins a deletion; does nothing for a stack that does not exist.
 * @throws `ValidationError` while an update or a
 * rollback is in progress; `TokenAlreadyExistsException`
 */
export function deleteStack(state: CloudFormationState, { nameOrId, token }: StackRequest): void {
  const record = state.find(nameOrId);
  if (record === undefined || isRepeated(record, 'DeleteStack', token)) return;
  const { status } = state.latest(record);
  if (status.startsWith('DELETE_') && status !== 'DELETE_FAILED') return;
  if (!isAtRest(status) && status !== 'CREATE_IN_PROGRESS' && status !== 'REVIEW_IN_PROGRESS') {
    throw cloudFormationError('ValidationError', `Stack [${record.id}] cannot be deleted while in status ${status}`);
  }
  begin(state, record, 'DeleteStack', { status: 'DELETE_IN_PROGRESS', token });
}

/** Rolls back once more after a rollback that failed. @throws `ValidationError` in any other state, and for a nested stack */
export function continueUpdateRollback(state: CloudFormationState, { nameOrId, token }: StackRequest): void {
  const record = state.get(nameOrId);
  if (isRepeated(record, 'ContinueUpdateRollback', token)) return;
  // The texts name another operation than the one that was called (recorded).
  if (record.parentId !== undefined) {
    throw cloudFormationError('ValidationError', 'RollbackUpdatedStack cannot be invoked on child stacks');
  }
  if (state.latest(record).status !== 'UPDATE_ROLLBACK_FAILED') {
    throw cloudFormationError('ValidationError', 'RollbackUpdatedStack cannot be called from current stack status');
  }
  const status = 'UPDATE_ROLLBACK_IN_PROGRESS';
  begin(state, record, 'ContinueUpdateRollback', { status, token, type: 'CONTINUE_ROLLBACK' });
}

/** Rolls back an update that failed without a rollback. @throws `ValidationError` in any other state */
export function rollbackStack(state: CloudFormationState, { nameOrId, token }: StackRequest): StackRecord {
  const record = state.get(nameOrId);
  if (isRepeated(record, 'RollbackStack', token)) return record;
  const { status } = state.latest(record);
  if (status !== 'UPDATE_FAILED') {
    const text = `Stack:${record.id} is in ${status} state and can not be rolled back.`;
    throw cloudFormationError('ValidationError', text);
  }
  return begin(state, record, 'RollbackStack', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', token });
}

/** @throws `ValidationError` for a stack in a state from which no update begins */
export function refuseUnlessUpdatable(state: CloudFormationState, record: StackRecord): void {
  const { status } = state.latest(record);
  if (!updatable.includes(status)) {
    throw cloudFormationError('ValidationError', `Stack:${record.id} is in ${status} state and can not be updated.`);
  }
}

/** Begins what a user asked for, and remembers the token. */
export function begin(
  state: CloudFormationState,
  record: StackRecord,
  operation: TokenOperation,
  transition: Omit<Transition, 'atMilliseconds' | 'reason'>,
): StackRecord {
  const begun = { ...transition, atMilliseconds: state.now(), reason: userInitiated };
  return state.keep(remembering(changed(record, begun, state.settings.uuid), operation, transition.token));
}

/**
 * Tells whether a request with that token was carried out before: then it is not carried out again. Throws
 * `TokenAlreadyExistsException` where the token was that of another operation.
 */
export function isRepeated(record: StackRecord, operation: TokenOperation, token: string | undefined): boolean {
  const known = token === undefined ? undefined : record.tokens.get(token);
  if (known !== undefined && known !== operation) {
    throw cloudFormationError('TokenAlreadyExistsException', `Client request token ${token} was used by ${known}.`);
  }
  return known !== undefined;
}

function remembering(record: StackRecord, operation: TokenOperation, token: string | undefined): StackRecord {
  return token === undefined ? record : { ...record, tokens: new Map([...record.tokens, [token, operation]]) };
}

function withCancelRequest(
  state: CloudFormationState,
  record: StackRecord,
  token: string | undefined,
  verdict: CancelRequest['verdict'],
): StackRecord {
  const atMilliseconds = state.now();
  const updateId = updatesBy(record, atMilliseconds).at(-1)?.id;
  return { ...record, cancelRequests: [...record.cancelRequests, { atMilliseconds, token, verdict, updateId }] };
}
