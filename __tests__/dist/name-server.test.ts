import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../runner/run-step.ts';
import { annotationsOf, emulateService, service, startTimedAgainst } from './emulated-step.ts';
import { startTimed } from './own-time.ts';

const bundle = path.resolve(import.meta.dirname, '../../dist/index.js');
/** Any loopback address but the first, which a name server of this machine may have. */
const address = '127.0.0.99';

// The name server of one process alone can be set only where it may mount a file over /etc/resolv.conf.
const mayMount = process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0;
const describeWithMounts = mayMount ? describe.concurrent : describe.skip;

let folder: string;
let nameServer: Socket | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'name-server-'));
  // One attempt of 20 s: a look-up that hangs is still under way whenever the step ends.
  await writeFile(path.join(folder, 'resolv.conf'), `nameserver ${address}\noptions timeout:20 attempts:1\n`);
  await writeFile(path.join(folder, 'entry.cjs'), entryOf(path.join(folder, 'resolv.conf')));
  if (!mayMount) return;
  nameServer = createSocket('udp4');
  await new Promise<void>((resolve, reject) => nameServer?.once('error', reject).bind(53, address, resolve));
});

afterAll(async () => {
  nameServer?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A script that becomes, with the same process id, one in a file system of its own, and then the bundle. */
function entryOf(resolverFile: string): string {
  const [file, script] = [JSON.stringify(resolverFile), JSON.stringify(bundle)];
  return `
    const node = process.execPath;
    if (process.argv[2] === undefined) {
      process.execve('/usr/bin/unshare', ['unshare', '--mount', node, __filename, 'inside'], process.env);
    }
    require('node:child_process').execFileSync('mount', ['--bind', ${file}, '/etc/resolv.conf']);
    process.execve(node, [node, ${script}], process.env);
  `;
}

/** Resolves when the name server is asked for a name, and keeps silent. */
function asked(name: string): Promise<void> {
  return new Promise((resolve) => {
    nameServer?.on('message', (question) => {
      if (question.includes(name)) resolve();
    });
  });
}

function stepIn(region: string, more: Partial<Step> = {}): Step {
  return {
    inputs: { 'service-name': service, 'aws-region': region, ...more.inputs },
    environment: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'an-example-of-a-secret-key' },
    entry: path.join(folder, 'entry.cjs'),
  };
}

describeWithMounts('with a name server that keeps silent', () => {
  test('a step that is stopped is gone within 2 s, with all reports written', async () => {
    const reached = asked('eu-west-1');
    const running = await startTimed(stepIn('eu-west-1'));
    await reached;
    running.process.kill('SIGINT');
    const result = await running.result;
    expect(result.sinceLast('signal')).toBeLessThan(2_000);
    expect(result.exitCode).not.toBe(0);
    expect(result.outputs['outcome']).toBe('interrupted');
    expect(result.summary).toContain(service);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error /)]);
  });

  test('a step that fails by itself is gone within 2 s of its verdict', async () => {
    const running = await startTimed(stepIn('eu-west-2', { inputs: { 'wait-for-minutes': '0' } }));
    const result = await running.result;
    expect(result.sinceLast('output')).toBeLessThan(2_000);
    expect(result.exitCode).not.toBe(0);
    expect(result.outputs['outcome']).toBe('error');
    expect(result.outputs['message']).toContain(service);
  });

  test('a step that passes keeps its exit code while the comment looks for GitHub', async () => {
    const emulator = await emulateService();
    const reached = asked('silent');
    const running = await startTimedAgainst(emulator, {
      inputs: { 'comment-on-pull-request': 'true', 'github-token': 'a-token-of-github' },
      environment: { GITHUB_API_URL: 'http://github.silent.example' },
      event: { pull_request: { number: 7 }, repository: { name: 'shop', owner: { login: 'acme' } } },
      entry: path.join(folder, 'entry.cjs'),
    });
    await reached;
    running.process.kill('SIGINT');
    const result = await running.result;
    expect(result.sinceLast('signal')).toBeLessThan(2_000);
    expect(result.exitCode).toBe(0);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^warning .*the step was stopped/)]);
  });
});
