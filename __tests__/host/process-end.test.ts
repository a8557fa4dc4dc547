import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { type ProcessState, wayToEnd } from '../../src/host/process-end.ts';

const idle: ProcessState = { exitCode: 0, activeResources: ['Timeout'], platform: 'linux', canReplace: true };
const looking: ProcessState = { ...idle, activeResources: ['Timeout', 'GetAddrInfoReqWrap'] };

describe('the way to end the process', () => {
  test('is the ordinary one while no thread is busy', () => {
    expect(wayToEnd(idle)).toBe('exit');
    expect(wayToEnd({ ...idle, exitCode: 1 })).toBe('exit');
    // Sockets, child processes and timers hold nobody up.
    const activeResources = ['TCPSocketWrap', 'TLSWrap', 'ProcessWrap', 'PipeWrap', 'Timeout', 'TCPConnectWrap'];
    expect(wayToEnd({ ...idle, activeResources })).toBe('exit');
  });

  test.each(['GetAddrInfoReqWrap', 'GetNameInfoReqWrap', 'FSReqPromise', 'FSReqCallback'])(
    'is a signal when a failing step still has %s under way',
    (name) => {
      expect(wayToEnd({ ...idle, exitCode: 1, activeResources: [name] })).toBe('signal');
    },
  );

  test('keeps the exit code of a passing step by replacing the process, if this Node can', () => {
    expect(wayToEnd(looking)).toBe('replace');
    expect(wayToEnd({ ...looking, canReplace: false })).toBe('exit');
  });

  test('is the ordinary one on Windows, where nobody waits for threads', () => {
    expect(wayToEnd({ ...looking, platform: 'win32' })).toBe('exit');
    expect(wayToEnd({ ...looking, exitCode: 1, platform: 'win32' })).toBe('exit');
  });
});

/** Runs a script that begins something which would keep it for longer than a test may take, ends itself, and tells how it ended. */
async function endOf(
  begin: string,
  exitCode: number,
  run: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly signal: string | null }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'end-'));
  const script = path.join(folder, 'script.mts');
  const module = JSON.stringify(path.resolve(import.meta.dirname, '../../src/host/process-end.ts'));
  await writeFile(
    script,
    `import { endProcess } from ${module};
     ${begin}
     setTimeout(() => { process.stdout.write('ending'); void endProcess(${exitCode}); }, 100);`,
  );
  const [command = process.execPath, ...given] = [...run, process.execPath, script];
  const child = spawn(command, given, { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a process', () => {
  test.each([0, 1])('with a socket and a child that live on is gone at once, with exit code %d', async (exitCode) => {
    const begin = `
      import { spawn } from 'node:child_process';
      import { createServer, connect } from 'node:net';
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300_000)'], { stdio: 'ignore' });
      const server = createServer(() => {}).listen(0, '127.0.0.1', () => connect(server.address().port, '127.0.0.1'));
      process.on('exit', () => child.kill('SIGKILL'));`;
    const end = await endOf(begin, exitCode);
    expect(end).toMatchObject({ code: exitCode, signal: null });
  });

  // A pipe that nobody writes to holds a thread for good, as a silent name server does for half a minute.
  const testWithPipes = process.platform === 'win32' ? test.skip : test;

  testWithPipes.each([0, 1])('whose thread hangs is gone at once all the same, to end with %d', async (exitCode) => {
    const begin = `
      import { execFileSync } from 'node:child_process';
      import { readFile } from 'node:fs';
      const pipe = import.meta.dirname + '/pipe';
      execFileSync('mkfifo', [pipe]);
      readFile(pipe, () => {});`;
    const end = await endOf(begin, exitCode);
    expect(end).toMatchObject(exitCode === 0 ? { code: 0, signal: null } : { code: null, signal: 'SIGKILL' });
  });
});
