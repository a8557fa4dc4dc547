import { changeSetArn } from '../arns.ts';
import { cloudFormationError } from '../cloudformation-error.ts';
import type { ChangeSet } from './change-set.ts';
import type { CloudFormationState } from './cloudformation-state.ts';
import { begunStack } from './new-stack.ts';
import { resourceWork } from './resource-work.ts';
import { isSameDefinition, type StackDefinition } from './stack-definition.ts';
import type { StackRecord } from './stack-record.ts';
import { begin, isRepeated, refuseUnlessUpdatable } from './stack-requests.ts';

/** A change set and the stack that it belongs to. */
export interface FoundChangeSet {
  readonly record: StackRecord;
  readonly changeSet: ChangeSet;
}

/** What a new change set is made of. */
export interface NewChangeSet extends Pick<ChangeSet, 'name' | 'type' | 'description' | 'token'> {
  readonly stackNameOrId: string;
  readonly definitionFrom: (present: StackDefinition | undefined) => StackDefinition;
}

/**
 * Creates a change set, which is ready at once; one of type CREATE brings its stack with it, in REVIEW_IN_PROGRESS. With
 * the token of the one that has the name, that one is answered; the name of one that was carried out is free.
 * @throws `ValidationError` for a stack that is there or not there against the type; `AlreadyExistsException`
 */
export function createChangeSet(state: CloudFormationState, asked: NewChangeSet): FoundChangeSet {
  const record = asked.type === 'CREATE' ? stackUnderReview(state, asked) : updatableStack(state, asked);
  const same = record.changeSets.find(({ name, operationId }) => name === asked.name && operationId === undefined);
  if (same !== undefined && same.token !== undefined && same.token === asked.token) return { record, changeSet: same };
  if (same !== undefined) {
    throw cloudFormationError(
      'AlreadyExistsException',
      `ChangeSet ${asked.name} cannot be created due to a mismatch with existing attribute Name`,
    );
  }
  const { definition: present } = state.latest(record);
  const definition = asked.definitionFrom(asked.type === 'CREATE' ? undefined : present);
  const changeSet: ChangeSet = {
    id: changeSetArn(state.settings, asked.name, state.settings.uuid()),
    name: asked.name,
    type: asked.type,
    description: asked.description,
    token: asked.token,
    definition,
    work: resourceWork(asked.type === 'CREATE' ? undefined : present, definition),
    createdAtMilliseconds: state.now(),
    hasChanges: asked.type === 'CREATE' || !isSameDefinition(definition, present),
    operationId: undefined,
  };
  return { changeSet, record: state.keep({ ...record, changeSets: [...record.changeSets, changeSet] }) };
}

/** A change set by its id, or by its name and its stack. @throws `ChangeSetNotFound`, and `ValidationError` for the stack */
export function getChangeSet(
  state: CloudFormationState,
  nameOrId: string,
  stackNameOrId: string | undefined,
): FoundChangeSet {
  const found = findChangeSet(state, nameOrId, stackNameOrId);
  if (found === undefined) throw cloudFormationError('ChangeSetNotFound', `ChangeSet [${nameOrId}] does not exist`);
  return found;
}

/** Takes a change set away; does nothing where there is none. @throws `ValidationError` for the stack */
export function deleteChangeSet(state: CloudFormationState, nameOrId: string, stackNameOrId: string | undefined): void {
  const found = findChangeSet(state, nameOrId, stackNameOrId);
  if (found !== undefined) {
    const { record, changeSet } = found;
    state.keep({ ...record, changeSets: record.changeSets.filter(({ id }) => id !== changeSet.id) });
  }
}

/** Carries out a change set. @throws `InvalidChangeSetStatus` for one that can't be; `TokenAlreadyExistsException` */
export function executeChangeSet(
  state: CloudFormationState,
  { record, changeSet }: FoundChangeSet,
  token: string | undefined,
  disableRollback: boolean,
): void {
  if (isRepeated(record, 'ExecuteChangeSet', token)) return;
  if (!changeSet.hasChanges || changeSet.operationId !== undefined) {
    const status = changeSet.hasChanges ? 'CREATE_COMPLETE' : 'FAILED';
    throw cloudFormationError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${status}]`,
    );
  }
  if (changeSet.type === 'UPDATE') refuseUnlessUpdatable(state, record);
  const status = changeSet.type === 'CREATE' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  const definition = { ...changeSet.definition, disableRollback };
  const begun = begin(state, record, 'ExecuteChangeSet', { status, token, definition });
  // The others go: they describe changes of a stack that is no longer like that (API reference, ExecuteChangeSet).
  state.keep({ ...begun, changeSets: [{ ...changeSet, operationId: state.latest(begun).operation.id }] });
}

/** Of several of one name the newest: the others have been carried out. */
function findChangeSet(
  state: CloudFormationState,
  nameOrId: string,
  stackNameOrId: string | undefined,
): FoundChangeSet | undefined {
  const isAsked = ({ id, name }: ChangeSet) => id === nameOrId || (stackNameOrId !== undefined && name === nameOrId);
  const records = stackNameOrId === undefined ? state.records() : [state.get(stackNameOrId)];
  for (const record of records) {
    const changeSet = record.changeSets.findLast(isAsked);
    if (changeSet !== undefined) return { record, changeSet };
  }
  return undefined;
}

function updatableStack(state: CloudFormationState, { stackNameOrId }: NewChangeSet): StackRecord {
  const record = state.get(stackNameOrId);
  refuseUnlessUpdatable(state, record);
  return record;
}

function stackUnderReview(state: CloudFormationState, { stackNameOrId, definitionFrom }: NewChangeSet): StackRecord {
  const present = state.find(stackNameOrId);
  if (present === undefined) {
    const beginning = { status: 'REVIEW_IN_PROGRESS', atMilliseconds: state.now() } as const;
    return begunStack(stackNameOrId, state.settings, { ...beginning, definition: definitionFrom(undefined) });
  }
  if (state.latest(present).status !== 'REVIEW_IN_PROGRESS') {
    throw cloudFormationError(
      'ValidationError',
      `Stack [${stackNameOrId}] already exists and cannot be created again with the changeSet [${present.id}].`,
    );
  }
  return present;
}
