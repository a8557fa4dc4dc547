import type { IncomingMessage } from 'node:http';
import type { EmulatorSettings } from '../settings.ts';
import type { Api, AuthenticRequest } from './api.ts';
import type { Refusal } from './api-error.ts';
import { authorize } from './authorization.ts';
import type { BodyReader } from './body-reader.ts';
import { signatureProblem } from './signature.ts';

/** The settings that say who may call. */
export type AuthenticationSettings = Pick<
  EmulatorSettings,
  'credentials' | 'anyCredentials' | 'region' | 'signatureClock'
>;

/**
 * Reads a request to its end and checks its signature. The body is kept only if the headers are right, and is parsed only
 * after this check.
 */
export async function authenticate(
  request: IncomingMessage,
  { signingName }: Pick<Api, 'signingName'>,
  settings: AuthenticationSettings,
  readBody: BodyReader,
): Promise<AuthenticRequest | Refusal> {
  const { method = '', url = '/', headers } = request;
  const { path, query } = addressOf(url);
  const addressed = method === 'POST' && path === '/';
  const authorization = addressed
    ? authorize(headers, { ...settings, signingName, nowMilliseconds: settings.signatureClock.now() })
    : wrongAddress;
  if ('kind' in authorization) {
    // Read to its end and thrown away, or a client that still sends would see a broken connection, not the refusal.
    request.resume();
    return authorization;
  }
  const body = await readBody(request);
  if (body === 'too-large') {
    return { kind: 'too-large', message: 'The request is larger than 1 MiB.' };
  }
  if (body === 'overloaded') {
    return { kind: 'overloaded', message: 'The emulator is reading too many requests at once. Try again.' };
  }
  const problem = settings.anyCredentials
    ? undefined
    : await signatureProblem({ method, path, query, headers, body }, authorization, settings.credentials);
  return problem ?? { headers, body };
}

const wrongAddress: Refusal = { kind: 'wrong-address', message: 'Requests are taken as POST at the path "/".' };

/** Takes a request's target apart. Not with `URL`, for which a path that begins with `//` names a host. */
function addressOf(url: string): { readonly path: string; readonly query: Readonly<Record<string, string>> } {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
}
