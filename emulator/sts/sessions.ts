import type { Clock } from '../clock.ts';
import { assumedRole, type Callers } from '../http/callers.ts';
import type { JsonObject } from '../json.ts';
import type { RoleRequest } from './role-request.ts';

/** The sessions of roles: what STS hands out is taken by the whole server from then on. */
export class Sessions {
  readonly #callers: Callers;
  readonly #clock: Clock;
  readonly #uuid: () => string;

  constructor(callers: Callers, clock: Clock, uuid: () => string) {
    this.#callers = callers;
    this.#clock = clock;
    this.#uuid = uuid;
  }

  /** Begins a session, and gives it as STS answers it. It does not expire. */
  begin({ accountId, role, session, durationSeconds }: RoleRequest): JsonObject {
    const secret = this.#uuid().replaceAll('-', '');
    const credentials = {
      // As long as AWS's own: keys of 20 and 40 characters.
      accessKeyId: `ASIA${secret.slice(0, 16).toUpperCase()}`,
      secretAccessKey: `${secret}EMULATED`,
      sessionToken: `EMULATED${secret}`,
    };
    const identity = assumedRole(accountId, role, session);
    this.#callers.admit({ credentials, ...identity });
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: new Date(this.#clock.now() + durationSeconds * 1000).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
    };
  }
}
