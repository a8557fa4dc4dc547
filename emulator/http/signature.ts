import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { type ProtonError, protonError } from '../proton/proton-error.ts';
import type { EmulatorCredentials } from '../settings.ts';

/** The parts of a received request that its signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** The request's path without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** What a signature is held against. */
export interface SignatureRules {
  readonly credentials: EmulatorCredentials;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly nowMilliseconds: number;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const SERVICE = 'proton';
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=(?<credential>[^, ]+), *SignedHeaders=(?<signedHeaders>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$/;
const TIMESTAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** How far the date of a signature may be off (IAM user guide, "Signature Version 4 request elements"). */
const ALLOWED_SKEW_MILLISECONDS = 5 * 60_000;

/**
 * Checks a request's AWS Signature Version 4, by signing it anew with the known secret: gives the error that AWS
 * answers, or nothing if the signature is right.
 */
export async function signatureProblem(
  request: SignedRequest,
  rules: SignatureRules,
): Promise<ProtonError | undefined> {
  const header = request.headers.authorization;
  if (header === undefined) {
    return protonError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    return protonError(
      'IncompleteSignature',
      "The Authorization header must be 'AWS4-HMAC-SHA256' with 'Credential', 'SignedHeaders' and 'Signature'.",
    );
  }
  return (
    identityProblem(request, authorization, rules) ??
    scopeProblem(authorization, rules) ??
    signedHeadersProblem(request, authorization) ??
    (await mathematicalProblem(request, authorization, rules))
  );
}

function parseAuthorization(header: string): Authorization | undefined {
  const groups = AUTHORIZATION.exec(header)?.groups;
  const { credential = '', signedHeaders = '', signature = '' } = groups ?? {};
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/');
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined ||
    rest.length > 0
  ) {
    return undefined;
  }
  return { accessKeyId, date, region, service, terminator, signedHeaders: signedHeaders.split(';'), signature };
}

function identityProblem(
  { headers }: SignedRequest,
  { accessKeyId }: Authorization,
  { credentials }: SignatureRules,
): ProtonError | undefined {
  const token = headers['x-amz-security-token'];
  if (accessKeyId !== credentials.accessKeyId || token !== credentials.sessionToken) {
    return protonError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  return undefined;
}

function scopeProblem(authorization: Authorization, { region }: SignatureRules): ProtonError | undefined {
  if (authorization.region !== region) {
    return invalid(`Credential should be scoped to a valid region: this is ${region}.`);
  }
  if (authorization.service !== SERVICE) {
    return invalid(`Credential should be scoped to correct service: '${SERVICE}'.`);
  }
  if (authorization.terminator !== 'aws4_request') {
    return invalid("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  return undefined;
}

/** AWS demands that the host and every `x-amz-` header of a request be signed. */
function signedHeadersProblem({ headers }: SignedRequest, { signedHeaders }: Authorization): ProtonError | undefined {
  const missing = signedHeaders.find((name) => headers[name] === undefined);
  if (missing !== undefined) {
    return invalid(`The signed header '${missing}' is not in the request.`);
  }
  const required = ['host', 'x-amz-date', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = required.find((name) => !signedHeaders.includes(name));
  return unsigned === undefined ? undefined : invalid(`'${unsigned}' must be a 'SignedHeader' in the Authorization.`);
}

async function mathematicalProblem(
  request: SignedRequest,
  authorization: Authorization,
  { credentials, region, nowMilliseconds }: SignatureRules,
): Promise<ProtonError | undefined> {
  const timestamp = request.headers['x-amz-date'];
  const signedAt = typeof timestamp === 'string' ? parseTimestamp(timestamp) : undefined;
  if (signedAt === undefined || typeof timestamp !== 'string' || !timestamp.startsWith(authorization.date)) {
    return invalid('Date in Credential scope does not match the x-amz-date of the request.');
  }
  if (Math.abs(nowMilliseconds - signedAt.getTime()) > ALLOWED_SKEW_MILLISECONDS) {
    const relation = signedAt.getTime() < nowMilliseconds ? 'expired' : 'not yet current';
    return invalid(
      `Signature ${relation}: ${timestamp} is more than 5 min. from ${new Date(nowMilliseconds).toISOString()}.`,
    );
  }
  const expected = await expectedSignature(request, authorization.signedHeaders, credentials, region, signedAt);
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(authorization.signature, 'hex'))
    ? undefined
    : invalid(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
}

async function expectedSignature(
  request: SignedRequest,
  signedHeaders: readonly string[],
  { accessKeyId, secretAccessKey }: EmulatorCredentials,
  region: string,
  signingDate: Date,
): Promise<string> {
  const signer = new SignatureV4({
    applyChecksum: false,
    credentials: { accessKeyId, secretAccessKey },
    region,
    service: SERVICE,
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
    { signingDate, signableHeaders: new Set(signedHeaders) },
  );
  const { authorization = '' } = signed.headers;
  return parseAuthorization(authorization)?.signature ?? '';
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

function parseTimestamp(timestamp: string): Date | undefined {
  const date = new Date(timestamp.replace(TIMESTAMP, '$1-$2-$3T$4:$5:$6Z'));
  return TIMESTAMP.test(timestamp) && !Number.isNaN(date.getTime()) ? date : undefined;
}

function invalid(message: string): ProtonError {
  return protonError('InvalidSignatureException', message);
}
