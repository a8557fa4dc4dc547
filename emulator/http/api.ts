import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../json.ts';
import type { ApiError, RefusalKind } from './api-error.ts';
import type { Caller } from './callers.ts';

/** A request as it has arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request whose signature was found right. */
export interface AuthenticRequest extends ReceivedRequest {
  readonly caller: Caller;
}

/** A service as the server sees it before operations count. */
export interface Service {
  /** The service name that its requests are signed for, and the prefix of its IAM actions. */
  readonly signingName: string;
  /** Encodes an error. */
  encodeError(error: ApiError, requestId: string): EncodedBody;
  /** The error in which the service words a refusal that all of AWS knows. */
  refusal(kind: RefusalKind, message: string): ApiError;
}

/** What a request asks for. */
export interface ApiCall {
  /** The operation's name, such as `GetService` or `DescribeStacks`; otherwise what the request has in its place. */
  readonly operation: string;
  /** The request's members, as its API parses them. */
  readonly input: unknown;
  /** The service or stack that the request names, if it names one: for the log, and for faults of one target. */
  readonly target: string | undefined;
  /** What is wrong with the request's form. Such a call is not carried out, and no fault happens to it. */
  readonly problem?: ApiError;
}

/** How the answer to a call departs from the truth. All zero, where no fault says otherwise. */
export interface Distortion {
  /** How old the state is that a read answers. Operations that change something ignore it. */
  readonly staleMilliseconds: number;
  /** Added to every time in the answer. */
  readonly clockSkewMilliseconds: number;
}

/** Where a service or a stack stands, in AWS's own words, such as `IN_PROGRESS`: for the log of changes. */
export interface TargetState {
  readonly target: string;
  readonly state: string;
}

/** The body of an answer, and the media type that it is sent as. */
export interface EncodedBody {
  readonly type: string;
  readonly body: string;
}

/**
 * One AWS API, as the server sees it: everything about HTTP, signatures, faults and records is the server's matter,
 * everything about operations, state and encoding the API's. Nothing here is asynchronous, and nothing knows HTTP
 * beyond the headers and the body of a request.
 */
export interface Api extends Service {
  readonly kind: 'api';
  readonly signingName: 'proton' | 'cloudformation';
  /** Tells, from the headers alone, whether a request that is signed for no service of the server is for this API. */
  owns(headers: IncomingHttpHeaders): boolean;
  /** Reads what a request asks for. Never throws: what is wrong with it is the call's `problem`. */
  read(request: AuthenticRequest): ApiCall;
  /** The resource that IAM allows the call's action on: for AccessDenied messages. */
  resourceArn(call: ApiCall): string;
  /** Carries a call out, and gives the members of its answer. @throws `ApiError`, also for an unknown operation */
  carryOut(call: ApiCall, distortion: Distortion): JsonObject;
  /** Begins the deletion of the target that the call names, if there is one, past the API; without a duration, its own. */
  deleteTarget(call: ApiCall, milliseconds: number | undefined): void;
  /** Encodes the members of an answer. */
  encode(operation: string, members: JsonObject, requestId: string): EncodedBody;
  /** The HTTP status that goes with an error's name; 400 for a name that the API does not know. */
  statusOfError(name: string): number;
  /** Where all its targets stand now. */
  states(): Iterable<TargetState>;
}
