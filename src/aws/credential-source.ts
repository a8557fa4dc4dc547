import { type FailureKind, isTransient } from '../cancellation/model/failure.ts';
import { asNumber, asText, asWords, property } from '../outside-data.ts';
import { kindOfServiceError, type Thrown } from './failure-kind.ts';

/** A source of credentials that the job has named, and that gave no credentials: a profile, a role, a service. What it threw is its `cause`. */
export class CredentialSourceError extends Error {
  override readonly name = 'CredentialSourceError';

  /** @param source such as `Profile prod`, for a sentence */
  constructor(source: string, cause: unknown) {
    const message = messageOf(cause);
    super(message.startsWith(source) ? message : `${source}: ${message}`, { cause });
  }
}

/** Nothing names a source of credentials, and the machine has none of its own. */
export class NoCredentials extends Error {
  override readonly name = 'CredentialsProviderError';

  constructor(cause?: unknown) {
    super('Could not load credentials from any providers', { cause });
  }
}

/** What it means that a source gave none. `facts`: of what the source threw, perhaps an error that STS answered. */
export function kindOfCredentials(facts: Thrown, { cause }: CredentialSourceError): FailureKind {
  if (!facts.isServiceError) return isPassing(cause) ? 'credentials-unavailable' : 'credentials-failed';
  // STS could not reach the provider of the identity (API reference of AssumeRoleWithWebIdentity).
  if (facts.name.startsWith('IDPCommunicationError')) return 'credentials-unavailable';
  const kind = kindOfServiceError(facts);
  // There are credentials, which have to be replaced.
  if (kind === 'credentials-refused') return kind;
  return isTransient(kind) ? 'credentials-unavailable' : 'credentials-failed';
}

/** Of a process that failed, what it wrote: its command may hold a password. */
function messageOf(cause: unknown): string {
  const message = asWords(property(cause, 'message')) ?? asText(property(cause, 'name')) ?? 'unknown error';
  if (!message.startsWith('Command failed:')) return message;
  const written = message.split('\n').slice(1).join('\n').trim();
  return written === '' ? 'the credential process failed' : `the credential process failed: ${written}`;
}

const passing =
  /^(?:E(?:AI_AGAIN|CONNABORTED|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT)|TimeoutError|SyntaxError)$/;

/** Whether what a source threw, other than what STS answered, may pass by itself: it was slow, busy, or can't be reached. */
export function isPassing(thrown: unknown): boolean {
  const message = asText(property(thrown, 'message')) ?? '';
  // The SDK's provider of container credentials has the status in its message alone.
  const status = asNumber(property(thrown, 'statusCode')) ?? Number(/\bstatus: (\d{3})\b/.exec(message)?.[1] ?? 0);
  // 401: the session of the metadata service has expired.
  if (status !== 0) return status === 401 || status === 429 || status >= 500;
  const words = [asText(property(thrown, 'name')), asText(property(thrown, 'code')), ...message.split(/[\s:]+/, 8)];
  return words.some((word) => word !== undefined && passing.test(word));
}
