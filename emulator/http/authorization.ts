import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from './api-error.ts';
import type { Caller, Callers } from './callers.ts';

/** What the Authorization header of AWS Signature Version 4 says. */
export interface Authorization extends AuthorizationParts {
  /** Who has the access key. */
  readonly caller: Caller;
  /** The time of the signature, in milliseconds since 1970. */
  readonly signedAtMilliseconds: number;
}

interface AuthorizationParts {
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
}

/** What the head of a request is held against. */
export interface AuthorizationRules {
  readonly callers: Callers;
  /** Takes any access key, session token and region, and checks no secret. */
  readonly anyCredentials: boolean;
  /** `undefined` for any. */
  readonly region: string | undefined;
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
  if (header === undefined) return { kind: 'no-signature', message: 'Missing Authentication Token' };
  const parts = parseAuthorization(header);
  if (parts === undefined) {
    return {
      kind: 'incomplete-signature',
      message:
        "The Authorization header must be 'AWS4-HMAC-SHA256' with 'Credential', 'SignedHeaders' and 'Signature'.",
    };
  }
  const caller = callerOf(headers, parts, rules);
  if (caller === undefined) {
    return { kind: 'unknown-credentials', message: 'The security token included in the request is invalid.' };
  }
  const signedAt =
    scopeProblem(parts, rules) ?? signedHeadersProblem(headers, parts) ?? signingTime(headers, parts, rules);
  return typeof signedAt === 'number' ? { ...parts, caller, signedAtMilliseconds: signedAt } : signedAt;
}

/** A refusal for a signature that does not hold. */
export function wrongSignature(message: string): Refusal {
  return { kind: 'wrong-signature', message };
}

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

function callerOf(
  headers: IncomingHttpHeaders,
  { accessKeyId }: AuthorizationParts,
  { callers, anyCredentials }: AuthorizationRules,
): Caller | undefined {
  const caller = callers.find(accessKeyId);
  if (anyCredentials) return caller ?? callers.first;
  return headers['x-amz-security-token'] === caller?.credentials.sessionToken ? caller : undefined;
}

function scopeProblem(
  authorization: AuthorizationParts,
  { region, signingName, anyCredentials }: AuthorizationRules,
): Refusal | undefined {
  if (region !== undefined && authorization.region !== region && !anyCredentials) {
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
  if (missing !== undefined) return wrongSignature(`The signed header '${missing}' is not in the request.`);
  const required = ['host', 'x-amz-date', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = required.find((name) => !signedHeaders.includes(name));
  return unsigned === undefined
    ? undefined
    : wrongSignature(`'${unsigned}' must be a 'SignedHeader' in the Authorization.`);
}

/** The time of the signature in milliseconds since 1970, or why it does not hold. */
function signingTime(
  headers: IncomingHttpHeaders,
  parts: AuthorizationParts,
  { nowMilliseconds }: AuthorizationRules,
): number | Refusal {
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
  return signedAt;
}

function parseTimestamp(timestamp: string): number | undefined {
  const milliseconds = timestampPattern.test(timestamp)
    ? Date.parse(timestamp.replace(timestampPattern, '$1-$2-$3T$4:$5:$6Z'))
    : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
