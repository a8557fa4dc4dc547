import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../query-reader.ts';
import { clientRequestTokenRule, stackNameOrIdRule, stackNameRule } from '../rules.ts';
import type { CloudFormationState } from '../state/cloudformation-state.ts';
import type { StackRecord } from '../state/stack-record.ts';
import * as requests from '../state/stack-requests.ts';
import { readDefinition } from './definition.ts';
import type { Reading } from './reading.ts';

/** CreateStack: begins to create a stack. */
export function createStack({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const request = { nameOrId: reader.text('StackName', stackNameRule), token: readToken(reader) };
  const definitionFrom = readDefinition(reader, state.settings);
  reader.finish();
  return operationView(state, requests.createStack(state, request, definitionFrom(undefined)));
}

/** UpdateStack: begins an update. */
export function updateStack({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const request = readRequest(reader);
  const definitionFrom = readDefinition(reader, state.settings);
  reader.finish();
  return operationView(state, requests.updateStack(state, request, definitionFrom));
}

/** CancelUpdateStack: asks for the cancellation of the update in progress. Its answer is empty. */
export function cancelUpdateStack({ state }: Reading, input: unknown): JsonObject {
  requests.cancelUpdateStack(state, readWholeRequest(input));
  return {};
}

/** ContinueUpdateRollback: rolls back once more after a rollback that failed. Its answer is empty. */
export function continueUpdateRollback({ state }: Reading, input: unknown): JsonObject {
  requests.continueUpdateRollback(state, readWholeRequest(input));
  return {};
}

/** RollbackStack: rolls back an update that failed without a rollback. */
export function rollbackStack({ state }: Reading, input: unknown): JsonObject {
  return operationView(state, requests.rollbackStack(state, readWholeRequest(input)));
}

/** DeleteStack: begins a deletion. Its answer is empty. */
export function deleteStack({ state }: Reading, input: unknown): JsonObject {
  requests.deleteStack(state, readWholeRequest(input));
  return {};
}

function readWholeRequest(input: unknown): requests.StackRequest {
  const reader = new QueryReader(input);
  const request = readRequest(reader);
  reader.finish();
  return request;
}

function readRequest(reader: QueryReader): requests.StackRequest {
  return { nameOrId: reader.text('StackName', stackNameOrIdRule), token: readToken(reader) };
}

function readToken(reader: QueryReader): string | undefined {
  return reader.optionalText('ClientRequestToken', clientRequestTokenRule);
}

function operationView(state: CloudFormationState, record: StackRecord): JsonObject {
  return { StackId: record.id, OperationId: state.latest(record).operation.id };
}
