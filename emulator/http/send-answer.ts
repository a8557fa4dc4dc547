import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { type Answer, AWS_JSON } from './answer.ts';

/** Puts an answer on the wire, or what a fault leaves of one. */
export function sendAnswer(response: ServerResponse, answer: Answer, requestId: string): void {
  switch (answer.kind) {
    case 'send':
      response.writeHead(answer.status, headers(answer.type, answer.body, requestId)).end(answer.body);
      return;
    case 'cut-body':
      response.writeHead(200, headers(AWS_JSON, answer.body, requestId));
      response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
      return;
    case 'stall-body':
      response.writeHead(200, headers(AWS_JSON, answer.body, requestId)).flushHeaders();
      return;
    case 'stall':
      return;
    case 'reset':
      reset(response);
      return;
  }
}

function headers(type: string, body: string, requestId: string): Record<string, string | number> {
  return {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'x-amzn-RequestId': requestId,
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
