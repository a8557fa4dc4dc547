import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterFile } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';

/** What a scripted endpoint answers. */
export interface ScriptedAnswer {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `cut` ends the connection after the body, before its announced end; `stall` leaves it open; `reset` sends nothing. */
  readonly ending?: 'whole' | 'cut' | 'stall' | 'reset';
}

/** An endpoint that answers what a test says, whatever it is. */
export interface ScriptedEndpoint {
  readonly url: string;
  /** The operations that were asked for, in order. */
  readonly asked: readonly string[];
}

/** Starts an endpoint; `answer` gets the operation's name, in Proton's protocol or CloudFormation's. */
export async function startEndpoint(answer: (operation: string) => ScriptedAnswer): Promise<ScriptedEndpoint> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (text: string) => {
        body += text;
      })
      .on('end', () => {
        const operation = operationIn(request, body);
        asked.push(operation);
        send(response, answer(operation));
      });
  });
  afterFile(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, asked };
}

/** The environment in which a step finds the endpoint instead of either AWS API. */
export function environmentOf({ url }: ScriptedEndpoint): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
}

function operationIn({ headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.replace(/^.*\./, '') : (new URLSearchParams(body).get('Action') ?? '');
}

function send(response: ServerResponse, { status = 200, headers, body = '', ending = 'whole' }: ScriptedAnswer): void {
  if (ending === 'reset') {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'x-amzn-requestid': 'a-request-id', ...headers });
  if (ending === 'whole') response.end(body);
  else response.write(body === '' ? ' ' : body, () => (ending === 'cut' ? response.destroy() : undefined));
}
