/** An emulator in a process of its own, so that serving does not disturb what is measured. Talks over Node's IPC channel. */
import process from 'node:process';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { monotonicMilliseconds } from '../monotonic.ts';
import { authorityFile, readCertificate } from '../network/certificate.ts';
import { startRelay } from '../network/relay.ts';
import type { Answer, ArrivedCall, BenchSettings, PlacedTarget, Question } from './messages.ts';

let emulator: Emulator | undefined;
const arrivals: number[] = [];

async function answerTo(question: Question): Promise<Answer> {
  switch (question.kind) {
    case 'start':
      return start(question.settings);
    case 'place':
      for (const target of question.targets) place(target);
      return { kind: 'placed' };
    case 'report':
      return report();
  }
}

function place(target: PlacedTarget): void {
  if (target.kind === 'service') emulator?.proton.addService(target.name, target.options);
  else emulator?.cloudformation.addStack(target.name, target.options);
}

async function start({ tlsRoundTripMilliseconds, ...settings }: BenchSettings): Promise<Answer> {
  const certificate = tlsRoundTripMilliseconds === undefined ? undefined : readCertificate();
  emulator = await startEmulator({ deployMilliseconds: Number.POSITIVE_INFINITY, certificate, ...settings });
  emulator.onRequest(() => arrivals.push(monotonicMilliseconds()));
  const environment = environmentFor(emulator);
  if (tlsRoundTripMilliseconds === undefined) return { kind: 'started', url: emulator.url, environment };
  const relay = await startRelay(Number(new URL(emulator.url).port), tlsRoundTripMilliseconds);
  const url = `https://127.0.0.1:${relay.port}`;
  return {
    kind: 'started',
    url,
    environment: {
      ...environment,
      AWS_ENDPOINT_URL_PROTON: url,
      AWS_ENDPOINT_URL_CLOUDFORMATION: url,
      NODE_EXTRA_CA_CERTS: authorityFile,
    },
  };
}

function report(): Answer {
  const calls = emulator?.requests.map(({ target, answer }, at): ArrivedCall => {
    return { target, atMilliseconds: arrivals[at] ?? Number.NaN, answer };
  });
  return { kind: 'report', calls: calls ?? [] };
}

process.on('message', (question: Question) => {
  void answerTo(question).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
