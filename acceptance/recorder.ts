import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Account } from './account.ts';
import { type Credentials, sendSigned } from './signed-request.ts';

/** Stands in a recording for the token of the action's own request, which is another one in each run. */
export const ownToken = '{own-token}';

/** What the action asked, and what AWS answered. */
export interface Exchange {
  readonly operation: string;
  readonly status: number;
  /** Of AWS's clock. */
  readonly date: string;
  readonly requestId: string;
  readonly body: string;
}

/** Stands between the action and AWS, and writes down what is said. */
export interface Recorder {
  readonly url: string;
  /** All so far. */
  exchanges(): readonly Exchange[];
  close(): Promise<void>;
}

/** Starts it on a free port of this machine. Each request goes on with a signature of its own: the host is another one. */
export async function startRecorder(
  { cloudFormationUrl: url, region }: Account,
  credentials: Credentials,
): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const tokens = new Set<string>();
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request);
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const service = 'cloudformation';
      const answer = await sendSigned({ service, region, credentials, url, method: 'POST', headers, body });
      const input = new URLSearchParams(body);
      const token = input.get('ClientRequestToken');
      if (token !== null) tokens.add(token);
      const exchange: Exchange = {
        operation: input.get('Action') ?? '',
        status: answer.status,
        date: answer.headers.get('date') ?? '',
        requestId: answer.headers.get('x-amzn-requestid') ?? '',
        body: await answer.text(),
      };
      exchanges.push(exchange);
      response.writeHead(exchange.status, headersOf(exchange)).end(exchange.body);
    } catch {
      // The action sees what it would have seen: a connection that breaks.
      response.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges: () => exchanges.map((exchange) => ({ ...exchange, body: withoutTokens(exchange.body, tokens) })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The headers of an answer that the action reads. */
export function headersOf({ date, requestId }: Exchange): Readonly<Record<string, string>> {
  return { 'content-type': 'text/xml', date, 'x-amzn-requestid': requestId };
}

function withoutTokens(body: string, tokens: ReadonlySet<string>): string {
  return [...tokens].reduce((text, token) => text.replaceAll(token, ownToken), body);
}
