import type { IncomingHttpHeaders } from 'node:http';
import type { EmulatorCredentials } from '../settings.ts';
import type { Refusal } from './api-error.ts';

/** What the Authorization header of AWS Signature Version 4 says. */
export interface Authorization {
  readonly accessKeyId: string;
  /** The day of the signature, such as `20261124`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** In lower case. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** The time of the signature, in milliseconds since 1970. */
  readonly signedAtMilliseconds: number;
}

/** What the head of a request is held against. */
export interface AuthorizationRules {
  readonly credentials: EmulatorCredentials;
  /** Takes any access key, session token and region, and checks no secret. */
  readonly anyCredentials: boolean;
  readonly region: string;
  readonly signingName: string;
  /** Milliseconds since 1970. */
  readonly nowMilliseconds: number;
}

const authorizationPattern =
  /^AWS4-HMAC-SHA256 +Credential=(?<credential>[^, ]+), *SignedHeaders=(?<signedHeaders>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$/;
const timestampPattern = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** How far the date of a signature may be off (IAM user guide, "Signature Version 4 request elements"). */
const allowedSkewMilliseconds = 5 * 60_000;

/**
 * Reads the Authorization header and checks everything that does not need the body: gives what it says, or why AWS
 * refuses the request. So the body of a client without a known key is never read.
 */
export function authorize(headers: IncomingHttpHeaders, rules: AuthorizationRules): Authorization | Refusal {
  const { authorization: header } = headers;
  if (header === undefined) {
    return { kind: 'no-signature', message: 'Missing Authentication Token' };
  }
  const parts = parseAuthorization(header);
  if (parts === undefined) {
    return {
      kind: 'incomplete-signature',
      message:
        "The Authorization header must be 'AWS4-HMAC-SHA256' with 'Credential', 'SignedHeaders' and 'Signature'.",
    };
  }
  const problem =
    identityProblem(headers, parts, rules) ?? scopeProblem(parts, rules) ?? signedHeadersProblem(headers, parts);
  return problem ?? dated(headers, parts, rules);
}

/** A refusal for a signature that does not hold. */
export function wrongSignature(message: string): Refusal {
  return { kind: 'wrong-signature', message };
}

type AuthorizationParts = Omit<Authorization, 'signedAtMilliseconds'>;

/** Takes an Authorization header apart; nothing, where it is of another form. */
export function parseAuthorization(header: string): AuthorizationParts | undefined {
  const groups = authorizationPattern.exec(header)?.groups;
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
  headers: IncomingHttpHeaders,
  { accessKeyId }: AuthorizationParts,
  { credentials, anyCredentials }: AuthorizationRules,
): Refusal | undefined {
  const token = headers['x-amz-security-token'];
  const known = accessKeyId === credentials.accessKeyId && token === credentials.sessionToken;
  return known || anyCredentials
    ? undefined
    : { kind: 'unknown-credentials', message: 'The security token included in the request is invalid.' };
}

function scopeProblem(
  authorization: AuthorizationParts,
  { region, signingName, anyCredentials }: AuthorizationRules,
): Refusal | undefined {
  if (authorization.region !== region && !anyCredentials) {
    return wrongSignature(`Credential should be scoped to a valid region: this is ${region}.`);
  }
  if (authorization.service !== signingName) {
    return wrongSignature(`Credential should be scoped to correct service: '${signingName}'.`);
  }
  if (authorization.terminator !== 'aws4_request') {
    return wrongSignature("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  return undefined;
}

/** AWS demands that the host and every `x-amz-` header of a request be signed. */
function signedHeadersProblem(
  headers: IncomingHttpHeaders,
  { signedHeaders }: AuthorizationParts,
): Refusal | undefined {
  const missing = signedHeaders.find((name) => headers[name] === undefined);
  if (missing !== undefined) {
    return wrongSignature(`The signed header '${missing}' is not in the request.`);
  }
  const required = ['host', 'x-amz-date', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = required.find((name) => !signedHeaders.includes(name));
  return unsigned === undefined
    ? undefined
    : wrongSignature(`'${unsigned}' must be a 'SignedHeader' in the Authorization.`);
}

function dated(
  headers: IncomingHttpHeaders,
  parts: AuthorizationParts,
  { nowMilliseconds }: AuthorizationRules,
): Authorization | Refusal {
  const timestamp = headers['x-amz-date'];
  const signedAt = typeof timestamp === 'string' ? parseTimestamp(timestamp) : undefined;
  if (signedAt === undefined || typeof timestamp !== 'string' || !timestamp.startsWith(parts.date)) {
    return wrongSignature('Date in Credential scope does not match the x-amz-date of the request.');
  }
  if (Math.abs(nowMilliseconds - signedAt) > allowedSkewMilliseconds) {
    const relation = signedAt < nowMilliseconds ? 'expired' : 'not yet current';
    const now = new Date(nowMilliseconds).toISOString();
    return wrongSignature(`Signature ${relation}: ${timestamp} is more than 5 min. from ${now}.`);
  }
  return { ...parts, signedAtMilliseconds: signedAt };
}

function parseTimestamp(timestamp: string): number | undefined {
  const milliseconds = timestampPattern.test(timestamp)
    ? Date.parse(timestamp.replace(timestampPattern, '$1-$2-$3T$4:$5:$6Z'))
    : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
