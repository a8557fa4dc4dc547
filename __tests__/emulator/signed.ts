import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Emulator } from '../../emulator/server.ts';
import type { EmulatorCredentials } from '../../emulator/settings.ts';
import { type RawAnswer, send } from './http/requests.ts';

/** A request to sign and to send. */
export interface SignedRequest {
  /** The service that it is signed for. */
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly region?: string;
  /** The emulator's own, if not given. */
  readonly credentials?: EmulatorCredentials;
}

/** The media type of a form. */
export const form = 'application/x-www-form-urlencoded; charset=utf-8';

/** Signs a request as the SDKs do, sends it, and gives what is answered. */
export async function sendSigned(emulator: Emulator, request: SignedRequest): Promise<RawAnswer> {
  const { service, method = 'POST', path = '/', query = {}, body = '' } = request;
  const { host, hostname } = new URL(emulator.url);
  const signer = new SignatureV4({
    credentials: request.credentials ?? emulator.credentials,
    region: request.region ?? emulator.region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const headers = { host, ...request.headers };
  const signed = await signer.sign({ method, protocol: 'http:', hostname, path, query: { ...query }, headers, body });
  const search = new URLSearchParams(query).toString();
  const address = search === '' ? path : `${path}?${search}`;
  return send(emulator.url, { method, path: address, headers: signed.headers, body });
}
