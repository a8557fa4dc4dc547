import { timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { EmulatorCredentials } from '../settings.ts';
import type { ReceivedRequest } from './api.ts';
import type { Refusal } from './api-error.ts';
import { type Authorization, parseAuthorization, wrongSignature } from './authorization.ts';

/** How a service differs from the others in its signatures. */
export interface SignatureStyle {
  /** S3 signs a path as it is sent, and a body may stay unsigned (S3 API reference, "Authenticating Requests"). */
  readonly isOfS3: boolean;
}

/**
 * Checks a request's AWS Signature Version 4, by signing it anew with the known secret: gives the refusal that AWS
 * answers, or nothing if the signature is right.
 */
export async function signatureProblem(
  request: ReceivedRequest,
  authorization: Authorization,
  credentials: EmulatorCredentials,
  style: SignatureStyle,
): Promise<Refusal | undefined> {
  const expected = await expectedSignature(request, authorization, credentials, style);
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(authorization.signature, 'hex'))
    ? undefined
    : wrongSignature(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
}

async function expectedSignature(
  request: ReceivedRequest,
  { region, service, signedHeaders, signedAtMilliseconds }: Authorization,
  { accessKeyId, secretAccessKey }: EmulatorCredentials,
  { isOfS3 }: SignatureStyle,
): Promise<string> {
  const signer = new SignatureV4({
    applyChecksum: false,
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    uriEscapePath: !isOfS3,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: String(request.headers.host),
      path: request.path,
      query: { ...request.query },
      headers: await headersToSign(request, signedHeaders, isOfS3),
      body: request.body,
    },
    { signingDate: new Date(signedAtMilliseconds), signableHeaders: new Set(signedHeaders) },
  );
  return parseAuthorization(signed.headers['authorization'] ?? '')?.signature ?? '';
}

const unsignedBodies: readonly string[] = ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'];

async function headersToSign(
  { headers, body }: ReceivedRequest,
  signedHeaders: readonly string[],
  mayBeUnsigned: boolean,
): Promise<Record<string, string>> {
  const signed = Object.fromEntries(signedHeaders.map((name) => [name, String(headers[name])]));
  // The signer trusts this header for the body's hash: what it says must be the truth, or a tampered body would pass.
  const said = signed['x-amz-content-sha256'];
  if (said !== undefined && !(mayBeUnsigned && unsignedBodies.includes(said))) {
    const hash = new Sha256();
    hash.update(body);
    signed['x-amz-content-sha256'] = Buffer.from(await hash.digest()).toString('hex');
  }
  return signed;
}
