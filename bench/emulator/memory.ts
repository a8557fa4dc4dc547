import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { GetServiceCommand, ProtonClient } from '@aws-sdk/client-proton';
import { largest } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { decimal, mebibytes } from '../report/units.ts';

/** How many requests are sent in all, and in how many steps: after each the memory is read. */
export const memoryRequests = 300_000;
const steps = 10;
/** How much more memory may be in use later than after the first step, in bytes. */
const allowedGrowth = 64 * 2 ** 20;
const connections = 32;
/** A signature holds for five minutes. */
const signedAgainMilliseconds = 60_000;

/** The memory of the emulator's command after so many requests. */
export interface MemoryMeasurement {
  readonly requests: number;
  /** Resident, in bytes; undefined where the platform has no /proc. */
  readonly memory: number | undefined;
  readonly requestsPerSecond: number;
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends signed reads to the emulator's command, and among them requests that nobody signed. Throws at a wrong answer. */
export async function measureEmulatorMemory(): Promise<readonly MemoryMeasurement[]> {
  const command = spawn(process.execPath, [path.resolve('emulator', 'index.ts'), '--port', '0', '--service', 'shop'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const url = await urlOf(command);
    const measurements: MemoryMeasurement[] = [];
    for (let step = 1; step <= steps; step += 1) {
      const begun = performance.now();
      await sendAll(url, memoryRequests / steps);
      const requestsPerSecond = memoryRequests / steps / ((performance.now() - begun) / 1_000);
      const memory = residentMemory(command.pid);
      measurements.push({ requests: (memoryRequests / steps) * step, memory, requestsPerSecond });
    }
    return measurements;
  } finally {
    command.kill();
  }
}

/** The table of the emulator's memory, in Markdown. */
export function emulatorMemoryTable(measurements: readonly MemoryMeasurement[]): string {
  return tableOf(
    ['requests', 'memory in use', 'requests a second'],
    measurements.map(({ requests, memory, requestsPerSecond }) => [
      requests.toLocaleString('en-US'),
      mebibytes(memory),
      decimal(requestsPerSecond, 0),
    ]),
    0,
  );
}

/** The target of the emulator's memory. */
export function emulatorMemoryTargets(measurements: readonly MemoryMeasurement[]): readonly Target[] {
  const [first, ...later] = measurements.flatMap(({ memory }) => memory ?? []);
  const growth = first === undefined ? undefined : Math.max(largest(later) - first, 0);
  return [
    atMost("the emulator's memory: growth after the first tenth of the requests", growth, allowedGrowth, mebibytes),
  ];
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

function residentMemory(processId: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1_024;
  } catch {
    return undefined;
  }
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
