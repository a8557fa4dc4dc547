/** An emulator in a process of its own, so that serving does not disturb what is measured. Talks over Node's IPC channel. */
import process from 'node:process';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { monotonicMilliseconds } from '../measure/monotonic.ts';
import { authorityFile, readCertificate } from '../network/certificate.ts';
import { startRelay } from '../network/relay.ts';
import type { Answer, ArrivedCall, BenchSettings, Question } from './messages.ts';

let emulator: Emulator | undefined;
const arrivals: number[] = [];
const names: string[] = [];

async function answerTo(question: Question): Promise<Answer> {
  switch (question.kind) {
    case 'start':
      return start(question.settings);
    case 'place':
      for (const { name, options } of question.services) {
        emulator?.proton.addService(name, options);
        names.push(name);
      }
      return { kind: 'placed' };
    case 'report':
      return report();
  }
}

async function start({ faults = [], tlsRoundTripMilliseconds, ...settings }: BenchSettings): Promise<Answer> {
  const certificate = tlsRoundTripMilliseconds === undefined ? undefined : readCertificate();
  emulator = await startEmulator({ deployMilliseconds: Number.POSITIVE_INFINITY, certificate, ...settings });
  for (const fault of faults) emulator.inject(fault);
  emulator.onRequest(() => arrivals.push(monotonicMilliseconds()));
  const environment = environmentFor(emulator);
  if (tlsRoundTripMilliseconds === undefined) return { kind: 'started', url: emulator.url, environment };
  const relay = await startRelay(Number(new URL(emulator.url).port), tlsRoundTripMilliseconds);
  const url = `https://127.0.0.1:${relay.port}`;
  return {
    kind: 'started',
    url,
    environment: { ...environment, AWS_ENDPOINT_URL_PROTON: url, NODE_EXTRA_CA_CERTS: authorityFile },
  };
}

function report(): Answer {
  const calls = emulator?.requests.map(({ operation, input, answer }, at): ArrivedCall => {
    return { operation, targetName: targetNameIn(input), atMilliseconds: arrivals[at] ?? Number.NaN, answer };
  });
  const services = names.map((name) => {
    const latest = emulator?.proton.deployments(name).at(-1);
    const deployment = latest && {
      id: latest.id,
      status: latest.status,
      cancelRequested: latest.cancelRequestedAtMilliseconds !== undefined,
    };
    return { name, deployment };
  });
  return { kind: 'report', calls: calls ?? [], services };
}

/** CancelServicePipelineDeployment and GetService call the name differently. */
function targetNameIn(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  const name: unknown = Reflect.get(input, 'serviceName') ?? Reflect.get(input, 'name');
  return typeof name === 'string' ? name : '';
}

process.on('message', (question: Question) => {
  void answerTo(question).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
