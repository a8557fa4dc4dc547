import { Agent, type AgentOptions } from 'node:https';
import type { EarlyConnection } from './early-connection.ts';

type CreateConnection = Agent['createConnection'];

/** Node's HTTPS agent, which takes over an early connection for the first request to where that one leads. */
export class EarlyAgent extends Agent {
  readonly #early: EarlyConnection | undefined;

  constructor(options: AgentOptions, early: EarlyConnection | undefined) {
    super(options);
    this.#early = early;
  }

  override createConnection(...[options, callback]: Parameters<CreateConnection>): ReturnType<CreateConnection> {
    const taken = this.#early?.take(String(options.host), Number(options.port));
    if (taken === undefined || callback === undefined) return super.createConnection(options, callback);
    void taken.then((socket) => {
      const stream = socket ?? super.createConnection(options, callback);
      if (stream) callback(null, stream);
    });
    return undefined;
  }
}
