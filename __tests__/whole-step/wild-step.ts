import { createServer, request as forward } from 'node:http';
import type { Emulator } from '../../emulator/server.ts';
import { commandIn } from '../../runner/commands.ts';
import { generator } from '../cancellation/generator.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { type MemoryStepResult, quickWorld } from '../memory-runner.ts';
import { hostilePieces } from '../report/hostile.ts';
import { pick, type Random, wildAnswer } from './wild-answer.ts';

const secrets = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const texts = [...hostilePieces, ...Object.values(secrets)];

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

/** Stands before an emulator. Each call is lost in a wild answer or carried out; of those, some answers are lost, too. */
async function startWildness(emulator: Emulator, random: Random, wildCalls: number) {
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
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url, close };
}

/**
 * Runs a step in this process whose first calls are answered wildly: some services, some stacks.
 *
 * @returns what is wrong with what the step said: that it passes without the truth, takes too long, shows a secret, or acts
 */
export async function problemsOfWildStep(number: number, seed: number): Promise<readonly string[]> {
  const random = generator(seed + number * 7_919);
  const isStack = random() < 0.5;
  const { emulator, run } = await quickWorld({
    cancelMilliseconds: 200,
    cleanupMilliseconds: 100,
    cancelEnding: pick(random, ['CANCELLED', 'FAILED', 'SUCCEEDED']),
  });
  if (isStack) emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  else emulator.proton.addService('shop', { deployment: 'in-progress' });
  // One in twelve never hears the truth.
  const wildness = await startWildness(
    emulator,
    random,
    random() < 1 / 12 ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 3),
  );
  const minutes = pick(random, [0, 0.05]);
  const step = await run({
    inputs: { [isStack ? 'stack-name' : 'service-name']: 'shop', 'wait-for-minutes': String(minutes) },
    environment: {
      ...secrets,
      AWS_ENDPOINT_URL_PROTON: wildness.url,
      AWS_ENDPOINT_URL_CLOUDFORMATION: wildness.url,
    },
    isDebug: true,
  });
  const [truth] = [...emulator.states()];
  wildness.close();
  await emulator.close();
  const isLate = step.milliseconds > minutes * 60_000 + 25_000;
  return [...problemsIn(step, truth?.state ?? ''), ...(isLate ? [`took ${step.milliseconds} ms`] : [])];
}

function problemsIn(step: MemoryStepResult, status: string): readonly string[] {
  const { exitCode, outputs, log, debug, annotations } = step;
  const outcome = outputs['outcome'] ?? '';
  const honest = exitCode === 0 ? (passing[status] ?? []) : ['error', 'timed-out', 'failed'];
  const everything = JSON.stringify(step);
  return [
    ...(honest.includes(outcome) ? [] : [`ends with ${exitCode} and ${outcome} at ${status}`]),
    ...Object.keys(secrets).filter((name) => everything.includes(Reflect.get(secrets, name))),
    ...[...log, ...debug].filter((line) => commandIn(line) !== undefined || /[\r\n]/.test(line)),
    ...annotations.map(({ title }) => title).filter((title) => !/^(AWS Proton|CloudFormation)/.test(title)),
  ];
}
