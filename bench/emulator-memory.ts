/**
 * Measures whether the emulator's command keeps within a bounded memory, however many requests it serves: signed reads, and
 * among them requests that nobody signed. Run it with `node bench/emulator-memory.ts [--count N]`. Linux only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { GetServiceCommand, ProtonClient } from '@aws-sdk/client-proton';

/** How much more memory the last request may find in use than the first tenth has left. */
const allowedGrowthMebibytes = 64;
const connections = 32;
const steps = 10;
/** A signature holds for five minutes. */
const signedAgainMilliseconds = 60_000;

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' } } });
const count = Number(values.count);

const child = spawn(process.execPath, [path.resolve('emulator', 'index.ts'), '--port', '0', '--service', 'shop'], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
try {
  await measure(child, await urlOf(child));
} finally {
  child.kill();
}

async function measure({ pid = 0 }: ChildProcess, url: string): Promise<void> {
  console.log('| requests | MiB in use | requests a second |\n| --: | --: | --: |');
  const used: number[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const begun = performance.now();
    await sendAll(url, count / steps);
    const rate = count / steps / ((performance.now() - begun) / 1000);
    used.push(residentMebibytes(pid));
    console.log(`| ${(count / steps) * step} | ${used.at(-1)?.toFixed(0)} | ${rate.toFixed(0)} |`);
  }
  const growth = Math.max(...used) - (used[0] ?? 0);
  const kept = growth <= allowedGrowthMebibytes;
  console.log(`\nGrowth after the first tenth: ${growth.toFixed(0)} MiB; allowed: ${allowedGrowthMebibytes} MiB.`);
  process.exitCode = kept ? 0 : 1;
}

async function sendAll(url: string, total: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let signed = await signedRead(url);
  let signedAt = performance.now();
  let left = total;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (performance.now() - signedAt > signedAgainMilliseconds) {
        signedAt = performance.now();
        signed = await signedRead(url);
      }
      // One in ten is unsigned, and one in a thousand of those large.
      const unsigned = left % 10 === 0;
      const body = left % 10_000 === 0 ? 'x'.repeat(1024 * 1024) : signed.body;
      const status = await statusOf(url, agent, unsigned ? { headers: {}, body } : signed);
      if (status !== (unsigned ? 403 : 200)) throw new Error(`The emulator answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
}

function statusOf(url: string, agent: Agent, { headers, body }: Sent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers: { ...headers } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What the SDK would send for a read, signed. */
async function signedRead(url: string): Promise<Sent> {
  let captured: Sent | undefined;
  const client = new ProtonClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    maxAttempts: 1,
    requestHandler: {
      handle: ({ headers, body }: { readonly headers: Sent['headers']; readonly body?: unknown }) => {
        captured = { headers, body: body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body) };
        return Promise.reject(new Error('captured'));
      },
    },
  });
  await client.send(new GetServiceCommand({ name: 'shop' })).catch((error: unknown) => {
    if (captured === undefined) throw error;
  });
  if (captured === undefined) throw new Error('The SDK has sent nothing.');
  return captured;
}

function residentMebibytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

function urlOf(command: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    command.once('exit', () => reject(new Error('The emulator did not start.')));
    command.once('message', (message: unknown) => {
      const url: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'url') : undefined;
      resolve(String(url));
    });
  });
}
