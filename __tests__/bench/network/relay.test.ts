import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startRelay } from '../../../bench/network/relay.ts';
import { listenOnLoopback } from '../../loopback-port.ts';

/** A timer may fire up to a millisecond early by the clock of another process or thread. */
const toleranceMilliseconds = 2;

async function connectThroughRelay(roundTripMilliseconds: number): Promise<Socket> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  const port = await listenOnLoopback(server);
  const relay = await startRelay(port, roundTripMilliseconds);
  const client = connect(relay.port, '127.0.0.1');
  onTestFinished(async () => {
    client.destroy();
    await relay.close();
    server.close();
  });
  return client;
}

async function answerTo(client: Socket, text: string): Promise<string> {
  client.write(text);
  let answer = '';
  while (answer.length < text.length) {
    const [bytes] = await once(client, 'data');
    answer += String(bytes);
  }
  return answer;
}

test('the first answer takes two round trips, that of the TCP handshake among them, and the next takes one', async () => {
  const startedAt = performance.now();
  const client = await connectThroughRelay(60);
  await answerTo(client, 'first');
  const firstAt = performance.now();
  await answerTo(client, 'second');

  expect(firstAt - startedAt).toBeGreaterThanOrEqual(120 - toleranceMilliseconds);
  expect(performance.now() - firstAt).toBeGreaterThanOrEqual(60 - toleranceMilliseconds);
});

test('bytes arrive complete and in order', async () => {
  const client = await connectThroughRelay(4);
  const text = Array.from({ length: 50_000 }, (_, at) => `${at},`).join('');

  expect(await answerTo(client, text)).toBe(text);
});

test('the end of one side reaches the other', async () => {
  const client = await connectThroughRelay(4);
  client.resume().end('last');

  await once(client, 'close');
  expect(client.readableEnded).toBe(true);
});
