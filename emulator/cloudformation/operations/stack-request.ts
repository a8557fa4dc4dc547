import { QueryReader } from '../../query/query-reader.ts';
import { clientRequestTokenRule, stackNameOrIdRule } from '../rules.ts';
import type { StackRequest } from '../state/stack-requests.ts';

/** Reads a request that brings the stack and a token, and nothing else. @throws `ValidationError` */
export function readStackRequest(input: unknown): StackRequest {
  const reader = new QueryReader(input);
  const request = { nameOrId: reader.text('StackName', stackNameOrIdRule), token: readToken(reader) };
  reader.finish();
  return request;
}

/** Reads the ClientRequestToken. */
export function readToken(reader: QueryReader): string | undefined {
  return reader.optionalText('ClientRequestToken', clientRequestTokenRule);
}
