import type { JsonObject } from '../json.ts';
import type { Api, Service } from './api.ts';
import type { ApiError } from './api-error.ts';

/** What the server does with a call in the end. `word` stands for it in the log and in recorded requests. */
export type Answer =
  | SentAnswer<string | Buffer>
  | { readonly kind: 'cut-body' | 'stall-body'; readonly word: string; readonly type: string; readonly body: string }
  | { readonly kind: 'stall' | 'reset'; readonly word: string };

/** An answer that arrives whole. */
export interface SentAnswer<Body extends string | Buffer = string> {
  readonly kind: 'send';
  readonly word: string;
  readonly status: number;
  readonly type: string;
  readonly body: Body;
  /** In addition to those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether something on the way answers in the API's place, which knows no request id of AWS. */
  readonly isOfProxy?: boolean;
}

/** The answer of an operation that went well. */
export function success(api: Api, operation: string, members: JsonObject, requestId: string): SentAnswer {
  return { kind: 'send', word: 'ok', status: 200, ...api.encode(operation, members, requestId) };
}

/** The answer that carries an error. */
export function failure(service: Service, error: ApiError, requestId: string): SentAnswer {
  return { kind: 'send', word: error.name, status: error.status, ...service.encodeError(error, requestId) };
}
