import type { IncomingMessage } from 'node:http';
import { AWS_JSON } from '../http/answer.ts';
import { signatureProblem } from '../http/signature.ts';
import type { EmulatorSettings } from '../settings.ts';
import { TARGET_PREFIX } from './call.ts';
import { type ProtonError, protonError } from './proton-error.ts';

/** What a request of AWS JSON 1.0 asks for. */
export interface ProtonRequest {
  /** The operation's name without the target's prefix; the whole target where it has another prefix. */
  readonly operation: string;
  /** The parsed body, or `undefined` if it is no JSON. */
  readonly input: unknown;
}

/** Reads what a request asks for, before it is known whether it may ask. */
export function readRequest({ headers }: IncomingMessage, body: Buffer | undefined): ProtonRequest {
  const target = headers['x-amz-target'];
  const operation = typeof target === 'string' ? target : '';
  return {
    operation: operation.startsWith(TARGET_PREFIX) ? operation.slice(TARGET_PREFIX.length) : operation,
    input: body === undefined ? undefined : parseJson(body.toString()),
  };
}

/** What is wrong with a request before its operation counts: its form (AWS JSON 1.0) or its signature. */
export async function protocolProblem(
  request: IncomingMessage,
  body: Buffer | undefined,
  { input }: ProtonRequest,
  settings: Pick<EmulatorSettings, 'credentials' | 'region' | 'signatureClock'>,
): Promise<ProtonError | undefined> {
  const { method = '', url = '/', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://emulator');
  if (body === undefined) {
    return protonError('RequestEntityTooLargeException', 'The request is too large.');
  }
  if (method !== 'POST' || pathname !== '/') {
    return protonError('UnknownOperationException', 'Proton takes its requests as POST at the path "/".');
  }
  const problem = await signatureProblem(
    { method, path: pathname, query: Object.fromEntries(searchParams), headers, body },
    { ...settings, nowMilliseconds: settings.signatureClock.now() },
  );
  if (problem !== undefined) {
    return problem;
  }
  if (headers['content-type'] !== AWS_JSON) {
    return protonError('UnknownOperationException', `The Content-Type of a request must be ${AWS_JSON}.`);
  }
  return input === undefined ? protonError('SerializationException', 'The body of the request is no JSON.') : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
