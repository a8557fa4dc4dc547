import type { EmulatorCredentials } from '../settings.ts';

/** Somebody who may call, as IAM sees it. */
export interface Caller {
  readonly credentials: EmulatorCredentials;
  /** The account of the caller: twelve digits. */
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/** How many of the latest sessions are remembered. */
const keptSessions = 1_000;

/** Who may call: the owner of the credentials that were set, and of the sessions that STS has handed out since. */
export class Callers {
  /** The owner of the credentials that were set; also the caller with unknown ones where any are taken. */
  readonly first: Caller;
  readonly #sessions = new Map<string, Caller>();

  constructor(credentials: EmulatorCredentials, accountId: string) {
    this.first = { credentials, ...assumedRole(accountId, 'emulated-role', 'emulated-session') };
  }

  /** The caller with an access key; the session token is not compared. */
  find(accessKeyId: string): Caller | undefined {
    return accessKeyId === this.first.credentials.accessKeyId ? this.first : this.#sessions.get(accessKeyId);
  }

  /** Lets somebody call from now on. Of too many, the earliest is forgotten. */
  admit(caller: Caller): void {
    this.#sessions.set(caller.credentials.accessKeyId, caller);
    const [earliest] = this.#sessions.keys();
    if (this.#sessions.size > keptSessions && earliest !== undefined) this.#sessions.delete(earliest);
  }
}

/** Who somebody is that has assumed a role (IAM user guide, "Unique identifiers"). */
export function assumedRole(accountId: string, role: string, session: string): Omit<Caller, 'credentials'> {
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    userId: `AROAIOSFODNN7EXAMPLE1:${session}`,
  };
}
