import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Answer, SentAnswer } from './answer.ts';

/** What every answer carries beside what it answers. */
export interface AnswerStamp {
  readonly requestId: string;
  /** The time that the `Date` header tells: milliseconds since 1970. */
  readonly atMilliseconds: number;
}

/** Puts an answer on the wire, or what a fault leaves of one. */
export function sendAnswer(response: ServerResponse, answer: Answer, stamp: AnswerStamp): void {
  switch (answer.kind) {
    case 'send':
      response.writeHead(answer.status, headers(answer, stamp)).end(answer.body);
      return;
    case 'cut-body':
      response.writeHead(200, headers(answer, stamp));
      response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
      return;
    case 'stall-body':
      response.writeHead(200, headers(answer, stamp)).flushHeaders();
      return;
    case 'stall':
      return;
    case 'reset':
      reset(response);
      return;
  }
}

function headers(
  {
    type,
    body,
    isOfProxy = false,
    headers: others = {},
  }: Pick<SentAnswer<string | Buffer>, 'type' | 'body' | 'headers' | 'isOfProxy'>,
  { requestId, atMilliseconds }: AnswerStamp,
): Record<string, string | number> {
  return {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    Date: new Date(atMilliseconds).toUTCString(),
    ...others,
    ...(isOfProxy ? {} : { 'x-amzn-RequestId': requestId }),
  };
}

function reset(response: ServerResponse): void {
  const { socket } = response;
  // A reset is a matter of TCP: a TLS connection can only be cut off.
  if (socket === null || socket instanceof TLSSocket) {
    response.destroy();
  } else {
    socket.resetAndDestroy();
  }
}
