import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Exchange, headersOf, ownToken } from '../../../acceptance/recorder.ts';
import { listenOnLoopback } from '../../loopback-port.ts';

/** A CloudFormation that answers as it once did. */
export interface ReplayServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it: each operation gets its recorded answers one after the other, and the last one from then on. */
export async function startReplay(exchanges: readonly Exchange[]): Promise<ReplayServer> {
  const left = Map.groupBy(exchanges, ({ operation }) => operation);
  let token = '';
  const server = createServer(async (request, response) => {
    const input = new URLSearchParams(await text(request));
    token = input.get('ClientRequestToken') ?? token;
    const answers = left.get(input.get('Action') ?? '') ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.status, headersOf(answer)).end(answer.body.replaceAll(ownToken, token));
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
