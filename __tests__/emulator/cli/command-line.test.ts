import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CancelServicePipelineDeploymentCommand, ProtonClient } from '@aws-sdk/client-proton';
import { afterEach, describe, expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../../emulator/index.ts', import.meta.url));
const started: ChildProcess[] = [];

interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  errors(): string;
}

function start(...words: readonly string[]): Child {
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  return { process: child, ended, output: () => output, errors: () => errors };
}

/** The value that the start's text tells to set a variable to. */
function exported(output: string, variable: string): string {
  return new RegExp(`export ${variable}=(.*)`).exec(output)?.[1] ?? '';
}

afterEach(() => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
  }
});

describe('the command line', () => {
  test('explains itself', async () => {
    const child = start('--help');
    expect(await child.ended).toBe(0);
    expect(child.output()).toContain('Usage: npm run emulator -- [options]');
    expect(child.errors()).toBe('');
  });

  test('ends with code 2 and one clear error for a bad option', async () => {
    const child = start('--cancel-ending', 'explode');
    expect(await child.ended).toBe(2);
    expect(child.errors().split('\n')[0]).toBe(
      '--cancel-ending: "explode" can\'t be used: it must be one of cancelled, failed, too-late.',
    );
    expect(child.output()).toBe('');
  });

  test('serves a client that does what the start tells it, logs the request, and ends on Ctrl-C', async () => {
    const child = start('--port', '0', '--region', 'eu-west-1', '--service', 'shop');
    await expect.poll(child.output, { timeout: 15_000 }).toContain('Requests:');
    const client = new ProtonClient({
      endpoint: exported(child.output(), 'AWS_ENDPOINT_URL_PROTON'),
      region: exported(child.output(), 'AWS_REGION'),
      credentials: {
        accessKeyId: exported(child.output(), 'AWS_ACCESS_KEY_ID'),
        secretAccessKey: exported(child.output(), 'AWS_SECRET_ACCESS_KEY'),
      },
      maxAttempts: 1,
    });
    expect(child.output()).toContain('aws proton cancel-service-pipeline-deployment --service-name shop');
    const { pipeline } = await client.send(new CancelServicePipelineDeploymentCommand({ serviceName: 'shop' }));
    expect(pipeline?.deploymentStatus).toBe('CANCELLING');
    await expect
      .poll(child.output)
      .toMatch(/T[\d:.]+Z {2}CancelServicePipelineDeployment {2}shop {2}ok {2}[0-9a-f-]{36}\n/);
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(0);
    expect(child.errors()).toBe('');
  });

  test('serves on when nobody reads its log any more', async () => {
    const child = start('--port', '0', '--service', 'shop');
    await expect.poll(child.output, { timeout: 15_000 }).toContain('Requests:');
    const url = exported(child.output(), 'AWS_ENDPOINT_URL_PROTON');
    child.process.stdout?.destroy();
    for (const attempt of [1, 2, 3]) {
      expect({ attempt, status: (await fetch(url, { method: 'POST' })).status }).toEqual({ attempt, status: 403 });
    }
  });

  test('tells in one sentence that its port is taken', async () => {
    const first = start('--port', '0');
    await expect.poll(first.output, { timeout: 15_000 }).toContain('Requests:');
    const { port } = new URL(exported(first.output(), 'AWS_ENDPOINT_URL_PROTON'));
    const second = start('--port', port);
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain('EADDRINUSE');
  });
});
