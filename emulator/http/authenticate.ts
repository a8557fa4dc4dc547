import type { IncomingMessage } from 'node:http';
import { isForm } from '../query/request.ts';
import type { EmulatorSettings } from '../settings.ts';
import type { Api, AuthenticRequest, ReceivedRequest } from './api.ts';
import type { Refusal } from './api-error.ts';
import { authorize } from './authorization.ts';
import type { BodyReader } from './body-reader.ts';
import type { Callers } from './callers.ts';
import { signatureProblem } from './signature.ts';
import type { SupportingService } from './supporting-service.ts';

/** What requests are held against. */
export interface Authentication {
  readonly settings: Pick<EmulatorSettings, 'anyCredentials' | 'region' | 'signatureClock'>;
  readonly callers: Callers;
  readonly readBody: BodyReader;
}

const mebibyte = 1024 * 1024;

/** The largest request that is read: the largest spec of the model, in the longest JSON, with room to spare. */
const largestBodyBytes = mebibyte;

/** The largest object: what the SDKs send in parts is larger than this, or than 8 MiB. */
const largestObjectBytes = 8 * mebibyte;

/** The largest request that nobody signed: twice the longest token of a web identity (STS API reference). */
const largestUnsignedBytes = 40_000;

/**
 * Reads a request to its end and checks its signature. The body is kept only if the headers are right, and is parsed only
 * after this check.
 */
export async function authenticate(
  request: IncomingMessage,
  service: Api | SupportingService,
  { settings, callers, readBody }: Authentication,
): Promise<AuthenticRequest | Refusal> {
  const { headers } = request;
  const isRest = service.kind === 'supporting' && service.protocol === 'rest';
  const address = { method: request.method ?? '', ...addressOf(request.url ?? '/') };
  const authorization =
    isRest || (address.method === 'POST' && address.path === '/')
      ? authorize(headers, {
          callers,
          anyCredentials: settings.anyCredentials,
          // STS is called in one region for work in several.
          region: service.kind === 'api' ? settings.region : undefined,
          signingName: service.signingName,
          nowMilliseconds: settings.signatureClock.now(),
        })
      : wrongAddress;
  if ('kind' in authorization) {
    // Read to its end and thrown away, or a client that still sends would see a broken connection, not the refusal.
    request.resume();
    return authorization;
  }
  const received = await receive(request, isRest ? largestObjectBytes : largestBodyBytes, readBody);
  if ('kind' in received) return received;
  const { caller } = authorization;
  const problem = settings.anyCredentials
    ? undefined
    : await signatureProblem(received, authorization, caller.credentials, { isOfS3: isRest });
  return problem ?? { ...received, caller };
}

/**
 * Reads a request that nobody signed, if it may be one that needs no signature: gives it with the service that takes it,
 * or nothing.
 */
export async function takeUnsigned(
  request: IncomingMessage,
  services: readonly SupportingService[],
  { callers, readBody }: Pick<Authentication, 'callers' | 'readBody'>,
): Promise<{ readonly service: SupportingService; readonly request: AuthenticRequest } | undefined> {
  if (request.headers.authorization !== undefined || request.method !== 'POST' || !isForm(request.headers)) {
    return undefined;
  }
  const received = await receive(request, largestUnsignedBytes, readBody);
  const service = 'kind' in received ? undefined : services.find((each) => each.takesUnsigned(received));
  return 'kind' in received || service === undefined
    ? undefined
    : { service, request: { ...received, caller: callers.first } };
}

const wrongAddress: Refusal = { kind: 'wrong-address', message: 'Requests are taken as POST at the path "/".' };

async function receive(
  request: IncomingMessage,
  largestBytes: number,
  readBody: BodyReader,
): Promise<ReceivedRequest | Refusal> {
  const body = await readBody(request, largestBytes);
  switch (body) {
    case 'too-large':
      return { kind: 'too-large', message: `The request is larger than ${largestBytes / mebibyte} MiB.` };
    case 'overloaded':
      return { kind: 'overloaded', message: 'The emulator is reading too many requests at once. Try again.' };
  }
  return { method: request.method ?? '', ...addressOf(request.url ?? '/'), headers: request.headers, body };
}

/** Takes a request's target apart. Not with `URL`, for which a path that begins with `//` names a host. */
function addressOf(url: string): { readonly path: string; readonly query: Readonly<Record<string, string>> } {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
}
