import type { IncomingMessage } from 'node:http';
import type { SentAnswer } from './answer.ts';
import { isOwnHost } from './host.ts';

/** The path that answers, without a signature, whether the server is up. */
export const healthPath = '/health';

/** The answer to a request that is for no API: a look whether the server is up, or a request at a name of others. */
export function answerAtDoor({ method, url, headers }: IncomingMessage, listensAt: string): SentAnswer | undefined {
  if (!isOwnHost(headers.host, listensAt)) {
    return plain(
      'wrong-host',
      403,
      `This emulator is called by the host that it prints, or localhost: not by this name.\n`,
    );
  }
  if (url === healthPath && (method === 'GET' || method === 'HEAD')) return plain('health', 200, 'ok\n');
  return undefined;
}

function plain(word: string, status: number, body: string): SentAnswer {
  return { kind: 'send', word, status, type: 'text/plain; charset=utf-8', body };
}
