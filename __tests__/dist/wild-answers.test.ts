import { createServer, request as forward } from 'node:http';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { runStep, type StepResult } from '../../runner/run-step.ts';
import { generator } from '../cancellation/generator.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { hostilePieces } from '../report/hostile.ts';
import { emulate } from './emulated-step.ts';
import { pick, type Random, wildAnswer } from './wild-answer.ts';

const runs = Number(process.env['WILD_RUNS'] ?? 100);
const seed = Number(process.env['WILD_SEED'] ?? 2026);
/** Steps that run at the same time: they sleep most of the time. */
const lanes = 12;

const secrets = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const texts = [...hostilePieces, ...Object.values(secrets)];
const servers = new Set<ReturnType<typeof createServer>>();

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Stands before an emulator. Each call is lost in a wild answer or carried out; of those, some answers are lost, too. */
async function startWildness(emulator: Emulator, random: Random, wildCalls: number): Promise<string> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const isWild = calls <= wildCalls;
    const answer = wildAnswer(random, texts);
    // 429 says of a request that it was not carried out, whoever answers it.
    const isCarriedOut = !isWild || (random() < 0.5 && answer.status !== 429);
    const wild = (): void => {
      const { status = 200, headers, body, ending } = answer;
      if (ending === 'reset') {
        response.destroy();
        return;
      }
      response.writeHead(status, headers);
      if (ending === 'cut') response.write(body === '' ? ' ' : body, () => response.destroy());
      else response.end(body);
    };
    if (!isCarriedOut) {
      request.resume().on('end', wild);
      return;
    }
    const { method, headers } = request;
    const call = forward(emulator.url, { method: method ?? 'POST', headers }, (truth) => {
      if (isWild) truth.resume().on('end', wild);
      else truth.pipe(response.writeHead(truth.statusCode ?? 502, truth.headers));
    });
    request.pipe(call.on('error', () => response.destroy()));
  });
  servers.add(server);
  return `http://127.0.0.1:${await listenOnLoopback(server)}`;
}

/** The outcomes with which a step may pass, by how the deployment stands in the end. */
const passing: Readonly<Record<string, readonly string[]>> = {
  CANCELLING: ['requested'],
  CANCELLED: ['cancelled', 'requested'],
  FAILED: ['requested'],
  SUCCEEDED: ['succeeded', 'requested'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['requested'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['requested'],
  UPDATE_ROLLBACK_COMPLETE: ['cancelled', 'requested'],
};

async function runOne(number: number): Promise<void> {
  const random = generator(seed + number * 7_919);
  const isStack = random() < 0.5;
  const emulator = await emulate({
    cancelMilliseconds: 200,
    cleanupMilliseconds: 100,
    cancelEnding: pick(random, ['CANCELLED', 'FAILED', 'SUCCEEDED']),
  });
  if (isStack) emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  else emulator.proton.addService('shop', { deployment: 'in-progress' });
  // One in twelve never hears the truth.
  const wildCalls = random() < 1 / 12 ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 3);
  const minutes = pick(random, [0, 0.05]);
  const result = await runStep({
    inputs: { [isStack ? 'stack-name' : 'service-name']: 'shop', 'wait-for-minutes': String(minutes) },
    environment: {
      ...secrets,
      AWS_ENDPOINT_URL: await startWildness(emulator, random, wildCalls),
      AWS_REGION: 'us-east-1',
      RUNNER_DEBUG: '1',
    },
  });
  const [state] = [...emulator.states()];
  expectTrueAndInert(result, state?.state ?? '', minutes * 60_000);
  await emulator.close();
}

function expectTrueAndInert(result: StepResult, status: string, waitMilliseconds: number): void {
  const { exitCode, outputs, commands, annotations, milliseconds } = result;
  if (exitCode === 0)
    expect(passing[status] ?? [], `passes with ${outputs['outcome']} at ${status}`).toContain(outputs['outcome']);
  else expect(['error', 'timed-out', 'failed']).toContain(outputs['outcome']);
  expect(milliseconds).toBeLessThan(waitMilliseconds + 30_000);
  const everything = JSON.stringify([result.stdout, result.stderr, result.summary, result.outputsAsSet]);
  for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
  for (const { name } of commands) expect(name).toMatch(/^(error|warning|notice|debug)$/);
  for (const { properties } of annotations) expect(properties['title']).toMatch(/^(AWS Proton|CloudFormation)/);
  expect([result.stderr, result.environment, result.path, result.state]).toEqual(['', {}, [], {}]);
}

describe(`${runs} steps that are answered wildly, WILD_SEED=${seed}`, () => {
  test(
    'end in time, with the truth or an honest error, and show no secret',
    async () => {
      const failures: string[] = [];
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let number = next++; number < runs; number = next++) {
          await runOne(number).catch((failure: unknown) => failures.push(`run ${number}: ${String(failure)}`));
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      expect(failures).toEqual([]);
    },
    60_000 + runs * 2_000,
  );
});
