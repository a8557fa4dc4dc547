import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { EmulatorCredentials } from '../settings.ts';
import type { Refusal } from './api-error.ts';
import { type Authorization, parseAuthorization, wrongSignature } from './authorization.ts';

/** The parts of a received request that its signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** The request's path without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/**
 * Checks a request's AWS Signature Version 4, by signing it anew with the known secret: gives the refusal that AWS
 * answers, or nothing if the signature is right.
 */
export async function signatureProblem(
  request: SignedRequest,
  authorization: Authorization,
  credentials: EmulatorCredentials,
): Promise<Refusal | undefined> {
  const expected = await expectedSignature(request, authorization, credentials);
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(authorization.signature, 'hex'))
    ? undefined
    : wrongSignature(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
}

async function expectedSignature(
  request: SignedRequest,
  { region, service, signedHeaders, signedAtMilliseconds }: Authorization,
  { accessKeyId, secretAccessKey }: EmulatorCredentials,
): Promise<string> {
  const signer = new SignatureV4({
    applyChecksum: false,
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: String(request.headers.host),
      path: request.path,
      query: { ...request.query },
      headers: await headersToSign(request, signedHeaders),
      body: request.body,
    },
    { signingDate: new Date(signedAtMilliseconds), signableHeaders: new Set(signedHeaders) },
  );
  return parseAuthorization(signed.headers['authorization'] ?? '')?.signature ?? '';
}

async function headersToSign(
  { headers, body }: SignedRequest,
  signedHeaders: readonly string[],
): Promise<Record<string, string>> {
  const signed = Object.fromEntries(signedHeaders.map((name) => [name, String(headers[name])]));
  // The signer trusts this header for the body's hash: what it says must be the truth, or a tampered body would pass.
  if (signed['x-amz-content-sha256'] !== undefined) {
    const hash = new Sha256();
    hash.update(body);
    signed['x-amz-content-sha256'] = Buffer.from(await hash.digest()).toString('hex');
  }
  return signed;
}
