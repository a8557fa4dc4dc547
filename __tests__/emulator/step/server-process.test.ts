import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { endServer } from '../../../emulator/step/server-process.ts';
import { listenOnLoopback } from '../../loopback-port.ts';

test('a server that is slow to answer is ended as well', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const server = createServer((_request, response) => setTimeout(() => response.end(), 1_500));
  const port = await listenOnLoopback(server);
  const exit = once(child, 'exit').finally(() => {
    server.close();
    server.closeAllConnections();
  });
  expect(await endServer({ pid: child.pid ?? 0, url: `http://127.0.0.1:${port}` })).toBe(true);
  expect((await exit)[1]).toBe('SIGTERM');
});
