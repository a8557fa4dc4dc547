import {
  CancelServicePipelineDeploymentCommand,
  GetDeploymentCommand,
  GetServiceCommand,
  type ProtonClient,
} from '@aws-sdk/client-proton';
import type { Answer, CallLimits, Operation, Proton } from '../cancellation/ports.ts';
import type { Redactor } from '../redaction.ts';
import { type FailureContext, failureFrom } from './failure.ts';
import { asText, property } from './outside-data.ts';
import { readDeployment, readPipeline, readService } from './readings.ts';

/** An answer that lacks what Proton always gives: it came from somebody else, a proxy for example. */
class UnreadableAnswer extends Error {
  override readonly name = 'SyntaxError';
}

interface Metadata {
  readonly $metadata: { readonly requestId?: string };
}

/**
 * Proton over the SDK's client. The redactor learns the credentials that the SDK finds, and every free text that comes in
 * goes through it.
 */
export function createProton(client: ProtonClient, redactor: Redactor): Proton {
  const caller = new Caller(client, redactor);
  const { redact } = redactor;
  return {
    cancelServicePipelineDeployment: (serviceName, limits) =>
      caller.call('CancelServicePipelineDeployment', serviceName, limits, async (abortSignal) => {
        const output = await client.send(new CancelServicePipelineDeploymentCommand({ serviceName }), { abortSignal });
        return [readPipeline(required(output.pipeline), redact), output];
      }),
    getService: (serviceName, limits) =>
      caller.call('GetService', serviceName, limits, async (abortSignal) => {
        const output = await client.send(new GetServiceCommand({ name: serviceName }), { abortSignal });
        return [readService(required(output.service), redact), output];
      }),
    getDeployment: (id, serviceName, limits) =>
      caller.call('GetDeployment', serviceName, limits, async (abortSignal) => {
        const output = await client.send(new GetDeploymentCommand({ id, serviceName }), { abortSignal });
        return [readDeployment(required(output.deployment), redact), output];
      }),
  };
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new UnreadableAnswer('The answer lacks what Proton always gives.');
  return value;
}

/** Makes calls, each within its limits, and turns whatever they throw into failures. */
class Caller {
  readonly #client: ProtonClient;
  readonly #redactor: Redactor;
  #region: string | undefined;
  #host: string | undefined;

  constructor(client: ProtonClient, redactor: Redactor) {
    this.#client = client;
    this.#redactor = redactor;
    client.middlewareStack.add(
      (next) => (args) => {
        this.#host = asText(property(args.request, 'hostname')) ?? this.#host;
        return next(args);
      },
      { name: 'rememberHost', step: 'finalizeRequest', priority: 'low' },
    );
  }

  async call<Value>(
    operation: Operation,
    serviceName: string,
    { signal, timeoutMilliseconds }: CallLimits,
    send: (signal: AbortSignal) => Promise<readonly [Value, Metadata]>,
  ): Promise<Answer<Value>> {
    const at: { stage: FailureContext['stage'] } = { stage: 'region' };
    const limit = limitOf(signal, timeoutMilliseconds);
    const work = async (): Promise<readonly [Value, Metadata]> => {
      this.#region = await this.#client.config.region();
      at.stage = 'credentials';
      const { accessKeyId, secretAccessKey, sessionToken = '' } = await this.#client.config.credentials();
      this.#redactor.learn([accessKeyId, secretAccessKey, sessionToken]);
      at.stage = 'request';
      limit.signal.throwIfAborted();
      return send(limit.signal);
    };
    try {
      // The credential chain does not listen to the signal: the race does.
      const [value, { $metadata }] = await Promise.race([work(), limit.reached]);
      return { ok: true, value, requestId: $metadata.requestId };
    } catch (thrown) {
      const endedBy = enderOf(signal, limit.signal);
      const { redact } = this.#redactor;
      const context = {
        redact,
        operation,
        serviceName,
        region: this.#region,
        host: this.#host,
        endedBy,
        stage: at.stage,
      };
      return { ok: false, failure: failureFrom(thrown, context) };
    } finally {
      limit.release();
    }
  }
}

function enderOf(outer: AbortSignal, limit: AbortSignal): FailureContext['endedBy'] {
  if (outer.aborted) return 'interruption';
  return limit.aborted ? 'time' : undefined;
}

interface Limit {
  readonly signal: AbortSignal;
  /** Rejects when the limit is reached, and never resolves. */
  readonly reached: Promise<never>;
  release(): void;
}

function limitOf(outer: AbortSignal, milliseconds: number): Limit {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  const reached = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error('The limit of the call was reached.'));
    if (controller.signal.aborted) fail();
    else controller.signal.addEventListener('abort', fail, { once: true });
  });
  const release = (): void => {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, reached, release };
}
